"""Every command that the documentation shows exists, and those that need no model run."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from docs.generate import tree
from tests.cli.conftest import Command
from tests.docs.conftest import PAGES, ROOT, console_lines, page_id
from tests.fakes import FakeTranslator

#: Other programs that a page may use; each is in every system's shell or named where it is used.
OTHERS = {
    *(
        "cat",
        "cp",
        "echo",
        "find",
        "head",
        "jq",
        "make",
        "pip",
        "printf",
        "python",
        "ray",
        "source",
    ),
    "sqlite3",
}
#: Those that a test runs as they are, where they are installed.
RUN = {"cat", "cp", "echo", "find", "head", "jq", "printf", "sqlite3"}
#: What the fakes cannot do: fetch, compare digests, load what the reader would have, or be many.
NEEDS_MORE = re.compile(
    "models (pull|remove|verify|path|show)|setup|cache merge memory-of-machine|run .*--cluster ray"
)

LINES = [(page, line) for page in PAGES for line in console_lines(page)]
IDS = [f"{page_id(page)}: {line}" for page, line in LINES]


def words_of(line: str) -> list[list[str]]:
    """The programs of a line with their arguments, redirections included, comments not."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|;&<>")
    lexer.commenters = "#"
    lexer.whitespace_split = True
    programs: list[list[str]] = [[]]
    for token in lexer:
        if set(token) <= set("|;&"):
            programs.append([])
        else:
            programs[-1].append(token)
    return programs


def redirected(words: list[str]) -> tuple[list[str], dict[str, Path]]:
    """Arguments alone, and the files that standard input and output are (``<``, ``>``)."""
    kept, files = [], {}
    rest = iter(words)
    for word in rest:
        if word in ("<", ">", ">>"):
            files[word] = Path(next(rest))
        else:
            kept.append(word)
    return kept, files


def parse(words: list[str]) -> None:
    """Parse a call of ``translate`` without running it; raises for what does not exist."""
    command = tree()
    context = command.make_context("translate", words)
    while hasattr(command, "commands"):
        rest = [*getattr(context, "_protected_args", []), *context.args]
        name, command, rest = command.resolve_command(context, rest)
        context = command.make_context(name, rest, parent=context)


def test_there_is_something_to_test() -> None:
    assert len(LINES) > 40


@pytest.mark.parametrize(("page", "line"), LINES, ids=IDS)
def test_every_command_exists(page: Path, line: str) -> None:
    programs = [redirected(words)[0] for words in words_of(line)]
    assert programs
    targets = (ROOT / "Makefile").read_text()
    for program, *arguments in programs:
        if program == "translate":
            parse(arguments)
        elif program == "make":
            named = [word for word in arguments if "=" not in word]
            assert named and all(f"\n{target}:" in targets for target in named)
        else:
            assert program in OTHERS, f"{program} is nowhere explained"


@pytest.mark.parametrize(
    "words",
    [
        ["run", "a", "--out", "b", "--no-such-option"],
        ["run", "a"],
        ["text", "--beam", "wide"],
        ["models", "fetch"],
        ["nothing"],
    ],
    ids=" ".join,
)
def test_what_does_not_exist_is_noticed(words: list[str]) -> None:
    with pytest.raises(Exception, match=r"No such|Missing|valid"):
        parse(words)


@pytest.fixture
def reader(tmp_path: Path, articles: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the pages speak of, as the current one."""
    dutch = "De brug over de Maas gaat in mei dicht. Dat duurt veertien weken.\n"
    english = "The council met on Monday. It voted for the bridge. The work starts in May.\n"
    (tmp_path / "dutch.txt").write_text(dutch)
    (tmp_path / "english.txt").write_text(english)
    (tmp_path / "report.txt").write_text(english)
    (tmp_path / "page.html").write_text(f"<html><body><h1>De brug</h1><p>{dutch}</p></body></html>")
    (tmp_path / "krant.txt").write_text(f" date 2023-04 {dutch}")
    (tmp_path / "terms.tsv").write_text("wethouder\talderman\n")
    (tmp_path / "articles.csv").write_text(f'text,title\n"{dutch.strip()}",Brug\n')
    (tmp_path / "edited.csv").write_text("source,target\nOmrijden,Take the long way\n")
    shutil.copytree(articles, tmp_path / "my-articles")
    (tmp_path / "corpus").mkdir()
    shutil.copy(ROOT / "corpus" / "regio-pont.txt", tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def follow(words: list[str], piped: bytes, command: Command) -> bytes:
    """Do what one program of a line does, in the current folder; returns what it prints."""
    (program, *arguments), files = redirected(words)
    stdin = files["<"].read_bytes() if "<" in files else piped
    out = b""
    if program == "make" and arguments[0] == "run":
        told = {"IN": "corpus", "OUT": "out"}
        told |= dict(word.split("=", 1) for word in arguments[1:])
        program, arguments = "translate", ["run", told["IN"], "--out", told["OUT"], "--quiet"]
    if program == "translate" and not NEEDS_MORE.match(" ".join(arguments)):
        ended = command(*arguments, stdin=stdin)
        # the fakes' English has faults to find, a bare machine has no models, and nobody corrects
        allowed = {"check": {0, 1}, "doctor": {0, 4}, "correct": {0, 3}}.get(arguments[0], {0})
        assert ended.code in allowed, ended.err
        assert "internal error" not in ended.err
        out = ended.out.encode()
    elif program in RUN and all(map(shutil.which, {program, *arguments} & RUN)):
        done = subprocess.run([program, *arguments], input=stdin, capture_output=True)
        assert done.returncode == 0, done.stderr
        out = done.stdout
    if ">" in files:
        files[">"].write_bytes(out)
    if ">>" in files:
        files[">>"].write_bytes(files[">>"].read_bytes() + out)
    return out


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_a_page_can_be_followed(
    page: Path, command: Command, reader: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page's commands, one after another, as a reader would give them."""
    monkeypatch.setenv("TRANSLATE_ASSUME_DUTCH", "1")  # the texts above are too short to tell
    if page.name == "checks.md":
        assert command("run", "articles", "--out", "out", "--quiet").code == 0
    for line in console_lines(page):
        piped = b""
        for words in words_of(line):
            piped = follow(words, piped, command)


def test_machines_that_share_the_work_translate_nothing_twice(
    command: Command, reader: Path, translator: FakeTranslator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSLATE_ASSUME_DUTCH", "1")
    page = next(page for page in PAGES if page.name == "several-machines.md")
    for line in console_lines(page):
        if not re.search(r"--cache-dir cache-\d", line):  # of the cluster
            continue
        asked = len(translator.asked)
        assert command(*shlex.split(line)[1:]).code == 0
    assert asked and len(translator.asked) == asked
    assert json.loads((reader / "out" / "run.json").read_text())["totals"]["translated"] == 0
    assert (reader / "out" / "index.html").exists()
