"""Errors put into good translations, one kind each, to measure what the checks find."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from translate.flags import FlagCode
from translate.text.names import names
from translate.text.numbers import quantities
from translate.types import Hypothesis


@dataclass(frozen=True)
class Injected:
    """A source, a translation that was spoiled, and the flag that should come of it."""

    code: FlagCode
    kind: str
    source: str
    hypothesis: Hypothesis


_STRANGERS = ("Hendriksen", "Bulawayo", "Okonkwo")
#: Capitalised English words that stand for common nouns of Dutch: no names to lose.
_NOUNS = frozenset(
    {"President", "Prime", "Minister", "Chancellor", "House", "Representatives", "Senate"}
    | {"University", "States", "Supreme", "Court", "Public", "Prosecution", "Service", "Union"}
    | {"White", "Last", "Hour", "Grand", "Prix", "Nobel", "Prize", "Literature", "Bank", "De"}
)
_MARKS = str.maketrans("", "", '“”‘„"')


def injections(pairs: tuple[tuple[str, str], ...]) -> Iterator[Injected]:
    """Every spoiled version of every pair; the same each time."""
    for index, (source, target) in enumerate(pairs):
        other = pairs[(index + 7) % len(pairs)][1]
        for code, kind, text, truncated in (
            *_numbers(target),
            *_names(target, index),
            *_negations(target),
            *_loops(target),
            *_cuts(source, target),
            *_lengths(target, other),
            *_copies(source, target),
            *_quotes(target),
            *_made_up(source, target),
            (FlagCode.ADDRESS, "added address", f"{target} www.voorbeeld.nl/{index}", False),
            (FlagCode.EMPTY, "empty", "", False),
            (FlagCode.EMPTY, "symbols", "…—", False),
        ):
            yield Injected(code, kind, source, Hypothesis(text, 0.5, truncated))


Spoiled = Iterator[tuple[FlagCode, str, str, bool]]


def _numbers(target: str) -> Spoiled:
    seen: set[str] = set()
    for quantity in quantities(target, "en"):
        if not quantity.required or quantity.text in seen:
            continue
        seen.add(quantity.text)
        without = re.sub(rf"(?<!\w){re.escape(quantity.text)}", "", target)
        yield FlagCode.NUM, "dropped number", without, False
        if quantity.text[0].isdigit():
            changed = "8" if quantity.text[0] != "8" else "6"
            text = target.replace(quantity.text, changed + quantity.text[1:])
            yield FlagCode.NUM, "changed digit", text, False
        if "," in quantity.text or "." in quantity.text:
            swapped = quantity.text.translate(str.maketrans(",.", ".,"))
            yield FlagCode.NUM, "Dutch comma", target.replace(quantity.text, swapped), False
        if quantity.text.isdigit() and len(quantity.text) < 3:
            yield FlagCode.NUM, "scale", target.replace(quantity.text, quantity.text + "00"), False
    yield FlagCode.NUM, "added number", target[:-1] + ", 77 in all.", False


def _names(target: str, index: int) -> Spoiled:
    for place, name in enumerate(names(target, "en")):
        if name.sure and name.start > 0 and name.text not in _NOUNS:
            stranger = _STRANGERS[(index + place) % len(_STRANGERS)]
            yield FlagCode.NAME, "swapped name", target.replace(name.text, stranger), False
            without = re.sub(rf" ?{re.escape(name.text)}", "", target)
            yield FlagCode.NAME, "dropped name", without, False


def _negations(target: str) -> Spoiled:
    without = re.sub(r"n['’]t\b| (?:not|never|nothing)\b|\bno (?=[a-z])", "", target, count=1)
    if without != target:
        yield FlagCode.NEGATION, "dropped negation", without, False
    added = re.sub(r"\b(?:is|are|was|were|has|have|will|must)\b", r"\g<0> not", target, count=1)
    if added != target:
        yield FlagCode.NEGATION, "added negation", added, False


def _loops(target: str) -> Spoiled:
    words = target.rstrip(".”").split()
    if len(words) > 4:
        yield FlagCode.LOOP, "phrase", f"{target} {' '.join([*words[-3:]] * 4)}", False
        yield FlagCode.LOOP, "word", " ".join([*words, *[words[-1]] * 5]), False
        yield FlagCode.LOOP, "syllable", f"{target} nanananananananana", False


def _cuts(source: str, target: str) -> Spoiled:
    words = target.split()
    if len(words) > 6 and source.endswith((".", "’", "?")):
        yield FlagCode.TRUNC, "half", " ".join(words[: len(words) // 2]).rstrip(".,"), False
        yield FlagCode.TRUNC, "limit", " ".join(words[:-1]), True


def _lengths(target: str, other: str) -> Spoiled:
    if len(target) > 60:
        yield FlagCode.LEN, "short", f"{' '.join(target.split()[:2])}.", False
    if len(other) > 50 and len(target) < 90:
        yield FlagCode.LEN, "long", f"{target} {other} {other[::-1]}", False


def _copies(source: str, target: str) -> Spoiled:
    words, english = source.split(), target.split()
    if len(words) > 5:
        yield FlagCode.COPY, "copy", source, False
        half = [*english[: len(english) // 3], *words[len(words) // 3 :]]
        yield FlagCode.LANG, "turns Dutch", " ".join(half), False


def _quotes(target: str) -> Spoiled:
    if "“" in target:
        yield FlagCode.QUOTE, "lost quotes", target.translate(_MARKS), False
        yield FlagCode.QUOTE, "not closed", target.replace("”", ""), False


def _made_up(source: str, target: str) -> Spoiled:
    long = [word for word in re.findall(r"[a-z]{7,}", target) if word not in source]
    for word, other in zip(long, reversed(long), strict=True):
        if word != other:
            joined = word[:4] + other[3:]
            yield FlagCode.NONWORD, "two halves", re.sub(rf"\b{word}\b", joined, target), False
