from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import ExitCode, ModelError
from translate.shelf import SourceKind, Task, catalogue
from translate.shelf.catalog import find, is_plain_name, parse

OWN = """
[[model]]
name = "mine"
task = "translate"
family = "marian"
licence = "MIT"
size = 1
description = "ours"
source = { kind = "folder", path = "/srv/mine" }
"""


def test_the_best_model_of_each_task_comes_first() -> None:
    names = {t: [e.name for e in catalogue() if e.task is t] for t in Task}
    assert names[Task.TRANSLATE] == ["opus-mt-nl-en", "nl-en"]
    assert names[Task.SUMMARISE] == [
        "distilbart-cnn-12-6",
        "smollm2-135m",
    ]


def test_what_comes_from_the_package_index_is_pinned_by_digest() -> None:
    entries = [e for e in catalogue() if e.source.kind is SourceKind.PYPI]
    assert entries
    for entry in entries:
        digests = [entry.source.sha256, *(spec.sha256 for spec in entry.files)]
        assert all(len(digest) == 64 and int(digest, 16) for digest in digests)
        assert entry.gguf is not None


def test_an_alias_means_the_same_entry() -> None:
    entries = catalogue()
    assert find("bundled", entries) is find("nl-en", entries) is not None
    assert find("Helsinki-NLP/opus-mt-nl-en", entries) is find("opus-mt-nl-en", entries)
    assert find("nothing", entries) is None


def test_own_entries_come_before_the_packaged_ones(shelf: Path) -> None:
    (shelf / "catalog.toml").write_text(OWN)
    assert [entry.name for entry in catalogue(shelf)][:2] == ["mine", "opus-mt-nl-en"]


@pytest.mark.parametrize(
    "change",
    [
        ('name = "mine"', 'name = "nl-en"'),  # taken
        ('name = "mine"', 'name = "../mine"'),
        ('kind = "folder"', 'kind = "ftp"'),
        ('kind = "folder"', 'kind = "hub"'),  # without a repository
        ('kind = "folder"', 'kind = "pypi"'),  # without a digest
        ('family = "marian"', 'family = "rnn"'),
        ('licence = "MIT"', ""),
        ("[[model]]", "[[model"),
    ],
)
def test_a_catalogue_with_a_mistake_is_refused(shelf: Path, change: tuple[str, str]) -> None:
    (shelf / "catalog.toml").write_text(OWN.replace(*change))
    with pytest.raises(ModelError) as caught:
        catalogue(shelf)
    assert caught.value.exit_code is ExitCode.MODEL
    assert "\n" not in str(caught.value) and caught.value.mend


def test_a_catalogue_names_the_place_of_its_fault() -> None:
    with pytest.raises(ModelError, match=r"here\.toml"):
        parse("model = 3", "here.toml")


@given(st.text(max_size=12))
def test_a_plain_name_never_leaves_its_folder(name: str) -> None:
    if is_plain_name(name):
        assert (Path("/a/b") / name).parent == Path("/a/b")
        assert name not in {"", ".", ".."}
