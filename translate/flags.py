"""What can be said against a sentence, a summary or an article, and how grave it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What a flag asks of a reader, the gravest first."""

    DOUBT = "doubt"  # it may be wrong: read the Dutch
    REPAIR = "repair"  # something was wrong and was put right
    NOTE = "note"  # how it was made


class FlagCode(StrEnum):
    """Everything that can be said against a sentence, a summary piece or an article.

    Each code has its severity here and nowhere else; one that names none is a doubt.
    """

    severity: Severity

    def __new__(cls, code: str, severity: Severity = Severity.DOUBT) -> FlagCode:
        member = str.__new__(cls, code)
        member._value_ = code
        member.severity = severity
        return member

    # a sentence: source against target
    NUM = "NUM"
    NAME = "NAME"
    NEGATION = "NEGATION"  # fewer or more of them than the Dutch has
    LEN = "LEN"
    LOOP = "LOOP"
    COPY = "COPY"
    LANG = "LANG"
    DUTCH = "DUTCH"
    NONWORD = "NONWORD"  # a word that is no English word and not from the Dutch either
    TRUNC = "TRUNC"
    QUOTE = "QUOTE"
    ADDRESS = "ADDRESS"  # an address or another piece that is not to be translated differs
    EMPTY = "EMPTY"
    TERM = "TERM"  # a term of the user's glossary is not translated as it says
    UNSURE = "UNSURE"  # its model was less sure of it than of what usually comes out well
    # a sentence: what was done to it
    SPLIT = "SPLIT", Severity.NOTE  # longer than the model's limit: translated in parts
    RETRY = "RETRY", Severity.REPAIR  # decoded a second time with other settings, which was better
    REPAIRED = "REPAIRED", Severity.REPAIR  # a garbled name was put right
    HUMAN = "HUMAN", Severity.NOTE  # a correction by a person, word for word
    # a summary piece or a whole summary
    UNSUPPORTED = "UNSUPPORTED"  # something in it has no evidence
    SOURCE_SENTENCE = "SOURCE_SENTENCE", Severity.NOTE  # the article's own, for a rewrite
    SHORT = "SHORT", Severity.NOTE  # the article was short enough to pass through
    CUT = "CUT", Severity.NOTE  # the hard word limit cut it
    # a whole article
    WEAK_MODEL = "WEAK_MODEL", Severity.NOTE  # translated by a model that is known to be weak


@dataclass(frozen=True, slots=True)
class Flag:
    """A code from :class:`FlagCode` and, for people, what it is about."""

    code: FlagCode
    detail: str = ""

    @property
    def severity(self) -> Severity:
        """Whether it is a doubt, a repair or a note."""
        return self.code.severity
