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

__all__ = [
    "CHECKS",
    "CHECKS_VERSION",
    "REGISTRY",
    "Check",
    "Pair",
    "Severity",
    "better",
    "check_sentence",
    "wants_retry",
]
