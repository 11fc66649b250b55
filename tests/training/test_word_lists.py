"""The lists of words that only Dutch has, and that a spelling dictionary lacks."""

from __future__ import annotations

from pathlib import Path

from models.training.word_lists import dutch_words, english_words, main

DUTCH = ["De fiets staat bij het museum in Fietsveen", "Mijn fiets is van Jan, aldus Jan"] * 5
ENGLISH = ["The bicycle is at the museum", "My bicycle is his, said the man"] * 40


def test_names_cognates_and_rare_words_are_not_among_them() -> None:
    found = dutch_words([*DUTCH, "Een zeldzaamheid"], ENGLISH)
    assert {"fiets", "staat", "aldus"} <= set(found)
    assert not {"museum", "jan", "fietsveen", "is", "in", "zeldzaamheid"} & set(found)
    assert found == sorted(found)


def test_what_english_has_as_often_is_not_dutch() -> None:
    assert "aldus" not in dutch_words(DUTCH, [*ENGLISH, *["aldus aldus"] * 40])


def test_a_run_that_was_not_prepared_is_one_line(tmp_path: Path, capsys) -> None:
    (tmp_path / "r.toml").write_text('run = "run"\n[data]\nparallel = ["x"]\n')
    assert main(["dutch", str(tmp_path / "out"), "--config", str(tmp_path / "r.toml")]) == 1
    error = capsys.readouterr().err
    assert "pairs.tsv" in error and len(error.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_newspaper_words_that_the_dictionary_lacks() -> None:
    texts = ["the drugmaker and the scriptworn museum"] * 3 + ["a once-off flibbert, Fietsveen"]
    assert english_words(["fiets"], [*texts, *["my fiets"] * 3]) == ["drugmaker", "scriptworn"]
