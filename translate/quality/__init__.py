"""Doubt: named checks on each sentence, a repair, and the tracing of a summary to its evidence."""

from translate.quality.addressed import with_address
from translate.quality.checks import (
    CHECKS,
    REGISTRY,
    Check,
    adds_no_doubt,
    better,
    check_sentence,
    is_unusable,
    mends_negation,
    recheck,
    wants_retry,
)
from translate.quality.exchanged import with_lost_names
from translate.quality.finders import Pair
from translate.quality.particles import with_particles
from translate.quality.trace import trace

__all__ = [
    "CHECKS",
    "REGISTRY",
    "Check",
    "Pair",
    "adds_no_doubt",
    "better",
    "check_sentence",
    "is_unusable",
    "mends_negation",
    "recheck",
    "trace",
    "wants_retry",
    "with_address",
    "with_lost_names",
    "with_particles",
]
