"""Help and completion: whole lines, groups, real defaults, examples that parse."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys

import pytest

from docs.generate import leaves, tree
from tests.cli.conftest import Command
from translate.cli.help import EXAMPLES


def helped() -> list[str]:
    root = tree()
    context = root.make_context("translate", [], resilient_parsing=True)
    return [inner.command_path.removeprefix("translate") for _, inner in leaves(root, context)]


@pytest.mark.parametrize("width", ["80", "60"])
@pytest.mark.parametrize("name", ["", "models", "cache", "correct", *helped()])
def test_no_line_is_cut_or_too_long(
    command: Command, monkeypatch: pytest.MonkeyPatch, name: str, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    ended = command(*name.split(), "--help")
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert not [line for line in lines[1:] if line.endswith(("...", "…"))]
    assert max(map(len, lines)) < int(width)


def test_options_are_in_groups_with_their_defaults(command: Command) -> None:
    text = command("run", "--help").out
    headings = [line for line in text.splitlines() if line and line[0] != " "][1:]
    assert headings == [
        "Arguments:",
        "Options:",
        "Models and engine:",
        "How it is translated:",
        "What is read:",
        "Tables of articles (JSONL and CSV):",
        "Cache:",
        "Several machines:",
        "Examples:",
    ]
    first = text[text.index("Options:") : text.index("Models and engine:")]
    assert "--open" in first and "--ray-address" not in first
    assert "[default: (all cores)" in " ".join(text.split())


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_parse(name: str) -> None:
    for example in EXAMPLES[name]:
        _, called, *words = shlex.split(example.rpartition(" | ")[2].partition(" < ")[0])
        root = tree()
        context = root.make_context("translate", [called], resilient_parsing=True)
        found = root.get_command(context, called)
        assert called == name
        found.make_context(called, words, parent=context)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("translate run --to json,ht", "json,html"),
        ("translate run --to json,js", "json,jsonl"),
        ("translate run --model bu", "bundled"),
        ("translate run --summary-model ex", "extractive"),
        ("translate run --from ht", "html"),
        ("translate check --fail-on NUM,TE", "NUM,TERM"),
        ("translate text --engine ct", "ct2"),
        ("translate run --csv-dialect excel-", "excel-nl"),
        ("translate models show opus", "opus-mt-nl-en"),
    ],
)
def test_the_shell_gets_the_values(line: str, expected: str) -> None:
    words = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1)}
    environment = {**os.environ, **words, "_TRANSLATE_COMPLETE": "complete_bash"}
    call = [sys.executable, "-c", "from translate.cli.main import main; main()"]
    done = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.split() == [expected], done.stderr
