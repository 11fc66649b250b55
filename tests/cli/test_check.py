"""``translate check``: what it finds, what it says, how it ends."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.outputs.result_values import pair, paragraph, result
from translate.flags import Flag, FlagCode
from translate.glossary import Glossary
from translate.outputs import from_json, render_json
from translate.outputs.json_result import render_jsonl
from translate.quality import CHECKS
from translate.recheck import FOUND
from translate.types import ArticleResult, Summary, SummaryPiece, TranslatedBlock, Translation

CORPUS = Path(__file__).parents[2] / "corpus"
SIGNED = f"mt:tiny@0|gloss:{Glossary.builtin().digest[:8]}|v:0"


def made(*pairs: Translation, summary: Summary | None = None) -> ArticleResult:
    """A result with these sentences one after another."""
    placed, at = [], 0
    for one in pairs:
        placed.append(replace(one, span=(at, at + len(one.source))))
        at += len(one.source)
    return replace(result(paragraph(*placed), summary=summary), signature=SIGNED)


def put(out: Path, name: str, *pairs: Translation, summary: Summary | None = None) -> Path:
    out.mkdir(exist_ok=True)
    path = out / name
    path.write_text(render_json(made(*pairs, summary=summary)), encoding="utf-8")
    return path


GOOD = pair("Er kwamen 12 boten.", "Twelve boats came.")
WRONG = pair("Er kwamen 12 boten.", "There came 21 boats.")
LOOP = pair(
    "De minister wil de regels aanpassen.",
    "The minister wants to change the rules, the rules, the rules, the rules.",
)


def test_what_a_run_wrote_is_checked(command: Command, articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (articles / "voor.md").write_text(
        "---\ntitle: Brug\ndate: 2023-04-01\n---\n\n# Dicht\n\nDe brug gaat dicht. Jammer.\n"
    )
    command("run", articles, "--out", out, "--assume-dutch", "--quiet", "--no-names")
    ended = command("check", out, "--no-names")
    assert ended.code == 0 and ended.err == ""
    assert ended.out.splitlines()[-1].startswith("3 results, ")


def test_a_fresh_result_is_doubted_as_it_was_when_it_was_made(
    command: Command, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert command("run", CORPUS, "--out", out, "--quiet", "--to", "json").code == 0
    stored = set()
    for file in out.glob("*.txt.json"):
        made_now = from_json(json.loads(file.read_text(encoding="utf-8")))
        pieces = made_now.summary.pieces if made_now.summary else ()
        for place, texts in (("sentence", made_now.sentences()), ("summary", pieces)):
            for index, text in enumerate(texts):
                stored |= {
                    (str(file), place, index, flag.code.value, flag.detail)
                    for flag in text.flags
                    if flag.code in FOUND
                }
    report = json.loads(command("check", out, "--no-names", "--format", "json").out)
    assert stored == {
        (one["file"], one["place"], one["index"], one["code"], one["detail"])
        for one in report["findings"]
    }
    assert len(stored) > 20


def test_the_gravest_comes_first_with_both_texts(command: Command, tmp_path: Path) -> None:
    put(tmp_path / "out", "a.json", GOOD, WRONG)
    put(tmp_path / "out", "b.json", LOOP)
    ended = command("check", tmp_path / "out")
    assert ended.code == 0 and ended.err == ""
    lines = ended.out.splitlines()
    assert lines[0].startswith("LOOP  ") and "b.json, sentence 0" in lines[0]
    assert lines[1] == f"    nl: {LOOP.source}" and lines[2] == f"    en: {LOOP.target}"
    assert lines[3].startswith("NUM  ") and "a.json, sentence 1" in lines[3]
    assert lines[-2:] == ["LOOP 1, NUM 1", "2 results, 3 sentences, 2 doubts"]


def test_json_is_for_programs(command: Command, tmp_path: Path) -> None:
    path = put(tmp_path / "out", "a.json", WRONG)
    report = json.loads(command("check", "--format", "json", tmp_path / "out").out)
    (finding,) = report["findings"]
    assert report["results"] == 1 and report["broken"] == []
    assert finding["file"] == str(path) and finding["article"] == "a/b.txt"
    assert (finding["code"], finding["severity"]) == ("NUM", "doubt")
    assert (finding["place"], finding["index"]) == ("sentence", 0)


def test_stored_flags_are_not_believed(command: Command, tmp_path: Path) -> None:
    put(tmp_path / "out", "a.json", replace(GOOD, flags=(Flag(FlagCode.NUM, "stale"),)))
    assert json.loads(command("check", tmp_path / "out", "--format", "json").out)["findings"] == []


def test_what_the_model_was_unsure_of_stands_and_what_people_corrected_is_counted(
    command: Command, tmp_path: Path
) -> None:
    unsure = replace(GOOD, flags=(Flag(FlagCode.UNSURE, "score 0.20, below 0.4"),))
    corrected = replace(WRONG, score=None, flags=(Flag(FlagCode.HUMAN),))
    put(tmp_path / "out", "a.json", unsure, corrected)
    ended = command("check", tmp_path / "out", "--fail-on", "UNSURE")
    assert ended.code == 1 and "score 0.20, below 0.4" in ended.out
    assert ended.out.splitlines()[-2] == "UNSURE 1"
    assert ended.err.strip().endswith("1 corrected sentence is not checked again")
    put(tmp_path / "out", "a.json", corrected, corrected)
    ended = command("check", tmp_path / "out")
    assert ended.code == 0 and "2 corrected sentences are not checked again" in ended.err


@pytest.mark.parametrize(("codes", "code"), [("NUM", 1), ("num, TRUNC", 1), ("TRUNC,LOOP", 0)])
def test_a_pipeline_can_fail_on_codes(
    command: Command, tmp_path: Path, codes: str, code: int
) -> None:
    put(tmp_path / "out", "a.json", WRONG)
    assert command("check", tmp_path / "out", "--fail-on", codes).code == code


@pytest.mark.parametrize("codes", ["NUMBER", "", "SPLIT", "NUM,nope"])
def test_an_unknown_code_is_one_line_and_exit_2(
    command: Command, tmp_path: Path, codes: str
) -> None:
    put(tmp_path / "out", "a.json", GOOD)
    ended = command("check", tmp_path / "out", "--fail-on", codes)
    assert ended.code == 2 and ended.out == "" and len(ended.err.splitlines()) == 1
    assert "UNSUPPORTED" in ended.err and "TRUNC" in ended.err


@pytest.mark.parametrize(("name", "code"), [("out", 3), ("nowhere", 2), ("out/b.json", 2)])
@pytest.mark.parametrize("words", [("check",), ("search", "brug")])
def test_nothing_to_check_is_exit_3_and_a_slip_2(
    command: Command, tmp_path: Path, name: str, code: int, words: tuple[str, ...]
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "run.json").write_text("{}")
    (tmp_path / "out" / "a.md").write_text("# a")
    ended = command(*words, tmp_path / name)
    assert ended.code == code and ended.out == "" and len(ended.err.splitlines()) == 1


def spoilt() -> dict[str, str]:
    """JSON that is no sound result, by what is wrong with it."""
    good = json.loads(render_json(made(GOOD, WRONG)))
    sentences = good["blocks"][0]["sentences"]
    piece = {"text": "Boats came.", "evidence": [2], "flags": []}
    summary = {"text": "Boats came.", "pieces": [piece], "flags": []}
    pairs = {
        "overlap": [sentences[0], {**sentences[1], "span": [3, 40]}],
        "span": [{**sentences[0], "span": [9, 4]}],
        "score": [{**sentences[0], "score": 1.5}],
        "text": [{**sentences[0], "source": 12}],
    }
    found = {
        name: json.dumps({**good, "blocks": [{**good["blocks"][0], "sentences": those}]})
        for name, those in pairs.items()
    }
    return found | {
        "half": json.dumps(good)[:-20],
        "deep": "[" * 100_000,
        "list": "[]",
        "version": json.dumps({**good, "schema_version": 99}),
        "evidence": json.dumps({**good, "summary": summary}),
    }


@pytest.mark.parametrize(("name", "text"), spoilt().items(), ids=list(spoilt()))
def test_what_is_broken_is_one_line_and_stops_nothing(
    command: Command, tmp_path: Path, name: str, text: str
) -> None:
    put(tmp_path / "out", "z.json", GOOD)
    (tmp_path / "out" / "a.json").write_text(text)
    ended = command("check", tmp_path / "out")
    (line,) = ended.err.splitlines()
    assert ended.code == 1 and "a.json: " in line
    assert ended.out.splitlines()[-1] == "1 result, 1 sentence, 0 doubts, 1 broken"
    assert command("check", tmp_path / "out" / "a.json").code == 5


def test_bytes_that_are_no_text_are_one_line(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"\xff\xfe\x00")
    ended = command("check", tmp_path / "a.json")
    assert ended.code == 5 and len(ended.err.splitlines()) == 1


def test_lines_of_jsonl_are_results_unless_their_json_is_there(
    command: Command, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    path = put(out, "a.json", WRONG)
    lines = render_jsonl(made(WRONG)) + render_jsonl(made(GOOD))
    (out / "a.jsonl").write_text(lines)
    assert command("check", out).out.splitlines()[-1] == "1 result, 1 sentence, 1 doubt"
    path.unlink()
    assert command("check", out).out.splitlines()[-1] == "2 results, 2 sentences, 1 doubt"


def test_a_summary_is_held_against_its_evidence(command: Command, tmp_path: Path) -> None:
    sound = SummaryPiece("Twelve boats came.", (0,))
    invented = SummaryPiece("Forty boats came from Antwerp.", (0,))
    summary = Summary(f"{sound.text} {invented.text}", (sound, invented))
    put(tmp_path / "out", "a.json", GOOD, summary=summary)
    ended = command("check", tmp_path / "out", "--fail-on", "UNSUPPORTED", "--format", "json")
    assert ended.code == 1
    findings = json.loads(ended.out)["findings"]
    assert {(one["place"], one["index"], one["code"]) for one in findings} == {
        ("summary", 1, "UNSUPPORTED")
    }


def test_names_are_checked_in_their_english_form(command: Command, tmp_path: Path) -> None:
    terms = tmp_path / "termen.tsv"
    terms.write_text("Blauwburgwal\tBlue Wall Quay\n", encoding="utf-8")
    source, target = "Brand bij Blauwburgwal.", "Fire at Blue Wall Quay."
    put(tmp_path / "out", "a.json", pair(source, target))
    without = command("check", tmp_path / "out", "--fail-on", "NAME")
    assert without.code == 1 and without.err == ""
    ended = command("check", tmp_path / "out", "--fail-on", "NAME", "--glossary", terms)
    assert ended.code == 0
    assert "give --glossary and --no-names as the run had them" in ended.err


def test_a_missing_glossary_is_one_line(command: Command, tmp_path: Path) -> None:
    put(tmp_path / "out", "a.json", GOOD)
    ended = command("check", tmp_path / "out", "--glossary", tmp_path / "none.tsv")
    assert ended.code == 2 and len(ended.err.splitlines()) == 1


def test_every_check_can_be_found_and_failed_on() -> None:
    assert set(CHECKS) < set(FOUND)
    assert FlagCode.UNSUPPORTED in FOUND


def test_numbers_without_a_score_are_not_checked(command: Command, tmp_path: Path) -> None:
    untouched = Translation("* * *", (0, 5), "* * *", None)
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.json").write_text(render_json(replace(made(), blocks=(_only(untouched),))))
    assert command("check", out).out.splitlines()[-1] == "1 result, 0 sentences, 0 doubts"


def _only(one: Translation) -> TranslatedBlock:
    return paragraph(one)


def test_a_search_in_what_is_broken_says_only_that(command: Command, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{")
    ended = command("search", "brug", tmp_path / "bad.json")
    assert ended.code == 5 and len(ended.err.splitlines()) == 1 and "bad.json: " in ended.err
