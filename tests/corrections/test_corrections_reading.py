"""Edited files of ours and of other tools: what was changed or confirmed, and nothing else."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from tests.outputs.result_values import SAMPLE
from translate.corrections import Edited, read_edited
from translate.errors import BadFormat
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
