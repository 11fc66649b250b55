"""Edited files of ours and of other tools: what was changed or confirmed, and nothing else."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from tests.outputs.result_values import SAMPLE
from translate.corrections.reading import Edited, read_edited
from translate.errors import BadFormat
from translate.outputs.bilingual import render_docx
from translate.outputs.clean import one_line
from translate.outputs.csv_pairs import render_csv
from translate.outputs.tmx import render_tmx


def taken(path: Path) -> list[tuple[str, str]]:
    return [(one.source, one.target) for one in read_edited(path) if one.is_correction]


def edited_csv(path: Path, delimiter: str, encoding: str, ends: str = "\r\n") -> Path:
    """Our CSV as a spreadsheet saves it, one sentence changed and one confirmed."""
    rows = list(csv.DictReader(io.StringIO(render_csv(SAMPLE).removeprefix("\ufeff"), newline="")))
    rows[1]["target"] = "Twelve boats came."
    rows[2]["confirmed"] = "x"
    rows[3]["confirmed"] = "nee"
    stream = io.StringIO()
    writer = csv.DictWriter(stream, rows[0].keys(), delimiter=delimiter, lineterminator=ends)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(stream.getvalue().encode(encoding))
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_as_spreadsheets_save_it(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = edited_csv(tmp_path / "b.csv", delimiter, encoding)
    assert taken(path) == [
        ("Er kwamen 12 boten.", "Twelve boats came."),
        ("Niemand wachtte.", "Nobody waited."),
    ]


def test_an_unedited_file_has_no_corrections(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(render_csv(SAMPLE), encoding="utf-8")
    (tmp_path / "a.tmx").write_text(render_tmx(SAMPLE), encoding="utf-8")
    for name in ("a.csv", "a.tmx"):
        assert len(read_edited(tmp_path / name)) > 6 and not taken(tmp_path / name)


def test_two_columns_that_a_person_wrote_are_corrections(tmp_path: Path) -> None:
    (tmp_path / "eigen.csv").write_text("Dutch;English\n=Ja;'=Yes\n;x\ny;\n", encoding="utf-8")
    assert taken(tmp_path / "eigen.csv") == [("=Ja", "=Yes")]


def test_a_table_that_hides_what_was_changed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "oud.csv").write_text("source,target,score,flags\na,b,0.5,\n", encoding="utf-8")
    with pytest.raises(BadFormat, match="does not say what the machine wrote"):
        read_edited(tmp_path / "oud.csv")


def test_our_tmx_after_an_editor(tmp_path: Path) -> None:
    text = render_tmx(SAMPLE)
    assert "<seg>There came 21 boats.</seg>" in text
    text = text.replace("<seg>There came 21 boats.</seg>", "<seg>Twelve <hi>boats</hi> came.</seg>")
    (tmp_path / "a.tmx").write_text(text, encoding="utf-8")
    assert taken(tmp_path / "a.tmx") == [("Er kwamen 12 boten.", "Twelve boats came.")]


OMEGAT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1"><header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US"
 datatype="plaintext" creationtoolversion="6.0.1" segtype="sentence" srclang="NL-NL"/><body>
<!-- Default translations -->
<tu>
 <tuv lang="NL-NL"><seg>De <bpt i="0">&lt;b&gt;</bpt>pont<ept i="0">&lt;/b&gt;</ept>
 vaart.</seg></tuv>
 <tuv lang="EN-GB" changeid="Anna" changedate="20260102T030405Z" creationid="Anna">
  <seg>The <bpt i="0">&lt;b&gt;</bpt>ferry<ept i="0">&lt;/b&gt;</ept> sails.</seg></tuv>
</tu>
<tu><tuv lang="NL-NL"><seg>Alleen Nederlands.</seg></tuv></tu>
<tu><tuv lang="DE"><seg>Ja.</seg></tuv><tuv lang="EN"><seg>Yes.</seg></tuv></tu>
</body></tmx>
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_tmx_of_omegat(tmp_path: Path, encoding: str) -> None:
    text = OMEGAT.replace("UTF-8", encoding.upper())
    (tmp_path / "project_save.tmx").write_bytes(text.encode(encoding))
    (one,) = read_edited(tmp_path / "project_save.tmx")
    assert one.correction().source == "De pont vaart."
    one = replace(one, source=one_line(one.source))
    expected = Edited("De pont vaart.", "The ferry sails.", None, False, "Anna", "20260102T030405Z")
    assert one == expected and one.is_correction


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.tmx", b"<tmx><body>"),
        ("a.tmx", b"<html/>"),
        ("a.csv", b""),
        ("a.csv", b"een,twee\n1,2\n"),
        ("a.docx", b"PK"),
        ("a.xlsx", b"PK"),
        ("a.json", b"{}"),
    ],
)
def test_other_files_are_refused_with_a_line(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadFormat, match=name):
        read_edited(tmp_path / name)


def test_no_entity_of_a_tmx_is_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    text = OMEGAT.replace(
        '<!DOCTYPE tmx SYSTEM "tmx11.dtd">',
        f'<!DOCTYPE tmx [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>',
    ).replace("sails", "sails&x;")
    (tmp_path / "a.tmx").write_text(text, encoding="utf-8")
    assert "secret" not in read_edited(tmp_path / "a.tmx")[0].target


def word(path: Path, *edits: tuple[str, str]) -> Path:
    """Our Word document, with the English of some sentences written anew."""
    document = docx.Document(io.BytesIO(render_docx(SAMPLE)))
    for dutch, english in edits:
        row = next(row for row in document.tables[0].rows if row.cells[0].text.endswith(dutch))
        row.cells[1].paragraphs[0].text = english
    document.save(str(path))
    return path


def test_a_word_document_with_both_languages(tmp_path: Path) -> None:
    path = word(
        tmp_path / "a.docx",
        ("Er kwamen 12 boten.", "Twelve boats came."),
        ("Niemand wachtte.", "Nobody waited. [OK]"),
    )
    assert taken(path) == [
        ("Er kwamen 12 boten.", "Twelve boats came."),
        ("Niemand wachtte.", "Nobody waited."),
    ]
    assert not taken(word(tmp_path / "b.docx"))
    document = docx.Document(str(path))
    (comment,) = document.comments
    assert comment.text.startswith("NUM: ") and "12 is missing" in comment.text
    assert render_docx(SAMPLE) == render_docx(SAMPLE)


def test_changes_that_word_tracks_count_as_made(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx")
    document = docx.Document(str(path))
    row = next(row for row in document.tables[0].rows if "boten" in row.cells[0].text)
    paragraph = row.cells[1].paragraphs[0]._p
    for run in paragraph.findall(qn("w:r")):
        paragraph.remove(run)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    for part in (
        "<w:del><w:r><w:delText>There came 21 boats.</w:delText></w:r></w:del>",
        "<w:ins><w:r><w:t>Twelve boats</w:t></w:r></w:ins>",
        '<w:r><w:t xml:space="preserve"> came.</w:t></w:r>',
    ):
        paragraph.append(parse_xml(part.replace(">", f' xmlns:w="{space}">', 1)))
    document.save(str(path))
    assert taken(path) == [("Er kwamen 12 boten.", "Twelve boats came.")]


def test_a_word_document_of_others_is_refused(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_table(rows=2, cols=2)
    document.save(str(tmp_path / "a.docx"))
    with pytest.raises(BadFormat, match="not a document with both languages"):
        read_edited(tmp_path / "a.docx")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_saves_is_read_as_ours_is(tmp_path: Path) -> None:
    edits = [("Er kwamen 12 boten.", "Twelve boats came.")]
    word(tmp_path / "a.docx", *edits)
    edited_csv(tmp_path / "b.csv", ",", "utf-8-sig")
    for name, to in (("a.docx", "docx"), ("b.csv", "csv:Text - txt - csv (StarCalc):59,34,76,1")):
        command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
        command += ["--headless", "--convert-to", to, "--outdir", str(tmp_path / "saved")]
        subprocess.run([*command, str(tmp_path / name)], check=True, capture_output=True)
    assert taken(tmp_path / "saved" / "a.docx") == edits
    assert taken(tmp_path / "saved" / "b.csv") == [*edits, ("Niemand wachtte.", "Nobody waited.")]
    assert ";" in (tmp_path / "saved" / "b.csv").read_text(encoding="utf-8").splitlines()[0]


TOOLKIT = Path(sys.prefix) / "toolkit"
EDITING = """
import sys
sys.path.insert(0, sys.argv[1])
from translate.storage.tmx import tmxfile
store = tmxfile.parsefile(sys.argv[2])
for unit in store.units:
    if str(unit.source) == "Er kwamen 12 boten.":
        unit.target = "Twelve boats came."
store.savefile(sys.argv[2])
"""


@pytest.mark.skipif(not TOOLKIT.is_dir(), reason="translate-toolkit: 'make test' installs it")
def test_our_tmx_after_another_tool_has_edited_it(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(render_tmx(SAMPLE), encoding="utf-8")
    command = [sys.executable, "-I", "-c", EDITING, str(TOOLKIT), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    assert taken(path) == [("Er kwamen 12 boten.", "Twelve boats came.")]
