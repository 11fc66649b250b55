"""Saying a sentence in fewer words without a model: only cuts that leave it true.

Every cut takes something that hangs on the sentence (Jing, 2000, and Knight and Marcu, 2002,
learned such cuts from editors): a connective that led over from the sentence before, an aside in
brackets or between dashes, a clause about a name that has its name without it, an "also". What
denies, doubts, counts or says who said it is never cut; what stays keeps its order.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from translate.summary.words import (
    FUNCTION_WORDS,
    REPORTING,
    is_negation,
    listed,
    word_count,
    words_of,
)

#: Fewer words than this say too little to be cut.
_FEWEST_WORDS = 12
_ASIDE_WORDS, _CLAUSE_WORDS = 12, 16
#: At least this share of the sentence stays.
_LEAST_SHARE = 0.5

_CONNECTIVE = re.compile(
    r"^(?:however|moreover|furthermore|meanwhile|in addition|besides|additionally|nevertheless"
    r"|nonetheless|consequently|incidentally|of course|in short|in fact|in any case|for that matter"
    r"|as a result|as a consequence|for this reason|on the other hand|at the same time|therefore"
    r"|then again|in the meantime|all in all|by the way|not surprisingly|remarkably|notably"
    r"|unfortunately|fortunately|strikingly|according to tradition)\b,\s+",
    re.IGNORECASE,
)
_INNER_CONNECTIVE = re.compile(
    r",\s+(?:however|moreover|meanwhile|of course|for example|for instance|incidentally"
    r"|therefore|by the way|after all|in fact|nevertheless|in turn|among other things|too)"
    r"(?:,(?=\s)|(?=[.;]))",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(r"^(?:And|But|So),?\s+(?!not\b|as\b|for\b|what\b)(?=[A-Za-z])")
_ALSO = re.compile(r"(?<=[a-z]) also(?= [a-z])")
_INTENSIFIER = re.compile(r"\b(?:very|really|quite|extremely|truly)\s+(?=[a-z]+)")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)(?=[\s,.;:!?])")
_DASHES = re.compile(r"\s+(?:[–—-]|--)\s+([^–—]+?)\s+(?:[–—-]|--)\s+(?=[a-z])")
_AGE = re.compile(r"^([^,]*[A-Za-z]),\s+(?:aged\s+)?\d{1,3},\s+(?=[a-z])")
_RELATIVE = re.compile(r",\s+((?:which|who|whose|where)\b[^,;:()]*),\s+(?=([A-Za-z]+))")
_RELATIVE_END = re.compile(r",\s+((?:which|who|whose|where)\b[^,;:()]*)(?=[.]$)")
_PARTICIPLE = re.compile(
    r",\s+((?!(?:includ|accord|say|depend|regard|consider)ing)[a-z]+ing\b[^,;:()]*)(?=[.]$)"
)
_AUXILIARIES = listed(
    "is are was were has have had will would can could may might must should does did do"
)
_QUOTES = re.compile(r"[\"“”„«»]|(?<!\w)['‘]|['’](?!\w)")
#: Words that no cut may take: they deny, doubt, limit or attribute.
_WEIGHTY = REPORTING | listed(
    """only alleged allegedly suspected reportedly possibly probably perhaps likely apparently
    if unless except although though despite would could might may should if former ex
    rejects rejected contests contested refuses refused"""
)
#: Long ways to say a short thing; the short one says the same.
_SHORT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b{long}\b", re.IGNORECASE), short)
    for long, short in (
        ("in order to", "to"),
        ("due to the fact that", "because"),
        ("in spite of the fact that", "although"),
        ("despite the fact that", "although"),
        ("at the moment", "now"),
        ("at this moment", "now"),
        ("at present", "now"),
        ("prior to", "before"),
        ("in the course of", "during"),
        ("in the near future", "soon"),
        ("(?:the|a) (?:vast |large |great )?majority of", "most"),
        ("a large number of", "many"),
        ("a great deal of", "much"),
        ("in the vicinity of", "near"),
        ("(?<=is )going to(?= [a-z])", "to"),
        ("a total of(?= [0-9])", ""),
        ("on the part of", "by"),
        ("with regard to", "about"),
        ("with respect to", "about"),
        ("in connection with", "over"),
        ("as well as", "and"),
        ("the question of whether", "whether"),
        ("is able to", "can"),
        ("are able to", "can"),
        ("in the event that", "if"),
        ("on a daily basis", "daily"),
        ("on an annual basis", "annually"),
    )
)
_SAID_THAT = re.compile(
    r"\b(says?|said|believes?|believed|thinks?|expects?|announced|hopes?) that"
    r"(?= (?:the|a|an|he|she|it|they|there|his|her|its|their|this|these|we|no)\b)"
)


def compressed(sentence: str) -> str:
    """The sentence in fewer words, or as it was; what is quoted is never touched."""
    if word_count(sentence) < _FEWEST_WORDS or "?" in sentence:
        return sentence
    text = sentence
    for cut in _CUTS:
        shorter = _tidy(cut(text))
        if _enough(shorter, sentence):
            text = shorter
    return text


def _enough(shorter: str, sentence: str) -> bool:
    return word_count(shorter) >= max(4, _LEAST_SHARE * word_count(sentence))


def _tidy(text: str) -> str:
    text = re.sub(r"\s+([,.;:!?])", r"\1", " ".join(text.split()))
    first = re.search(r"[^\W\d_]", text)
    if first is not None and first.start() < 2:
        text = text[: first.start()] + first.group().upper() + text[first.end() :]
    return text


def _free(text: str) -> bool:
    """Whether nothing in the stretch denies, doubts, limits, attributes or quotes."""
    words = [word.lower() for word in words_of(text)]
    return not _QUOTES.search(text) and not any(
        is_negation(word) or word in _WEIGHTY for word in words
    )


def _unquoted(cut: Callable[[str], str]) -> Callable[[str], str]:
    """The cut for sentences that quote nobody, so that no quotation is ever changed."""

    def careful(text: str) -> str:
        return text if _QUOTES.search(text) else cut(text)

    return careful


def _openings(text: str) -> str:
    return _CONJUNCTION.sub("", _CONNECTIVE.sub("", text, count=1), count=1)


def _connectives(text: str) -> str:
    return _INNER_CONNECTIVE.sub("", text)


def _asides(text: str) -> str:
    def gone(match: re.Match[str]) -> str:
        inner = match.group(1)
        small = word_count(inner) <= _ASIDE_WORDS and _free(inner)
        return " " if small else match.group()

    return _DASHES.sub(gone, _BRACKETS.sub(gone, text))


def _ages(text: str) -> str:
    return _AGE.sub(r"\1 ", text)


def _relatives(text: str) -> str:
    """Clauses between commas about what stands before them, when a verb follows the second."""

    def gone(match: re.Match[str]) -> str:
        inner, following = match.group(1), match.group(2)
        verb = following in _AUXILIARIES or (
            following not in FUNCTION_WORDS and following.endswith(("ed", "s", "ays", "ells"))
        )
        small = 2 < word_count(inner) <= _CLAUSE_WORDS and _free(inner)
        return " " if verb and following.islower() and small else match.group()

    return _RELATIVE.sub(gone, text)


def _last_clause(text: str) -> str:
    """A last clause that only adds to a sentence that is whole before it."""

    def gone(match: re.Match[str]) -> str:
        inner = match.group(1)
        small = 2 < word_count(inner) <= _CLAUSE_WORDS and _free(inner)
        return "" if small and not any(char.isdigit() for char in inner) else match.group()

    return _PARTICIPLE.sub(gone, _RELATIVE_END.sub(gone, text))


def _little_words(text: str) -> str:
    if any(is_negation(word.lower()) for word in words_of(text)):
        return text  # "not only …, but also", "not very"
    return _INTENSIFIER.sub("", _ALSO.sub("", text))


def _long_ways(text: str) -> str:
    for long, short in _SHORT:
        text = long.sub(short, text)
    return _SAID_THAT.sub(r"\1", text)


_CUTS: tuple[Callable[[str], str], ...] = (
    _openings,
    _unquoted(_connectives),
    _unquoted(_asides),
    _unquoted(_ages),
    _unquoted(_relatives),
    _unquoted(_last_clause),
    _unquoted(_little_words),
    _unquoted(_long_ways),
)
