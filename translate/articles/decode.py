"""From bytes to text, in the encodings that Dutch comes in; nothing is ever replaced.

A byte order mark decides; else strict UTF-8; else the most plausible Dutch wins among what the
document declares, the code pages of Windows, Macs and DOS, and UTF-16 without a mark.
"""

from __future__ import annotations

import codecs
import re

from translate.articles.source import shown
from translate.errors import BadFormat, BinaryFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Tried where a text is no UTF-8, the likeliest first: Windows, Macs and DOS as they were.
_CANDIDATES = ("cp1252", "iso8859-15", "latin-1", "mac-roman", "cp850", "cp437")
#: Formats that can pass for text by their first bytes, with what they are called.
_DOCUMENTS = ((b"%PDF-", "a PDF under another name"), (b"{\\rtf", "an RTF document"))
#: Letters beyond ASCII by how well they fit Dutch, and signs of news with where they stand.
_LETTERS = {"éëï": 1.0, "öüèêóáàç": 0.8, "âôûîúíòìù": 0.5, "äñßøåæãõœšž": 0.3}
_LIKELY = {letter: weight for group, weight in _LETTERS.items() for letter in group}
_SIGNS = frozenset("€£°²³½¼…–—«»©®™•·´¨§×‰¾¹µ\u00a0")
_OPENING, _CLOSING = "‘“„‚", "’”"
#: A text with a larger share of control characters than this is no text.
_MAX_CONTROLS = 0.02
_DECLARATION = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_DECLARABLE = ("cp", "iso8859", "mac", "koi8", "utf-16")
_BEYOND = re.compile(r"[^\x00-\x7f]")
#: A letter or a quotation mark in UTF-8, which no Dutch in another encoding looks like.
_SURE = re.compile(rb"\xc3[\xa0-\xbf]|\xe2\x80[\x90-\xbf]")
#: Characters that are looked at, and what a declaration is worth.
_SAMPLE = 200_000
_DECLARED = 0.5
_MIN_PLAUSIBLE = 0.5


def declared_charset(data: bytes) -> str:
    """The encoding that a page names in its head; "" where it names none that texts are in."""
    match = _DECLARATION.search(data, 0, 4096)
    try:
        name = codecs.lookup(match[1].decode("ascii")).name if match else ""
    except LookupError:
        return ""
    return name if name.startswith(_DECLARABLE) else ""


def decode(data: bytes, name: str, declared: str = "") -> tuple[str, str]:
    """Text and encoding; ``text.encode(encoding)``, after a UTF-16 mark, is ``data`` again.

    ``declared`` is what :func:`declared_charset` found, where it was asked.

    Raises BinaryFile where no encoding fits, BadFormat where two are mixed or the file is a
    document of another kind.
    """
    for magic, what in _DOCUMENTS:
        if data.startswith(magic):
            raise BadFormat(
                f"{shown(name)} is {what}", "give it the suffix of that, or save it as text"
            )
    text, encoding = _decoded(data, name, declared)
    if "\0" in text or _controls(text) > _MAX_CONTROLS:
        raise _binary(name)
    return text, encoding


def _decoded(data: bytes, name: str, declared: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            body = data if encoding == "utf-8-sig" else data[len(mark) :]
            try:
                return body.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise _binary(name) from error
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _has_utf8(data):
            raise BadFormat(
                f"{shown(name)} mixes UTF-8 with another encoding (byte {error.start})",
                "save it as UTF-8",
            ) from error
    return _guessed(data, name, declared)


def _guessed(data: bytes, name: str, declared: str = "") -> tuple[str, str]:
    zeros = data[:4096].count(0)
    wide = ("utf-16-le", "utf-16-be") if 4 * zeros > len(data[:4096]) else ()
    best = (_MIN_PLAUSIBLE, "", "")
    for encoding in filter(None, (declared, *wide, *_CANDIDATES)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = plausibility(text) + (_DECLARED if encoding == declared else 0)
        best = max(best, (score, text, encoding), key=lambda one: one[0])
    if not best[2]:
        raise _binary(name)
    return best[1], best[2]


def plausibility(text: str) -> float:
    """How well the characters beyond ASCII fit Dutch where they stand, 0 to 1; 1 without any.

    A capital inside a word and a quotation mark on the wrong side of one do not fit: they are
    letters of another encoding.
    """
    found = list(_BEYOND.finditer(text, 0, _SAMPLE))
    if not found:
        return 1.0
    return sum(_fit(text, match.start()) for match in found) / len(found)


def _fit(text: str, place: int) -> float:
    char, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if char in _CLOSING:
        return 1.0 if before and not before.isspace() else 0.3
    if char in _OPENING:
        return 1.0 if not before.isalnum() and after.isalnum() else 0.0
    if char in _SIGNS:
        return 0.9 if not (before.isalpha() and after.isalpha()) else 0.0
    if not char.isalpha():
        return 0.0
    if char.isupper() and (before.islower() or not after.isalpha()):
        return 0.0
    weight = _LIKELY.get(char.lower(), 0.0)
    strange = [one for one in (before, after) if one > "\x7f" and one.isalpha() and one != char]
    return weight * 0.5 if strange else weight


def _has_utf8(data: bytes) -> bool:
    """Whether bytes beyond ASCII form more UTF-8 sequences than they break, or some surely do."""
    if b"\0" not in data and _SURE.search(data):
        return True
    valid = sum(1 for char in data.decode("utf-8", "ignore") if char > "\x7f")
    broken = data.decode("utf-8", "replace").count("\ufffd")
    return valid > broken


def _controls(text: str) -> float:
    controls = sum(1 for char in text if char < " " or "\x7f" <= char <= "\x9f")
    allowed = sum(text.count(char) for char in "\t\n\r\x0b\x0c\x85")
    return (controls - allowed) / max(len(text), 1)


def _binary(name: str) -> BinaryFile:
    return BinaryFile(f"{shown(name)} is no text", "remove it, or save it as UTF-8 text")
