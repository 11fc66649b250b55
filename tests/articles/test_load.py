"""Bytes, digests and limits; rows of containers."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
from pathlib import Path

import pytest

from translate.articles import (
    Format,
    RawArticle,
    ReadOptions,
    SourceFile,
    default_segmenter,
    from_bytes,
    load,
    parse,
)
from translate.errors import BadFormat, BinaryFile, EmptyArticle, TooLarge, UnreadableFile

OPTIONS = ReadOptions()


def source(path: Path, data: bytes) -> SourceFile:
    path.write_bytes(data)
    return SourceFile(str(path), path.name)


def rows(text: str, name: str = "a.jsonl", **options: str | int) -> list[RawArticle]:
    chosen = ReadOptions(**options)  # type: ignore[arg-type]
    return from_bytes(name, text.encode("utf-8"), chosen)


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.txt", Format.TEXT),
        ("a", Format.TEXT),
        ("-", Format.TEXT),
        ("a.MD", Format.MARKDOWN),
        ("a.markdown", Format.MARKDOWN),
        ("a.htm", Format.HTML),
    ],
)
def test_one_article_a_file(tmp_path: Path, name: str, format: Format) -> None:
    data = b"De dijk.\r\n"
    (raw,) = load(source(tmp_path / name, data), OPTIONS)
    assert raw == RawArticle(name, hashlib.sha256(data).hexdigest(), data, format)
    assert from_bytes(name, data, OPTIONS) == [raw]


def test_gzip_is_unpacked_and_the_digest_is_of_the_file(tmp_path: Path) -> None:
    packed = gzip.compress(b"De dijk.")
    (raw,) = load(source(tmp_path / "a.md.gz", packed), OPTIONS)
    assert (raw.data, raw.format) == (b"De dijk.", Format.MARKDOWN)
    assert raw.sha256 == hashlib.sha256(packed).hexdigest()


@pytest.mark.parametrize("broken", [b"", b"no gzip", gzip.compress(b"De dijk" * 99, mtime=0)[:-9]])
def test_broken_gzip(broken: bytes) -> None:
    with pytest.raises(BadFormat):
        # An empty file is an empty archive to gzip; it must not pass for one here.
        raws = from_bytes("a.txt.gz", broken, OPTIONS)
        if raws[0].data == b"":
            raise BadFormat("empty")


def test_limits_before_and_after_unpacking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = ReadOptions(max_bytes=1000)
    bomb = gzip.compress(b"a" * 1_000_000)
    assert len(bomb) < 1000 + 1000
    with pytest.raises(TooLarge):
        from_bytes("a.txt.gz", bomb[:], ReadOptions(max_bytes=5000))
    big = source(tmp_path / "a.txt", b"a" * 1001)
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("opened although too large"))
    with pytest.raises(TooLarge) as caught:
        load(big, small)
    assert "1,000 bytes" in str(caught.value)


def test_a_file_that_grows_is_not_read_without_end(tmp_path: Path) -> None:
    grown = io.BytesIO(b"a" * 2000)
    (tmp_path / "a.txt").write_bytes(b"a" * 10)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(TooLarge):
        patch.setattr(os, "read", lambda _, size: grown.read(size))
        load(SourceFile(str(tmp_path / "a.txt"), "a.txt"), ReadOptions(max_bytes=1000))
    assert grown.tell() == 1001


def test_pipes_and_devices_are_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "f.txt")
    for file in (tmp_path / "f.txt", Path("/dev/zero")):
        with pytest.raises(UnreadableFile, match="is a pipe or a device"):
            load(SourceFile(str(file), "a.txt"), ReadOptions())


def test_what_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    for file in (tmp_path / "weg.txt", tmp_path, Path("a\0b")):
        with pytest.raises(UnreadableFile) as caught:
            load(SourceFile(str(file), "a\nb.txt"), OPTIONS)
        assert "\n" not in str(caught.value)


def test_a_failed_article_raises_its_error() -> None:
    raw = RawArticle.failed("a.txt", UnreadableFile("cannot read a.txt"))
    with pytest.raises(UnreadableFile):
        parse(raw, OPTIONS, default_segmenter())


def test_jsonl_rows_are_numbered_by_line() -> None:
    text = '{"text": "De dijk."}\n\n{"Body": "Het dorp.", "TITEL": "Kop"}\n'
    raws = rows(text.replace("TITEL", "Titel"))
    assert [raw.path for raw in raws] == ["a.jsonl#1", "a.jsonl#3"]
    assert [raw.data for raw in raws] == [b"De dijk.", b"Het dorp."]
    assert raws[1].meta["title"] == "Kop"


def test_the_digest_of_a_row_is_of_what_is_read() -> None:
    one, two, three, four = rows(
        '{"text": "De dijk.", "url": "a"}\n{"url": "a", "text": "De dijk."}\n'
        '{"text": "De dijk.", "title": "Kop", "url": "a"}\n{"text": "De dijk.", "url": "b"}'
    )
    assert one.sha256 == two.sha256
    assert len({one.sha256, three.sha256, four.sha256}) == 3


def test_columns_that_are_no_text_are_kept_with_the_row() -> None:
    (raw,) = rows(
        '{"text": "De dijk.", "title": "Kop", "url": "https://a.nl", "n": [1], "x": null}'
    )
    assert raw.columns == {"url": "https://a.nl", "n": "[1]"}
    (raw,) = rows("datum;tekst;url\n1 mei 2024;De dijk.;https://a.nl\n", "a.csv")
    assert raw.columns == {"datum": "1 mei 2024", "url": "https://a.nl"}


def test_several_columns_make_one_text() -> None:
    (raw,) = rows("lead,body,id\nDe dijk.,Het dorp.,1\n", "a.csv", text_field="lead,body")
    assert raw.data == b"De dijk.\n\nHet dorp."
    assert raw.columns == {"id": "1"}


@pytest.mark.parametrize("option", ["title_field", "date_field", "id_field"])
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_column_that_is_not_there_is_named(name: str, option: str) -> None:
    text = "text,kop\nDe dijk.,Kop\n" if name == "a.csv" else '{"text": "De dijk.", "kop": "K"}'
    with pytest.raises(BadFormat, match=r"no column koop; it has text, kop") as caught:
        rows(text, name, **{option: "koop"})
    assert f"--{option.replace('_', '-')}" in str(caught.value)


def test_csv_says_its_delimiter_as_excel_does() -> None:
    raws = rows("sep=;\r\nid;titel;tekst\r\n1;Kop, kop, kop;De dijk.\r\n", "a.csv")
    assert [(raw.path, raw.meta["title"]) for raw in raws] == [("a.csv#1", "Kop, kop, kop")]


def test_a_quotation_mark_that_is_not_closed_costs_its_row() -> None:
    text = (
        'id,tekst\n1,"De brug gaat dicht.\n2,De trein rijdt.\n3,"De markt\nis open."\n4,Het dorp.\n'
    )
    raws = rows(text, "a.csv")
    assert [(raw.path, raw.data.decode()) for raw in raws if raw.error is None] == [
        ("a.csv#2", "De trein rijdt."), ("a.csv#3", "De markt\nis open."), ("a.csv#4", "Het dorp."),
    ]  # fmt: skip
    assert "row 1 of a.csv opens a quotation mark that nothing closes" in str(raws[0].error)


def test_a_last_row_that_is_not_closed_is_an_error() -> None:
    raws = rows('id,tekst\n1,De dijk.\n2,"Het dorp.\n', "a.csv")
    assert [raw.error is None for raw in raws] == [True, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('id\ttekst\n2\t"Wij gaan door" zei hij.\n', '"Wij gaan door" zei hij.'),
        ('id\ttekst\n2\t"Wij ""gaan"" door"\n', 'Wij "gaan" door'),
        ('id;tekst\n2;Een tv van 55" breed\n', 'Een tv van 55" breed'),
        ('id,tekst\n2,"Wij gaan door" zei hij.\n', '"Wij gaan door" zei hij.'),
        ('id;tekst\n"2";"De brug, de kade; en meer" dus\n', '"De brug, de kade; en meer" dus'),
        ('tekst,id\r\n"Wij" en "zij" gaan,"a, ""b"""\r\n', '"Wij" en "zij" gaan'),
        ('id|tekst\n2|"Hij zei "nee" tegen mij"\n', '"Hij zei "nee" tegen mij"'),
    ],
)
def test_quotation_marks_in_a_text_stay(text: str, expected: str) -> None:
    (raw,) = rows(text, "a.csv")
    assert raw.data.decode() == expected


@pytest.mark.parametrize(
    "bad",
    [
        "{bad",
        "[]",
        "1",
        "null",
        '{"text": 1}',
        '{"titel": "x"}',
        '{"text": "\\ud800"}',
        "[" * 100_000,
        '{"text": ' + "9" * 5000 + "}",
        '{"text": "' + "a" * 200 + '"}',
    ],
)
def test_a_bad_row_is_the_fault_of_that_row(bad: str) -> None:
    raws = rows('{"text": "De dijk."}\n' + bad + '\n{"text": "Het dorp."}', max_bytes=100)
    assert [raw.error is None for raw in raws] == [True, False, True]
    error = raws[1].error
    assert isinstance(error, BadFormat | TooLarge)
    assert "\n" not in str(error)
    with pytest.raises(type(error)):
        parse(raws[1], OPTIONS, default_segmenter())


def test_nul_in_a_row_is_binary() -> None:
    (raw,) = rows('{"text": "De dijk is te hoog.\\u0000"}')
    with pytest.raises(BinaryFile):
        parse(raw, OPTIONS, default_segmenter())


def test_fields_are_named_by_options() -> None:
    line = json.dumps({"text": "fout", "verhaal": "De dijk.", "wanneer": "x", "kop2": "K", "n": 7})
    (raw,) = rows(
        line, text_field="verhaal", title_field="kop2", date_field="wanneer", id_field="n"
    )
    assert (raw.path, raw.data, raw.meta["title"]) == ("a.jsonl#7", b"De dijk.", "K")


def test_ids_are_safe_and_unique() -> None:
    lines = [json.dumps({"text": "De dijk.", "id": name}) for name in ("../x", "a\nb", "q", "q")]
    raws = rows("\n".join(lines), id_field="id")
    assert [raw.path for raw in raws[:3]] == ["a.jsonl#..%2Fx", "a.jsonl#a%0Ab", "a.jsonl#q"]
    assert isinstance(raws[3].error, BadFormat)
    assert len({raw.path for raw in raws}) == 4


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_of_any_delimiter(delimiter: str) -> None:
    text = delimiter.join(["id", "titel", "tekst"]) + "\r\n"
    text += delimiter.join(["1", "Kop", '"De ""dijk"".\r\n\r\nHet dorp."']) + "\r\n"
    (raw,) = rows(text, "a.csv")
    assert raw.data == b'De "dijk".\r\n\r\nHet dorp.'
    assert (raw.path, raw.meta["title"]) == ("a.csv#1", "Kop")


def test_tsv_may_have_one_column_with_commas() -> None:
    raws = rows('text\nDe dijk, de kade.\nHet dorp; "nu".\n', "a.tsv")
    assert [raw.data.decode() for raw in raws] == ["De dijk, de kade.", 'Het dorp; "nu".']
    (raw,) = rows("title,text\nKop,De dijk.\n", "A.TSV")
    assert raw.meta["title"] == "Kop"


@pytest.mark.parametrize("name", ["a.json", "A.XML", "a.json.gz"])
def test_data_that_is_named_is_not_read_as_text(name: str) -> None:
    data = b'{"text": "De dijk."}'
    with pytest.raises(BadFormat, match="is no text but data"):
        from_bytes(name, gzip.compress(data) if name.endswith("gz") else data, ReadOptions())


def test_csv_rows_with_too_many_or_few_columns() -> None:
    raws = rows("id,text\n1,De dijk.\n2\n3,x,y\n4,Het dorp.\n", "a.csv")
    assert [raw.error is None for raw in raws] == [True, False, False, True]
    assert [raw.path for raw in raws] == [f"a.csv#{number}" for number in (1, 2, 3, 4)]


def test_a_delimiter_too_many_at_the_end_of_a_row_is_passed_over() -> None:
    raws = rows("id,text\n1,De dijk.,\n2,De weg., ,\n3,,x\n", "a.csv")
    assert [raw.data.decode() for raw in raws] == ["De dijk.", "De weg.", ""]
    assert [raw.error is None for raw in raws] == [True, True, False]


def test_two_columns_of_one_name_lose_nothing() -> None:
    (raw,) = rows("foto,tekst,foto,,\na.jpg,De dijk.,b.jpg,c,d\n", "a.csv")
    assert raw.columns == {"foto": "a.jpg", "foto (2)": "b.jpg", "": "c", " (2)": "d"}
    with pytest.raises(BadFormat, match="two columns tekst"):
        rows("tekst,tekst\nDe dijk.,Het dorp.\n", "a.csv")
    (row,) = rows('{"text": "De dijk.", "text": "Het dorp."}')
    assert "row 1 of a.jsonl has two fields text" in str(row.error)


def test_csv_without_a_text_column_is_refused() -> None:
    with pytest.raises(BadFormat, match="--text-field"):
        rows("id,naam\n1,Jan\n", "a.csv")


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.csv", ""), ("a.csv", "title,text\n"), ("a.jsonl", ""), ("a.jsonl", " \n")],
)
def test_a_container_without_rows_does_not_pass_in_silence(name: str, text: str) -> None:
    with pytest.raises(EmptyArticle, match="holds no articles"):
        rows(text, name)


def test_csv_takes_long_fields_and_leaves_the_limit_as_it_was() -> None:
    import csv

    before = csv.field_size_limit()
    (raw,) = rows("text\n" + "a" * 200_000 + "\n", "a.csv")
    assert len(raw.data) == 200_000
    assert csv.field_size_limit() == before


def test_csv_from_a_spreadsheet_in_cp1252() -> None:
    data = "tekst;titel\nHet café in één straat is vóór acht uur open.;Ja\n".encode("cp1252")
    (raw,) = from_bytes("a.csv", data, OPTIONS)
    article = parse(raw, OPTIONS, default_segmenter(), is_dutch=lambda _: True)
    assert "café in één" in article.text
    assert article.encoding == "cp1252"


def test_options_key_tells_formats_apart_and_ignores_limits() -> None:
    keys = [OPTIONS.key(format) for format in Format]
    assert len({json.dumps(dict(key), sort_keys=True) for key in keys}) == len(Format)
    other = ReadOptions(max_bytes=1, text_field="x")
    assert other.key(Format.TEXT) == OPTIONS.key(Format.TEXT)
    assert ReadOptions(assume_dutch=True).key(Format.TEXT) != OPTIONS.key(Format.TEXT)


def test_an_old_word_document_says_how_to_save_it() -> None:
    for name, data in (
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99)),
        ("a.rtf", b"{\\rtf1 }"),
    ):
        with pytest.raises(BadFormat, match=r"save it as \.docx"):
            from_bytes(name, data, OPTIONS)


def test_a_text_field_that_is_no_column_is_named() -> None:
    for name, text in (("a.csv", "text,id\nDe dijk.,1\n"), ("a.jsonl", '{"text": "De dijk."}')):
        with pytest.raises(BadFormat, match=r"has no column foo; it has text.*check --text-field"):
            rows(text, name, text_field="foo")
        with pytest.raises(BadFormat, match="has no column foo"):
            rows(text, name, text_field="text,foo")
