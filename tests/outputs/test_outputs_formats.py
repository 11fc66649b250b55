"""The formats for other tools: each opens where it should, and carries every pair."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from xml.etree import ElementTree

import docx
import pytest
from hypothesis import given, settings
from lxml import etree
from result_values import SAMPLE, pair, paragraph, result, results

from translate.flags import Flag, FlagCode
from translate.outputs import FORMATS, file_bytes, from_json
from translate.outputs.bilingual import render_docx
from translate.outputs.clean import one_line
from translate.outputs.csv_pairs import EDITED, render_csv, safe_cell
from translate.outputs.json_result import render_jsonl
from translate.outputs.reading import explanations, told
from translate.outputs.rows import SENTENCE
from translate.outputs.tmx import render_tmx, xml_text
from translate.outputs.txt import render_txt
from translate.types import ArticleResult, BlockKind

# the part of TMX 1.4b that we write, from the element descriptions of its specification
DTD = """
<!ELEMENT tmx (header, body)>
<!ATTLIST tmx version CDATA #REQUIRED>
<!ELEMENT header (note | prop | ude)*>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
    segtype (block | paragraph | sentence | phrase) #REQUIRED o-tmf CDATA #REQUIRED
    adminlang CDATA #REQUIRED srclang CDATA #REQUIRED datatype CDATA #REQUIRED>
<!ELEMENT note (#PCDATA)>
<!ELEMENT ude EMPTY>
<!ELEMENT prop (#PCDATA)>
<!ATTLIST prop type CDATA #REQUIRED>
<!ELEMENT body (tu*)>
<!ELEMENT tu ((note | prop)*, tuv+)>
<!ATTLIST tu tuid CDATA #IMPLIED creationid CDATA #IMPLIED>
<!ELEMENT tuv ((note | prop)*, seg)>
<!ATTLIST tuv xml:lang CDATA #REQUIRED>
<!ELEMENT seg (#PCDATA)>
"""


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_csv_has_a_row_for_each_sentence() -> None:
    table = rows(render_csv(SAMPLE))
    assert tuple(table[0]) == (*SENTENCE, *EDITED)
    assert table[1] == {
        "path": "a/b.txt",
        "sentence": "1",
        "block": "1",
        "kind": "paragraph",
        "row": "",
        "column": "",
        "source": "Er kwamen 12 boten.",
        "target": "There came 21 boats.",
        "score": "0.91",
        "flags": "NUM",
        "doubts": "1",
        "made_by": "machine (tiny), not checked",
        "confirmed": "",
        "machine": "There came 21 boats.",
    }


@given(results)
def test_csv_computes_nothing(value: ArticleResult) -> None:
    text = render_csv(value)
    assert text.startswith("\ufeff")
    table = rows(text)
    assert [row["sentence"] for row in table] == [str(n) for n in range(len(table))]
    for row, sentence in zip(table, value.sentences(), strict=True):
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert row["target"].removeprefix("'") == one_line(sentence.target).removeprefix("'")


@pytest.mark.parametrize("text", ["=1+1", "  =1", "\t@x", "-2", "+31", "\uff1dx", "\r=x", "\x00=x"])
def test_formulas_are_text(text: str) -> None:
    assert safe_cell(text).startswith("'")


def test_plain_cells_stay_plain() -> None:
    assert safe_cell('\'s-Hertogenbosch = mooi, "ja"') == '\'s-Hertogenbosch = mooi, "ja"'


@given(results)
def test_tmx_is_valid_and_complete(value: ArticleResult) -> None:
    text = render_tmx(value)
    root = ElementTree.fromstring(text)
    found = [[seg.text for seg in unit.iter("seg")] for unit in root.iter("tu")]
    wanted = [
        [one_line(sentence.source), one_line(sentence.target)]
        for sentence in value.sentences()
        if one_line(sentence.source) and one_line(sentence.target)
    ]
    assert found == wanted
    dtd = etree.DTD(io.StringIO(DTD))
    assert dtd.validate(etree.fromstring(text.encode("utf-8"))), dtd.error_log


def test_tmx_leaves_out_what_xml_cannot_hold() -> None:
    text = render_tmx(result(paragraph(pair("a\x00\x08\ufffe<&>b", "c]]>\ud800d"))))
    segments = [seg.text for seg in ElementTree.fromstring(text).iter("seg")]
    assert segments == ["a<&>b", "c]]>\ufffdd"]


def test_tmx_names_the_languages_and_the_doubts() -> None:
    units = list(ElementTree.fromstring(render_tmx(SAMPLE)).iter("tu"))
    unit = units[1]
    assert unit.get("creationid") == "machine (tiny), not checked"
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [variant.get(language) for variant in unit.iter("tuv")] == ["nl", "en"]
    assert [(prop.get("type"), prop.text) for prop in unit.iter("prop")] == [
        ("x-score", "0.91"),
        ("x-flags", "NUM"),
        ("x-machine", "There came 21 boats."),
    ]


def test_a_cell_says_where_it_stands() -> None:
    cells = [row for row in rows(render_csv(SAMPLE)) if row["kind"] == "table"]
    places = [(row["row"], row["column"], row["source"]) for row in cells]
    assert places == [
        ("1", "1", "Stad"),
        ("1", "2", "2019"),
        ("2", "1", "Zwolle"),
        ("2", "3", "480"),
    ]
    units = ElementTree.fromstring(render_tmx(SAMPLE)).iter("tu")
    unit = next(unit for unit in units if unit.findtext("tuv/seg") == "480")
    props = {prop.get("type"): prop.text for prop in unit.iter("prop")}
    assert (props["x-row"], props["x-column"]) == ("2", "3")


def test_txt_is_the_translation() -> None:
    assert render_txt(SAMPLE) == (
        "The bridge is closed\n\nThere came 21 boats. Nobody waited.\n\nOpen\n\n"
        "The bridge. © ANP\n\nRead also\n\nOne\n\nCity\t2019\t\nZwolle | Z\t\t480\n\na = `b`\n  c\n"
    )


@given(results)
def test_jsonl_is_one_line(value: ArticleResult) -> None:
    text = render_jsonl(value)
    assert len(text.splitlines()) == 1
    assert from_json(json.loads(text.encode("utf-8"))) == value


@given(results)
def test_every_format_is_a_function_of_the_result(value: ArticleResult) -> None:
    for name in FORMATS:
        if name != "docx":
            assert file_bytes(name, value) == file_bytes(name, value)


@settings(max_examples=5)
@given(results)
def test_the_word_document_is_one_too_and_opens(value: ArticleResult) -> None:
    data = render_docx(value)
    assert data == render_docx(value)
    (table,) = docx.Document(io.BytesIO(data)).tables
    shown = [
        pair
        for block in value.blocks
        if block.kind is not BlockKind.CODE
        for pair in block.sentences
        if xml_text(pair.source)
    ]
    assert len(table.rows) == len(shown) + 1


def test_every_flag_is_explained() -> None:
    assert set(explanations()) == set(FlagCode)


def test_each_sentence_says_who_made_it() -> None:
    human = replace(pair("Kort.", "Short.", FlagCode.HUMAN), score=None)
    copied = replace(pair("2-1", "2-1"), score=None)
    made = result(paragraph(pair("Lang.", "Long."), human, copied))
    assert [row["made_by"] for row in rows(render_csv(made))] == [
        "machine (tiny), not checked",
        "a person",
        "copied",
    ]
    units = ElementTree.fromstring(render_tmx(made)).iter("tu")
    assert [unit.get("creationid") for unit in units][1] == "a person"


def test_the_notice_does_not_deny_what_people_did() -> None:
    flagged = replace(pair("Het regent.", "It rains."), score=None, flags=(Flag(FlagCode.HUMAN),))
    line = told(result(paragraph(flagged)))
    assert "not checked by a person, except 1 sentence corrected or confirmed by one." in line
    assert "except" not in told(result(paragraph(flagged)), counts=False)
