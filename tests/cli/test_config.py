"""Standing choices: where they come from, in which order, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from translate.config import FILE_NAME, KEYS, load, user_file, variable
from translate.errors import UsageError


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the current one."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for key in KEYS:
        monkeypatch.delenv(variable(key), raising=False)
    return folder


def write_user(text: str) -> Path:
    file = user_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_without_files_and_variables_nothing_is_set(here: Path) -> None:
    assert load() == {}


def test_the_order_is_environment_project_user(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user = write_user('beam = 1\nthreads = 1\nmodel = "user"\n')
    (here / FILE_NAME).write_text('beam = 2\nthreads = 2\nsummary-model = "extractive"\n')
    monkeypatch.setenv("TRANSLATE_BEAM", "3")
    assert {key: (one.value, one.origin) for key, one in load().items()} == {
        "beam": (3, "TRANSLATE_BEAM"),
        "threads": (2, "translate.toml"),
        "model": ("user", str(user)),
        "summary-model": ("extractive", "translate.toml"),
    }


def test_an_option_goes_before_all_of_them(
    here: Path,
    command: Command,
    articles: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (here / FILE_NAME).write_text(
        'out = "uit"\nmax-summary-words = 30\nto = ["json", "csv"]\nassume-dutch = true\n'
        "beam = 2\nquiet = true\n"
    )
    monkeypatch.setenv("TRANSLATE_MAX_SUMMARY_WORDS", "40")
    ended = command("run", articles, "--beam", "5")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    options = json.loads((here / "uit" / "run.json").read_text())["options"]
    assert options["beam"] == 5
    assert options["max_summary_words"] == 40
    assert options["formats"] == ["json", "csv"]
    assert options["assume_dutch"] is True
    assert (here / "uit" / "brug.txt.csv").exists()


def test_keys_of_other_commands_are_no_fault(here: Path, command: Command) -> None:
    (here / FILE_NAME).write_text('out = "uit"\nto = "csv"\nno-cache = true\ncache-dir = "c"\n')
    assert command("text", "Het regent.").code == 0
    assert command("cache", "path").out == f"{Path('c') / 'memory.sqlite3'}\n"


def test_an_argument_is_no_option_of_its_name(here: Path, command: Command) -> None:
    (here / FILE_NAME).write_text('out = "uit"\n')
    assert command("check").code == 2


def test_paths_of_a_file_are_relative_to_it(here: Path) -> None:
    file = write_user('glossary = "termen.tsv"\nmodels-dir = "~/m"\ncache-dir = "/c"\n')
    found = load()
    assert found["glossary"].value == str(file.parent / "termen.tsv")
    assert found["models-dir"].value == str(Path("~/m").expanduser())
    assert found["cache-dir"].value == str(Path("/c"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("beem = 3", "'beam'"),
        ("max_summary_words = 3", "'max-summary-words'"),
        ("[run]\nto = 'md'", "there is no 'run': keys stand at the top of the file"),
        ("verbose = true", "keys are options without their dashes"),
        ("dry_run = true", "--dry-run is given with each call"),
        ("beam = true", "a whole number, 1 to 64"),
        ("beam = '3'", "a whole number, 1 to 64"),
        ("beam = 0", "a whole number, 1 to 64"),
        ("beam = 65", "a whole number, 1 to 64"),
        ("threads = 0", "a whole number, 1 or more"),
        ("threads = 1.5", "a whole number, 1 or more"),
        ("quiet = 1", "true or false"),
        ("model = 3", "a text"),
        ("to = ['md', 3]", "a list of texts"),
        ("glossary = ['a']", "a path"),
        ("engine = 'cuda'", "auto, ct2 or torch"),
        ("to = 'md,foo'", "to cannot be 'foo': it takes json, md, html"),
        ("to = ['foo']", "to cannot be 'foo': it takes json, md, html"),
        ("to = ''", "to cannot be empty: it takes json, md, html"),
        ("fail-on = 'FOO'", "fail-on cannot be 'FOO': it takes EMPTY, LOOP"),
        ("out = ''", "out cannot be '': it takes a path"),
        ("format = 'xml'", "text or json"),
        ("beam = ", "is not TOML"),
    ],
)
def test_what_does_not_fit_is_one_line_that_names_the_file(
    here: Path,
    command: Command,
    text: str,
    wanted: str,
) -> None:
    (here / FILE_NAME).write_text(text)
    ended = command("text", "Het regent.")
    assert ended.code == 2 and ended.out == ""
    (line,) = ended.err.splitlines()
    assert "translate.toml" in line and wanted in line


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("BEAM", "wide"),
        ("BEAM", "0"),
        ("QUIET", "maybe"),
        ("FORMAT", "xml"),
        ("ENGINE", "gpu"),
        ("TO", "foo"),
        ("FAIL_ON", "foo"),
    ],
)
def test_a_variable_that_does_not_fit_is_named(
    here: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    monkeypatch.setenv(f"TRANSLATE_{name}", text)
    with pytest.raises(UsageError, match=f"TRANSLATE_{name}"):
        load()


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("cache-dir", "/dev/null", "/dev/null"),
        ("out", "s3://bucket", "s3://bucket is a URL"),
        ("out", "/dev/null", "cannot write /dev/null/run.json (/dev/null is no folder)"),
    ],
)
def test_a_fault_says_where_the_setting_comes_from(
    here: Path,
    command: Command,
    articles: Path,
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    value: str,
    said: str,
) -> None:
    words = ["run", str(articles), *([] if key == "out" else ["--out", "o"])]
    (here / FILE_NAME).write_text(f"{key} = '{value}'")
    last = command(*words).err.splitlines()[-1]
    assert said in last and last.endswith(f"({key} comes from translate.toml)")
    monkeypatch.setenv(variable(key), value)
    assert command(*words).err.endswith(f"({key} comes from {variable(key)})\n")
    ended = command(*words, f"--{key}", "o")
    assert "comes from" not in ended.err


def test_words_of_a_list_are_known_in_any_case(here: Path, command: Command) -> None:
    (here / FILE_NAME).write_text("to = 'MD,Json'\nfail-on = 'num'")
    assert command("text", "Het regent.").code == 0


def test_an_empty_folder_for_the_results_is_refused(
    here: Path, command: Command, articles: Path
) -> None:
    ended = command("run", articles, "--out", "")
    assert ended.code == 2 and "--out is empty" in ended.err
    assert list(here.iterdir()) == []


def test_variables_speak_as_shells_do(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / FILE_NAME).write_text("quiet = true\nno-names = true\n")
    for name, text in (("QUIET", "0"), ("NO_SUMMARY", "yes"), ("BEAM", ""), ("NO_NAMES", "")):
        monkeypatch.setenv(f"TRANSLATE_{name}", text)
    found = load()
    assert {key: one.value for key, one in found.items()} == {
        "quiet": False,
        "no-summary": True,
        "no-names": True,
    }


def test_a_file_that_cannot_be_read_is_one_line(here: Path) -> None:
    (here / FILE_NAME).mkdir()
    with pytest.raises(UsageError, match=r"cannot read translate\.toml"):
        load()


def test_bytes_that_are_no_text_are_one_line(here: Path) -> None:
    (here / FILE_NAME).write_bytes(b"model = '\xff'")
    with pytest.raises(UsageError, match="not UTF-8"):
        load()


def test_every_key_is_an_option() -> None:
    import typer

    from translate.cli.main import app

    options = {
        option.removeprefix("--")
        for group in _all(typer.main.get_command(app))
        for parameter in group.params
        for option in parameter.opts
        if option.startswith("--")
    }
    assert set(KEYS) <= options


def _all(command):
    yield command
    for one in getattr(command, "commands", {}).values():
        yield from _all(one)


def test_the_doctor_says_where_each_came_from(
    here: Path,
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (here / FILE_NAME).write_text("beam = 2\n")
    monkeypatch.setenv("TRANSLATE_THREADS", "1")
    lines = command("doctor").out.splitlines()
    assert "  ok  setting beam: 2, from translate.toml" in lines
    assert "  ok  setting threads: 1, from TRANSLATE_THREADS" in lines
    assert any("the other settings are the defaults" in line for line in lines)


def test_the_doctor_warns_of_a_weak_model_and_fails_for_a_glossary_that_is_not_there(
    here: Path, command: Command
) -> None:
    (here / FILE_NAME).write_text('glossary = "weg.tsv"\n')
    ended = command("doctor")
    assert ended.code == 4 and "fail  setting glossary: weg.tsv does not exist" in ended.out
    assert "warn  model to translate: nl-en (MIT) is a weak model: " in ended.out
    assert "(translate setup fetches a better one)" in ended.out
    (here / "weg.tsv").write_text("kade\tquay\n")
    assert "  ok  setting glossary: weg.tsv" in command("doctor").out


def test_the_doctor_survives_what_it_must_report(here: Path, command: Command) -> None:
    (here / FILE_NAME).write_text("beem = 2\n")
    ended = command("doctor")
    assert ended.code != 0
    assert "fail  settings: translate.toml: there is no 'beem'" in ended.out
