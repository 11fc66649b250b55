"""``translate correct``: from an edited file to every later run, and back."""

from __future__ import annotations

import csv
import errno
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.fakes import FakeTranslator, english
from translate.corrections import Correction, default_path, load, store
from translate.corrections.changes import repeated_changes

SENTENCE = "Kooplieden zijn tevreden."
RIGHT = "The traders are content."


@pytest.fixture(autouse=True)
def _short_texts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TRANSLATE_ASSUME_DUTCH", "1")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def edited(command: Command, articles: Path, tmp_path: Path) -> Path:
    """The CSV of a run with one sentence changed."""
    assert command("run", articles, "-o", tmp_path / "out", "--to", "json,csv", "-q").code == 0
    file = tmp_path / "out" / "regio" / "markt.txt.csv"
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows[1]["source"] == SENTENCE
    rows[1]["target"] = RIGHT
    edited = tmp_path / "edited.csv"
    with edited.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return edited


def target_of(result: Path, source: str) -> str:
    data = json.loads(result.read_text(encoding="utf-8"))
    pairs = [pair for block in data["blocks"] for pair in block["sentences"]]
    return next(pair["target"] for pair in pairs if pair["source"] == source)


def test_from_an_edited_file_to_the_next_run_and_back(
    command: Command, articles: Path, tmp_path: Path, edited: Path, translator: FakeTranslator
) -> None:
    asked = len(translator.asked)
    untouched = (tmp_path / "out" / "brug.txt.json").stat().st_mtime_ns
    ended = command("correct", "import", edited)
    assert ended.code == 0 and "1 of 4 sentences taken as corrections: 1 new" in ended.out
    command("run", articles, "-o", tmp_path / "out", "--to", "json,csv", "-q")
    markt = tmp_path / "out" / "regio" / "markt.txt.json"
    assert target_of(markt, SENTENCE) == RIGHT and "HUMAN" in markt.read_text("utf-8")
    assert (tmp_path / "out" / "brug.txt.json").stat().st_mtime_ns == untouched
    assert command("text", SENTENCE).out == f"{RIGHT}\n"
    assert command("text", SENTENCE, "--no-corrections").out == f"{english(SENTENCE)}\n"
    command("cache", "clear", "--yes")
    assert command("text", SENTENCE).out == f"{RIGHT}\n"
    assert len(translator.asked) == asked
    (one,) = json.loads(command("correct", "list", "KOOPLIEDEN", "--format", "json").out)
    assert one["machine"] == english(SENTENCE)
    assert command("correct", "remove", one["id"]).code == 0
    command("run", articles, "-o", tmp_path / "out", "--to", "json,csv", "-q")
    assert target_of(markt, SENTENCE) == english(SENTENCE)


def test_what_was_exported_can_be_imported_elsewhere(
    command: Command, edited: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("correct", "import", edited)
    for name in ("all.tmx", "all.csv"):
        assert command("correct", "export", name).code == 0
        monkeypatch.setenv("TRANSLATE_CORRECTIONS_DIR", str(tmp_path / name / "elsewhere"))
        monkeypatch.setenv("TRANSLATE_CORRECTIONS_DIR", str(tmp_path / f"for-{name}"))
        assert command("correct", "import", name).code == 0
        assert [(one.source, one.target) for one in load(default_path())] == [(SENTENCE, RIGHT)]
        monkeypatch.delenv("TRANSLATE_CORRECTIONS_DIR")


def test_the_same_again_changes_nothing(command: Command, edited: Path) -> None:
    command("correct", "import", edited)
    later = default_path().read_text("utf-8").replace('changedate="20', 'changedate="19')
    default_path().write_text(later, "utf-8")  # as if it had been taken over long ago
    before = default_path().read_bytes()
    ended = command("correct", "import", edited, "--format", "json")
    counts = json.loads(ended.out)
    assert (counts["new"], counts["changed"], counts["known"]) == (0, 0, 1)
    assert default_path().read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (("import", "none.csv"), 2, "no such file: none.csv: check the path"),
        (("import", "out/brug.txt.csv"), 3, "no sentence was changed or confirmed"),
        (("remove",), 2, "give ids, or --all"),
        (("remove", "00000000"), 3, "no correction 00000000"),
        (("export", "all.xlsx"), 2, "cannot tell the format"),
        (("export", "weg/all.tmx"), 2, "no folder weg: make it, or name another"),
    ],
)
def test_mistakes_get_a_line(
    command: Command, edited: Path, words: tuple[str, ...], code: int, line: str
) -> None:
    ended = command("correct", *words)
    assert (ended.code, ended.err.count("\n")) == (code, 1) and line in ended.err


def test_a_damaged_file_of_corrections_stops_and_stays(command: Command, tmp_path: Path) -> None:
    default_path().parent.mkdir(parents=True, exist_ok=True)
    default_path().write_text("<tmx><body>", encoding="utf-8")
    for words in (("list",), ("import", tmp_path / "a.csv"), ("remove", "--all", "--yes")):
        (tmp_path / "a.csv").write_text("source,target\nJa.,Yes.\n", encoding="utf-8")
        ended = command("correct", *words)
        assert ended.code == 5 and "cannot use your corrections" in ended.err
    assert default_path().read_text(encoding="utf-8") == "<tmx><body>"


def test_a_full_disk_names_the_folder_of_corrections(
    command: Command, edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(store, "write_atomic", full)
    done = command("correct", "import", edited)
    assert done.code == 5 and "No space left on device" in done.err
    assert "TRANSLATE_CORRECTIONS_DIR names another folder" in done.err


def test_a_slip_of_the_person_is_told(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "source,target\nEr kwamen 12 boten.,There came 21 boats.\n", encoding="utf-8"
    )
    ended = command("correct", "import", tmp_path / "a.csv")
    assert ended.code == 0 and "NUM" in ended.err


def correction(source: str, machine: str, target: str) -> Correction:
    return Correction(source, target, machine)


def test_a_term_that_is_changed_again_and_again_is_offered() -> None:
    (term,) = repeated_changes(
        [
            correction("Het kabinet valt.", "The closet falls.", "The cabinet falls."),
            correction(
                "Het oude kabinet bleef.", "The old closet stayed.", "The old cabinet stayed."
            ),
            correction("De raad bleef staan.", "The raad stayed.", "The council stayed."),
        ]
    )
    assert (term.was, term.now, term.dutch) == ("closet", "cabinet", ("kabinet",))
    assert len(term.corrections) == 2


def test_a_change_with_no_dutch_of_its_own_is_not_offered() -> None:
    changed = [
        ("De man liep.", "The man ran.", "The man walked."),
        ("Wij gingen.", "We ran.", "We walked."),
    ]
    assert repeated_changes([correction(*one) for one in changed]) == []


def test_the_offer_is_a_line_that_a_glossary_takes(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "source,target,machine\n"
        "Het kabinet valt.,The cabinet falls.,The closet falls.\n"
        "Het oude kabinet bleef.,The old cabinet stayed.,The old closet stayed.\n",
        encoding="utf-8",
    )
    ended = command("correct", "import", tmp_path / "a.csv")
    assert "kabinet\tcabinet" in ended.out.splitlines()


def test_evaluate_scores_the_model_and_not_what_people_corrected(
    command: Command, edited: Path, tmp_path: Path
) -> None:
    command("correct", "import", edited)
    (tmp_path / "nl.txt").write_text(f"{SENTENCE}\n", encoding="utf-8")
    (tmp_path / "en.txt").write_text(f"{RIGHT}\n", encoding="utf-8")
    ended = command("evaluate", "nl.txt", "en.txt", "--write", "made.txt")
    assert ended.code == 0, ended.err
    assert (tmp_path / "made.txt").read_text(encoding="utf-8") == f"{english(SENTENCE)}\n"
