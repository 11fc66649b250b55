"""What a summary piece is asked: rules from a piece and its evidence to findings.

Each rule is precise rather than complete; together they leave the words, of which a share may
be new, to ``trace``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from translate.quality.contrasts import find_negations, find_rivals
from translate.quality.lost_names import lost_names
from translate.quality.nations import same_nation
from translate.quality.passage import Case, Finding, supported
from translate.text.english import REPORTING, base
from translate.text.names import names as names_in
from translate.text.numbers import lost, quantities
from translate.text.words import NAME_WORD, bare, fold, words_of


def find_names(case: Case) -> Iterator[Finding]:
    """Names that the English evidence does not have, or that the Dutch has otherwise."""
    vocabulary = {fold(word) for word in _name_words(case.english)}
    vocabulary |= {word.replace(".", "") for word in vocabulary}
    initials = _initials(case.english)
    for name in names_in(case.piece, "en"):
        plain = fold(name.text)
        if plain.replace(".", "") in initials or not (name.sure or _acts(name.text, case)):
            continue
        if not _same_english_name(plain, vocabulary):
            yield Finding("name", f"name not in the evidence: {name.text}")
    if case.dutch:
        said = {fold(name.text) for name in names_in(case.piece, "en")}
        for missing in lost_names(case.dutch, case.english):
            if missing.near and fold(missing.near) in said:
                yield Finding("name", f"{missing.near} is {missing.name} in the Dutch")


def _acts(word: str, case: Case) -> bool:
    """Whether a word that opens a sentence is somebody: it is new, and a verb follows it."""
    following = re.search(rf"\b{re.escape(word)} ([^\W\d_]+)", case.piece)
    if following is None or word.endswith("s") or supported(base(fold(word)), case.evidence):
        return False  # "Authorities called": a plural noun rather than a name
    verb = following[1]
    past = base(verb) != verb and not verb.endswith(("s", "ing", "ly"))  # spoke, won, opened
    return past or base(verb) in REPORTING


def _name_words(text: str) -> Iterator[str]:
    for word in map(bare, NAME_WORD.findall(text)):
        yield word
        if "-" in word:
            yield from word.split("-")


def _initials(text: str) -> set[str]:
    """Acronyms that the capitalised words in a row would have: World Health Organization."""
    found: set[str] = set()
    for run in re.findall(r"(?:[A-Z]\w+(?:[ -](?:of|for|the|and|in) | |-)?){2,}", text):
        letters = "".join(word[0] for word in re.findall(r"[A-Z]\w+", run)).lower()
        found.update(
            letters[i:j] for i in range(len(letters)) for j in range(i + 2, len(letters) + 1)
        )
    return found


def _same_english_name(name: str, vocabulary: set[str]) -> bool:
    if name in vocabulary or name.replace(".", "") in vocabulary:
        return True
    parts = name.split("-")
    if len(parts) > 1:
        return all(len(part) < 2 or _same_english_name(part, vocabulary) for part in parts)
    for word in vocabulary:
        shorter, longer = sorted((name, word), key=len)
        if len(shorter) > 3 and longer.startswith(shorter[: max(4, len(shorter) - 1)]):
            return True
        if same_nation(name, word):
            return True
    return False


def find_numbers(case: Case) -> Iterator[Finding]:
    """Numbers, dates and times that the English, or the Dutch, does not have."""
    said = quantities(case.piece, "en")
    missing = lost(said, quantities(case.english, "en"))
    for quantity in missing:
        yield Finding("number", f"number not in the evidence: {quantity.text}")
    if case.dutch:
        for quantity in lost(said, quantities(case.dutch, "nl")):
            if quantity not in missing:
                yield Finding("number", f"number not in the Dutch: {quantity.text}")


_ELLIPSIS = re.compile(r"\.{3}|…|\[[^\]]*\]")
_QUOTATION = re.compile(r"[“\"„«]([^”\"»]{2,})[”\"»]")


def find_quotations(case: Case) -> Iterator[Finding]:
    """Words in quotation marks that nobody says in the evidence."""
    there = f" {' '.join(words_of(case.english))} "
    for match in _QUOTATION.finditer(case.piece):
        parts = _ELLIPSIS.split(match.group(1))
        said = [" ".join(words_of(part)).removesuffix("'s") for part in parts]
        if not all(f" {part} " in there for part in said if part):
            yield Finding("quotation", f"quotation not in the evidence: “{match.group(1)}”")


#: What a piece is asked, in the order in which a reader would want to know.
RULES: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    find_numbers,
    find_names,
    find_quotations,
    find_negations,
    find_rivals,
)
