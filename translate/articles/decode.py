"""From bytes to text, in the encodings that Dutch comes in; nothing is ever replaced.

A byte order mark decides; else strict UTF-8; else charset-normalizer may choose between
cp1252, latin-1 and UTF-16 without a mark, and the most plausible Dutch wins.
"""

from __future__ import annotations

import codecs

from translate.articles.source import shown
from translate.errors import BadFormat, BinaryFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("cp1252", "latin_1", "utf_16_le", "utf_16_be")
_NAMES = {"cp1252": "cp1252", "latin_1": "latin-1", "utf_16_le": "utf-16-le"}
#: Formats that can pass for text by their first bytes, with what they are called.
_DOCUMENTS = ((b"%PDF-", "a PDF under another name"), (b"{\\rtf", "an RTF document"))
#: Letters, digits and signs of Dutch news beyond ASCII.
_DUTCH = set("àáâäçèéêëíîïñòóôöùúûüÀÁÂÄÇÈÉÊËÍÎÏÑÒÓÔÖÙÚÛÜßøØåÅæÆ€£°²³½¼…–—‘’‚“”„«»©®™·•´§×\u00a0")
#: A text with a larger share of control characters than this is no text.
_MAX_CONTROLS = 0.02
_MIN_PLAUSIBLE = 0.85


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Text and encoding; ``text.encode(encoding)``, after a UTF-16 mark, is ``data`` again.

    Raises BinaryFile where no encoding fits, BadFormat where two are mixed or the file is a
    document of another kind.
    """
    for magic, what in _DOCUMENTS:
        if data.startswith(magic):
            raise BadFormat(f"{shown(name)} is {what}", "name it as what it is, or save it as text")
    text, encoding = _decoded(data, name)
    if "\0" in text or _controls(text) > _MAX_CONTROLS:
        raise _binary(name)
    return text, encoding


def _decoded(data: bytes, name: str) -> tuple[str, str]:
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
        if _mostly_utf8(data):
            raise BadFormat(
                f"{shown(name)} mixes UTF-8 with another encoding (byte {error.start})",
                "save it as UTF-8",
            ) from error
    return _guessed(data, name)


def _guessed(data: bytes, name: str) -> tuple[str, str]:
    from charset_normalizer import from_bytes  # only such files pay for its import

    best: tuple[float, str, str] | None = None
    for match in from_bytes(data, cp_isolation=list(_CANDIDATES)):
        encoding = _NAMES.get(match.encoding, "utf-16-be")
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = plausibility(text)
        if score >= _MIN_PLAUSIBLE and (best is None or score > best[0]):
            best = (score, text, encoding)
    if best is None:
        raise _binary(name)
    return best[1], best[2]


def plausibility(text: str) -> float:
    """Share of characters that Dutch news is written in, 0 to 1."""
    if not text:
        return 0.0
    likely = sum(1 for char in text if (" " <= char <= "~") or char in "\t\r\n" or char in _DUTCH)
    return likely / len(text)


def _mostly_utf8(data: bytes) -> bool:
    """Whether bytes beyond ASCII form more UTF-8 sequences than they break."""
    valid = sum(1 for char in data.decode("utf-8", "ignore") if char > "\x7f")
    broken = data.decode("utf-8", "replace").count("\ufffd")
    return valid > broken


def _controls(text: str) -> float:
    controls = sum(1 for char in text if char < " " or "\x7f" <= char <= "\x9f")
    allowed = sum(text.count(char) for char in "\t\n\r\x0b\x0c\x85")
    return (controls - allowed) / max(len(text), 1)


def _binary(name: str) -> BinaryFile:
    return BinaryFile(f"{shown(name)} is no text", "remove it, or save it as UTF-8 text")
