"""``translate text`` and ``translate summarize``: pipes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.conftest import Command
from tests.cli.terminal import on_a_terminal
from tests.fakes import FakeTranslator, english


def test_text_from_the_command_line(command: Command) -> None:
    ended = command("text", "Het regent. De zon schijnt.")
    assert ended.code == 0 and ended.err == ""
    assert ended.out == f"{english('Het regent.')} {english('De zon schijnt.')}\n"


def test_paragraphs_of_standard_input_are_kept(command: Command) -> None:
    ended = command("text", stdin=b"Het regent.\n\nDe zon schijnt.\n")
    assert ended.out == f"{english('Het regent.')}\n\n{english('De zon schijnt.')}\n"


def test_lists_and_lines_of_standard_input_are_kept(command: Command) -> None:
    source = (
        "\n- een appel\n- twee peren\n\nEen alinea met een lange\nregel.\n\nPSV 2\nAZ 1\nAjax 0\n"
    )
    ended = command("text", stdin=source.encode())
    asked = (
        "- een appel",
        "- twee peren",
        "Een alinea met een lange regel.",
        "PSV 2",
        "AZ 1",
        "Ajax 0",
    )
    one, two, wrapped, *scores = map(english, asked)
    assert ended.out == f"\n{one}\n{two}\n\n{wrapped}\n\n" + "\n".join(scores) + "\n"


LINES = st.lists(
    st.sampled_from(
        ["", "  ", "Het regent.", "Ja. Nee. Misschien.", "2022", "\x0bKop", "a\u2028b"]
    ),
    max_size=12,
)


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(LINES)
def test_one_line_out_for_each_line_in(command: Command, lines: list[str]) -> None:
    ended = command(
        "text", "--lines", "--no-cache", stdin="".join(f"{line}\n" for line in lines).encode()
    )
    out = ended.out.split("\n")[:-1]
    assert len(out) == len(lines)
    assert [not line.strip() for line in out] == [not line.strip() for line in lines]


def test_json_gives_pairs_with_scores_and_flags(command: Command) -> None:
    answer = json.loads(command("text", "--format", "json", "Het regent hard.").out)
    (pair,) = answer["sentences"]
    assert pair["source"] == "Het regent hard." and pair["score"] == 0.5
    assert answer["signature"].startswith("mt:fake@")


def test_json_of_lines_keeps_the_lines(command: Command) -> None:
    answer = json.loads(command("text", "--lines", "--format", "json", stdin=b"Een.\n\nTwee.").out)
    assert [[pair["source"] for pair in line] for line in answer["lines"]] == [
        ["Een."],
        [],
        ["Twee."],
    ]


def test_what_is_known_is_not_asked_again(command: Command, translator: FakeTranslator) -> None:
    for _ in range(2):
        command("text", "De raad vergadert.")
    assert translator.asked == ["De raad vergadert."]
    command("text", "--force", "De raad vergadert.")
    assert len(translator.asked) == 2


def test_input_that_is_not_utf_8_is_one_line_and_exit_2(command: Command) -> None:
    ended = command("text", stdin="café".encode("latin-1"))
    assert ended.code == 2 and ended.out == "" and len(ended.err.splitlines()) == 1


def test_summarize_a_file_and_standard_input(command: Command, tmp_path) -> None:
    text = "The council met on Monday. It voted for the bridge. The work starts in May."
    (tmp_path / "a.txt").write_text(text)
    from_file = command("summarize", tmp_path / "a.txt")
    assert from_file.code == 0 and from_file.out.strip()
    assert command("summarize", stdin=text.encode()).out == from_file.out
    answer = json.loads(command("summarize", "--format", "json", stdin=text.encode()).out)
    assert answer["text"] == from_file.out.strip()
    assert all(piece["evidence"] for piece in answer["pieces"])


def test_nothing_to_summarise_is_one_line(command: Command, tmp_path) -> None:
    ended = command("summarize", tmp_path / "missing.txt")
    assert ended.code == 2 and "missing.txt: check the path" in ended.err
    ended = command("summarize", tmp_path)
    assert ended.code == 2 and "is a folder" in ended.err
    ended = command("summarize", stdin=b" \n")
    assert ended.code == 5 and len(ended.err.splitlines()) == 1


def test_dutch_is_not_summarised_as_if_it_were_english(command: Command) -> None:
    dutch = "De gemeente heeft besloten dat de brug pas in het voorjaar opengaat. Dat is laat."
    ended = command("summarize", stdin=dutch.encode())
    assert ended.code == 1 and ended.out == ""
    assert "not English" in ended.err and "translate run" in ended.err


def test_a_files_name_is_asked_about(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "het nieuws.txt").write_text("Het regent.\n", encoding="utf-8")
    ended = command("text", "het nieuws.txt")
    assert ended.code == 2 and ended.out == "" and len(ended.err.splitlines()) == 1
    assert "translate text - < 'het nieuws.txt'" in ended.err
    assert "translate run 'het nieuws.txt'" in ended.err
    assert command("text", "het weer.txt").code == 0
    assert command("text", "Het regent. " * 400).code == 0


def test_a_web_page_is_answered_with_the_command_to_use(command: Command) -> None:
    ended = command("text", "https://krant.example/a")
    assert ended.code == 2
    assert "trafilatura -u https://krant.example/a | translate text -" in ended.err


@pytest.mark.parametrize("words", [["text"], ["text", "--lines"]])
def test_another_language_is_noted_once_and_translated(command: Command, words: list[str]) -> None:
    german = "Die Regierung hat gestern beschlossen, dass die Steuern nicht erhöht werden.\n"
    ended = command(*words, stdin=(german * 300).encode())
    assert ended.code == 0 and ended.out
    (line,) = ended.err.splitlines()
    assert "this looks like de, not Dutch" in line


def test_a_person_at_a_terminal_is_told_how_to_end(tmp_path: Path) -> None:
    text = on_a_terminal(
        80, ["text", "--cache-dir", "cache", "--model", "bundled"], tmp_path, "Ja.\n\x04"
    )
    assert "type or paste Dutch text; Ctrl-D on a line of its own ends it" in text
    assert "Yes" in text


def test_words_that_begin_with_a_dash_are_told_how_to_be_given(command: Command) -> None:
    ended = command("text", "- ja, zei hij")
    assert ended.code == 2 and "translate text -- '- ja, zei hij'" in ended.err
    assert command("text", "--", "- ja, zei hij").code == 0
