from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from loopback_hub import COMMIT, LoopbackHub
from shelf_makers import checkpoint, gguf_bytes, tree

from translate.errors import ExitCode, ModelError, ModelMissing
from translate.shelf import default_dir, describe, finding, installed, path, pull, remove, resolve
from translate.types import ModelFamily


def test_auto_takes_the_best_that_is_here(shelf: Path, hub: LoopbackHub, bundled: Path) -> None:
    assert resolve("auto", "translate", shelf).name == "nl-en"
    pull("opus-mt-nl-en", shelf_dir=shelf)
    assert resolve("auto", "translate", shelf).name == "opus-mt-nl-en"
    assert [entry.name for entry in installed(shelf)] == ["opus-mt-nl-en", "nl-en"]


def test_name_and_alias_give_the_same_model(shelf: Path, bundled: Path) -> None:
    model = resolve("nl-en", "translate", shelf)
    assert resolve("bundled", "translate", shelf) == model
    assert (model.name, model.family, model.path) == ("nl-en", ModelFamily.MARIAN, bundled)
    assert len(model.digest) == 64


def test_what_is_not_here_is_missing_with_the_command_that_gets_it(
    shelf: Path, no_bundled: None
) -> None:
    for name, task, command in [
        ("opus-mt-nl-en", "translate", "translate models pull opus-mt-nl-en"),
        ("auto", "translate", "translate models pull opus-mt-nl-en"),
        ("auto", "summarise", "translate models pull distilbart-cnn-12-6"),
        ("bundled", "translate", "install this package again"),
    ]:
        with pytest.raises(ModelMissing) as caught:
            resolve(name, task, shelf)
        assert command in str(caught.value) and caught.value.exit_code is ExitCode.MODEL
    assert tree(shelf) == {}


def test_an_unknown_name_lists_what_is_known(shelf: Path) -> None:
    with pytest.raises(ModelError, match="opus-mt-nl-en, nl-en, distilbart"):
        resolve("opus", "translate", shelf)
    with pytest.raises(ModelMissing, match="'translate models pull some/one' fetches it"):
        resolve("some/one", "translate", shelf)


def test_a_folder_with_a_pickle_only_says_the_command_that_converts_it(
    shelf: Path, tmp_path: Path
) -> None:
    folder = checkpoint(tmp_path / "mine")
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(ModelError, match=f"'translate models pull NAME --from {folder}'"):
        resolve(str(folder), "translate", shelf)


def test_a_model_for_another_task_is_refused(shelf: Path, bundled: Path) -> None:
    with pytest.raises(ModelError, match="distilbart-cnn-12-6"):
        resolve("nl-en", "summarise", shelf)


def test_a_path_is_a_model(shelf: Path, tmp_path: Path) -> None:
    folder = checkpoint(tmp_path / "mine")
    model = resolve(str(folder), "translate", shelf)
    assert (model.name, model.family, model.path) == ("mine", ModelFamily.MARIAN, folder)
    with pytest.raises(ModelError, match="marian"):
        resolve(str(folder), "summarise", shelf)
    with pytest.raises(ModelError, match="no folder"):
        resolve(str(tmp_path / "absent"), "translate", shelf)


def test_a_gguf_file_is_a_model(shelf: Path, tmp_path: Path) -> None:
    for name in ("one.gguf", "two.gguf"):
        (tmp_path / name).write_bytes(gguf_bytes())
    model = resolve(str(tmp_path / "one.gguf"), "summarise", shelf)
    assert (model.family, model.path, model.gguf) == (ModelFamily.CAUSAL, tmp_path, "one.gguf")
    with pytest.raises(ModelError, match="2 GGUF files"):
        resolve(str(tmp_path), "summarise", shelf)


@pytest.mark.parametrize("name", ["model.safetensors", "vocab.json", "generation_config.json"])
def test_every_file_that_decides_an_output_is_in_the_digest(
    shelf: Path, tmp_path: Path, name: str
) -> None:
    folder = checkpoint(tmp_path / "mine")
    before = resolve(str(folder), "translate", shelf).digest
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[:-1] + b"\x01" if name.startswith("model") else data + b" ")
    assert resolve(str(folder), "translate", shelf).digest != before


def test_the_digest_is_that_of_the_content_not_of_the_place(shelf: Path, tmp_path: Path) -> None:
    one, two = checkpoint(tmp_path / "one"), checkpoint(tmp_path / "two")
    (two / "README.md").write_text("Another card.")
    digests = {resolve(str(folder), "translate", shelf).digest for folder in (one, two)}
    assert len(digests) == 1


def test_a_change_counts_whatever_the_times_of_the_file_say(shelf: Path, tmp_path: Path) -> None:
    folder = checkpoint(tmp_path / "mine")
    before = resolve(str(folder), "translate", shelf).digest
    weights, vocabulary = folder / "model.safetensors", folder / "vocab.json"
    times = vocabulary.stat()
    vocabulary.write_text('{"</s>": 1}')  # as long as before
    os.utime(vocabulary, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert vocabulary.stat().st_size == times.st_size
    assert resolve(str(folder), "translate", shelf).digest != before
    weights.write_bytes(weights.read_bytes()[:-1])
    with pytest.raises(ModelError, match="broken"):
        resolve(str(folder), "translate", shelf)
    weights.unlink()
    with pytest.raises(ModelError, match=r"has no model\.safetensors"):
        resolve(str(folder), "translate", shelf)


@pytest.mark.parametrize(
    "damage", ["pointer", "manifest", "nested", "missing", "truncated", "planted"]
)
def test_a_damaged_model_is_refused_and_a_pull_mends_it(
    shelf: Path, hub: LoopbackHub, bundled: Path, damage: str
) -> None:
    model = pull("opus-mt-nl-en", shelf_dir=shelf)
    weights = model.path / "model.safetensors"
    match damage:
        case "pointer":
            (shelf / model.name / "current").write_text("../../elsewhere")
        case "manifest":
            (model.path / "manifest.json").write_text("{}")
        case "nested":  # too deep for a parser
            (model.path / "manifest.json").write_text("[" * 100_000)
        case "missing":
            weights.unlink()
        case "truncated":
            weights.write_bytes(weights.read_bytes()[:-1])
        case "planted":
            (model.path / "tokenizer.json").write_text("{}")
    for name in ("auto", "opus-mt-nl-en"):  # never quietly the next best
        with pytest.raises(ModelError, match="translate models pull opus-mt-nl-en") as caught:
            resolve(name, "translate", shelf)
        assert not isinstance(caught.value, ModelMissing)
    assert [entry.name for entry in installed(shelf)] == ["nl-en"]
    here = [entry.name for entry in installed(shelf, damaged=True)]
    assert here == ["opus-mt-nl-en", "nl-en"]
    assert pull("opus-mt-nl-en", shelf_dir=shelf) == model
    assert resolve("auto", "translate", shelf) == model


def test_removing_leaves_nothing_but_the_bundled_model(
    shelf: Path, hub: LoopbackHub, bundled: Path
) -> None:
    pull("opus-mt-nl-en", shelf_dir=shelf)
    assert remove("opus-mt-nl-en", shelf)
    assert tree(shelf) == {} and not remove("opus-mt-nl-en", shelf)
    with pytest.raises(ModelError, match="part of this package"):
        remove("bundled", shelf)
    assert bundled.is_dir()


def test_path_and_description(shelf: Path, hub: LoopbackHub, bundled: Path) -> None:
    assert path("bundled", shelf) == bundled
    assert describe("opus-mt-nl-en", shelf)[1] is None
    model = pull("opus-mt-nl-en", shelf_dir=shelf)
    assert path("opus-mt-nl-en", shelf) == model.path
    manifest = describe("opus-mt-nl-en", shelf)[1]
    assert manifest is not None and manifest.provenance["commit"] == COMMIT
    with pytest.raises(ModelError, match="known are"):
        path("nothing", shelf)


def test_the_folder_is_the_parameter_then_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSLATE_MODELS_DIR", str(tmp_path / "env"))
    assert default_dir() == tmp_path / "env"
    assert default_dir(tmp_path) == tmp_path
    monkeypatch.setenv("TRANSLATE_MODELS_DIR", "")
    assert default_dir().parts[-2:] == ("nieuws-translate", "models")


@pytest.mark.parametrize("known", [True, False])
def test_finding_a_model_imports_no_ml_library_and_no_network_library(
    shelf: Path, tmp_path: Path, known: bool
) -> None:
    # the headers of weights that no manifest vouches for are read by their library
    name, lighter = ("bundled", "'numpy', 'safetensors',") if known else ("mine", "")
    if not known:
        name = str(checkpoint(tmp_path / name))
    code = (
        "import sys; from pathlib import Path; from translate.shelf import resolve, catalogue\n"
        f"resolve({name!r}, 'translate', Path({str(shelf)!r})); catalogue()\n"
        f"heavy = {{{lighter} 'torch', 'transformers', 'ctranslate2', 'huggingface_hub',"
        " 'requests', 'httpx', 'subprocess', 'filelock'}\n"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_line_of_this_package_trusts_code_that_comes_with_a_model() -> None:
    package = Path(finding.__file__).parents[1]
    for source in package.rglob("*.py"):
        assert "trust_remote_code=True" not in source.read_text("utf-8").replace(" ", "")
