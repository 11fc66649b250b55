"""English words: counting, stems, function words and sentences; no library, no data files."""

from __future__ import annotations

import re
from collections.abc import Iterable

from translate.quality.words import stem

WORD = re.compile(r"\w+(?:['’.,\-]\w+)*")
#: Words and single marks.
TOKEN = re.compile(rf"{WORD.pattern}|[^\w\s]")
_BOUNDARY = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[^\W_a-z])|[.!?…]+[\"'”’)\]]*\s*$")
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|rev|hon|gen|sen|rep|gov|lt|col|capt|sgt|maj|cmdr|jr|sr|st|mt|vs|no"
    r"|nos|inc|ltd|co|corp|jan|feb|mar|apr|aug|sept|sep|oct|nov|dec|approx|fig|ca|e\.g|i\.e|etc)"
    r"|\b(?:[a-z]\.)*[a-z])\.$",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}$|\b(?:inc|ltd|co|corp|jr|sr|etc)\.$", re.IGNORECASE)


def listed(words: str) -> frozenset[str]:
    """A word list from running text."""
    return frozenset(words.split())


#: Words that begin a sentence far more often than they follow "U.S." or "Inc." in one.
_STARTERS = listed(
    "the a an in on at but and he she it they we i this that these those there as for if when"
)

#: Words that carry grammar, not facts; a rewrite may add these freely.
FUNCTION_WORDS = listed(
    """a an the and or but nor so yet if then than that this these those there here it its itself
    he him his she her hers they them their theirs we us our you your i me my who whom whose
    which what when where why how as because while although though since until after before
    once during of in on at to from by for with without about into onto over under between
    among amid against through across around despite off out up down within upon per via
    toward towards is are was were be been being am has have had having do does did doing
    will would can could may might must shall should also still just only even both either
    each every all any some such own same other another more most very too now s t d ll re
    ve according"""
)

#: Verbs and nouns that report what somebody says.
REPORTING = listed(
    """say says said saying tell tells told claim claims claimed argue argues argued believe
    believes believed think thinks thought warn warns warned announce announces announced
    state states stated explain explains explained add adds added insist insists insisted
    emphasise emphasises emphasised emphasize emphasizes emphasized stress stresses stressed
    write writes wrote report reports reported call calls called according estimate
    estimates estimated expect expects expected hope hopes hoped ask asks asked reply
    replies replied note notes noted accuse accuses accused deny denies denied suggest
    suggests suggested find finds found"""
)

NEGATIONS = listed("not no never none nobody nothing neither nor cannot without hardly")


def word_count(text: str) -> int:
    """Words as people count them: runs between white space."""
    return len(text.split())


def words_of(text: str) -> list[str]:
    """Words without the punctuation around them, in their own case."""
    return WORD.findall(text)


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry facts, in order."""
    return [stem(word) for word in words_of(text) if word.lower() not in FUNCTION_WORDS]


def is_negation(word: str) -> bool:
    """Whether a word, in lower case, negates."""
    return word in NEGATIONS or word.endswith(("n't", "n’t"))


def has_repeat(items: Iterable[str], size: int) -> bool:
    """Whether a run of ``size`` items occurs twice."""
    listed = list(items)
    runs = [tuple(listed[at : at + size]) for at in range(len(listed) - size + 1)]
    return len(runs) != len(set(runs))


def split_sentences(text: str) -> list[str]:
    """English sentences by full stops; abbreviations and initials do not end one.

    Quotations that hold several sentences are split at their inner stops as well.
    """
    sentences: list[str] = []
    start = 0
    for match in _BOUNDARY.finditer(text):
        head, tail = text[start : match.end()], text[match.end() :]
        if tail.strip() and match.group().startswith(".") and _is_abbreviation(head, tail):
            continue
        sentences.append(head.strip())
        start = match.end()
    sentences.append(text[start:].strip())
    return [sentence for sentence in sentences if sentence]


def _is_abbreviation(head: str, tail: str) -> bool:
    if not _ABBREVIATION.search(head):
        return False
    following = WORD.match(tail.lstrip(" \t\n\"'“‘(["))
    starts = following is not None and following.group().lower() in _STARTERS
    return not (starts and _DOTTED.search(head))
