"""Encodings: what is understood, what is recorded, and what is refused."""

from __future__ import annotations

import codecs

import pytest

from translate.articles.decode import declared_charset, decode
from translate.errors import BadFormat, BinaryFile

TEXT = "Eén café in Oekraïne: ‘vóór acht uur’ kost koffie € 3,50.\r\nHet weer is mooi vandaag.\n"
LATIN = "Eén café in Oekraïne is vóór acht uur open. Het weer is mooi vandaag.\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("cp1252"), "cp1252"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"", "utf-8"),
    ],
)
def test_encoding_is_found_and_gives_the_bytes_back(data: bytes, encoding: str) -> None:
    text, found = decode(data, "a.txt")
    assert found == encoding
    assert text == ("" if not data else TEXT)
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(encoding, b"")
    assert data in (text.encode(found), mark + text.encode(found))


def test_latin_text_is_read_right_under_either_name() -> None:
    text, encoding = decode(LATIN.encode("latin-1"), "a.txt")
    assert text == LATIN
    assert encoding in ("latin-1", "cp1252")


@pytest.mark.parametrize(
    "data",
    [
        b"De dijk\0 is hoog",
        bytes(range(256)) * 20,
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(200, 256)) * 9,
        codecs.BOM_UTF16_LE + b"\x00\xd8\x00\xd8a\x00",  # a lone surrogate
        codecs.BOM_UTF8 + b"\xff\xfe\xfa",
        b"\x01\x02\x03\x04 De dijk",
    ],
)
def test_binary(data: bytes) -> None:
    with pytest.raises(BinaryFile):
        decode(data, "a.txt")


@pytest.mark.parametrize("utf8", ["Oekraïne één café", "coördinator", "’s avonds"])
def test_mixed_encodings_are_refused_and_not_guessed(utf8: str) -> None:
    data = utf8.encode() + " één café".encode("cp1252") + b" klaar"
    with pytest.raises(BadFormat, match="mixes UTF-8"):
        decode(data, "a.txt")


@pytest.mark.parametrize("data", [b"%PDF-1.7\n1 0 obj", b"{\\rtf1\\ansi De dijk}"])
def test_documents_that_look_like_text(data: bytes) -> None:
    with pytest.raises(BadFormat, match="save it as"):
        decode(data, "a.txt")


OLD = [
    "De coördinator vond het idee één keer geen ruïne.",
    "Eén café in Oekraïne is vóór acht uur open.",
    "Zoë en Hélène aten crème brûlée in Curaçao; dat waren ideeën.",
    "Het was 30 °C.",
]


@pytest.mark.parametrize("text", OLD)
@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "cp850", "cp437"])
def test_code_pages_of_macs_and_dos_are_told_from_windows(text: str, encoding: str) -> None:
    found, name = decode(text.encode(encoding), "a.txt")
    assert found == text
    assert found.encode(name) == text.encode(encoding)


def test_the_euro_of_latin_9_is_none_of_windows() -> None:
    text = "De coördinator vroeg € 5 en één euro, zei €Zoë."
    assert decode(text.encode("iso8859-15"), "a.txt") == (text, "iso8859-15")
    text = "´s Avonds kost auto´s huren 1½ euro."
    assert decode(text.encode("cp1252"), "a.txt") == (text, "cp1252")


def test_quotation_marks_tell_code_pages_apart() -> None:
    text = "“Wij gaan door”, zei ’s lands coördinator – voor € 5."
    for encoding in ("cp1252", "mac-roman"):
        assert decode(text.encode(encoding), "a.txt") == (text, encoding)


@pytest.mark.parametrize(
    ("head", "declared"),
    [
        (b"<meta charset='windows-1250'>", "cp1250"),
        (b'<?xml version="1.0" encoding="ISO-8859-15"?>', "iso8859-15"),
        (b"<meta charset=punycode>", ""),
        (b"<meta charset=nonsense>", ""),
        (b"<p>", ""),
    ],
)
def test_a_declared_charset_is_tried_first(head: bytes, declared: str) -> None:
    assert declared_charset(head) == declared
    text = "Café in Łódź" if declared == "cp1250" else "Het café kost € 5"
    encoding = declared or "cp1252"
    assert decode(text.encode(encoding), "a.html", declared_charset(head)) == (text, encoding)


def test_letters_of_another_alphabet_are_no_dutch() -> None:
    with pytest.raises(BinaryFile):
        decode("Привет, как дела? Хорошо, спасибо.".encode("cp1251"), "a.txt")
