"""Doubt: named checks on each sentence, and the tracing of a summary to its evidence."""

from translate.quality.checks import (
    CHECKS,
    CHECKS_VERSION,
    REGISTRY,
    Check,
    Pair,
    Severity,
    better,
    check_sentence,
    wants_retry,
)
from translate.quality.trace import support_score, trace

__all__ = [
    "CHECKS",
    "CHECKS_VERSION",
    "REGISTRY",
    "Check",
    "Pair",
    "Severity",
    "better",
    "check_sentence",
    "support_score",
    "trace",
    "wants_retry",
]
