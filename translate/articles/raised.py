"""What is raised in a line: exponents, cents, minutes, degrees, fractions, and marks of notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translate.articles.draft import flat
from translate.articles.tables import content_of

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Mark of a note, or several: ``1``, ``[2]``, ``*``, ``2,3``, ``2-4``.
_MARK = r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z])[\])]?"
_MARKS = re.compile(rf"{_MARK}(?:\s?[,;–-]\s?{_MARK})*")
_EXPONENT = re.compile(r"[+−-]?\d{1,6}[+−-]?")
#: What an exponent stands behind: a unit of length, ten, one letter.
_POWER = re.compile(r"(?:\b[kdcmµμ]?m|\b10|\b[a-z])\Z")
_SUPERSCRIPTS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_PRICE = re.compile(r"(?:€|\$|£|\bEUR|\beuro)\s?[\d.]*\d\Z")
_HOUR = re.compile(r"(?:\A|[^\d.,])(?:[01]?\d|2[0-4])\Z")
_TIMED = re.compile(r"\s?(?:[-–—]\s?\d|(?:uur|u|h)\b)")
_CLOCK = re.compile(r"\b(?:om|tot|vanaf|rond)\s\d+\Z")
_DEGREES = re.compile(r"\s?[CF]\b")
#: A letter that is raised behind a word is the mark of a note, and behind a number unless that is
#: an ordinal or that of a house.
_WORD = re.compile(r"[^\W\d_]{3}[.,;:]?\Z")
_HOUSE = re.compile(r"(?:straat|weg|laan|plein|kade|gracht|singel|dijk|hof|pad|steeg|dreef) \d+\Z")
_FRACTIONS = {
    (1, 2): "½", (1, 3): "⅓", (2, 3): "⅔", (1, 4): "¼", (3, 4): "¾", (1, 5): "⅕", (1, 8): "⅛",
    (3, 8): "⅜", (5, 8): "⅝", (7, 8): "⅞",
}  # fmt: skip


def raised(element: _Element, before: str) -> str | None:
    """A raised element, or a link to a note, as it reads behind ``before``.

    The mark of a note comes in brackets behind a space; None where the element reads as it is.
    """
    text = flat(content_of(element))
    leads = element if element.tag == "a" else element.find(".//a")
    if leads is not None and "#" in leads.get("href", ""):
        return _note(text)
    if element.tag != "sup":
        return None
    if text.isdecimal() and (fraction := _fraction(element, int(text))):
        return fraction if not before[-1:].isdigit() or len(fraction) == 1 else f" {fraction}"
    after = _after(element)
    digits = before[-1:].isdigit()
    if text in ("o", "0") and before.rstrip()[-1:].isdigit() and _DEGREES.match(after):
        return "°" if not digits else " °"
    if digits and text == "o":
        return "°"
    if re.fullmatch(r"\d\d", text):
        if _PRICE.search(before) or (digits and re.match(r"\s?euro\b", after)):
            return f",{text}"
        if text < "60" and _HOUR.search(before) and (_TIMED.match(after) or _CLOCK.search(before)):
            return f".{text}"
    if _EXPONENT.fullmatch(text) and (
        not text.isdecimal() or _POWER.search(before) or _is_isotope(before, after)
    ):
        return text.translate(_SUPERSCRIPTS)
    if text.isalpha() and not _WORD.search(before):
        return None if not digits or text == "e" or _HOUSE.search(before) else _note(text)
    return _note(text)


def joined(page: _Element) -> None:
    """Put marks together that a program wrote one by one: ``2``, ``,`` and ``3``."""
    for one in list(page.iter("sup")):
        while (following := one.getnext()) is not None and following.tag == "sup" and not one.tail:
            text, more = content_of(one).strip(), content_of(following).strip()
            if not (text[-1:] in ",;–-" or more[:1] in ",;–-") or one.find(".//a") is not None:
                break
            one.tail, following.tail = following.tail, None
            one.append(following)


def _note(text: str) -> str | None:
    return f" [{re.sub(r'[][()]', '', text)}]" if _MARKS.fullmatch(text) else None


def _fraction(above: _Element, number: int) -> str:
    """The fraction that begins with this element, whose other parts are emptied; "" for none."""
    below = above.getnext()
    if (above.tail or "").strip() not in ("/", "⁄") or below is None or below.tag != "sub":
        return ""
    divisor = flat(content_of(below))
    if not divisor.isdecimal() or len(below):
        return ""
    above.tail = below.text = None
    return _FRACTIONS.get((number, int(divisor)), f"{number}/{divisor}")


def _is_isotope(before: str, after: str) -> bool:
    return before[-1:] in ("", " ", "(") and re.match(r"[A-Z][a-z]?\b", after) is not None


def _after(element: _Element) -> str:
    """The text that follows in the line."""
    following = element.getnext()
    return (element.tail or "") + (content_of(following) if following is not None else "")
