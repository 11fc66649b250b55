"""Models that are not what they should be: exit 4, one line, nothing loaded and nothing run."""

from __future__ import annotations

import ast
import json
import pickle
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import translate
from translate.cli.main import main
from translate.engines.headers import tensor_shapes
from translate.errors import ModelError


def safetensors(shapes: dict[str, tuple[int, ...]]) -> bytes:
    """Zeros in the safetensors format."""
    header: dict[str, object] = {}
    end = 0
    for name, shape in shapes.items():
        begin = end
        size = 4
        for side in shape:
            size *= side
        end += size
        header[name] = {"dtype": "F32", "shape": list(shape), "data_offsets": [begin, end]}
    raw = json.dumps(header).encode()
    return len(raw).to_bytes(8, "little") + raw + bytes(end)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A folder whose files say that it is a small MarianMT model."""
    folder = tmp_path / "model"
    folder.mkdir()
    config = {"model_type": "marian", "encoder_layers": 1, "decoder_layers": 1,
              "vocab_size": 8, "d_model": 4}  # fmt: skip
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "vocab.json").write_text('{"</s>": 0}')
    for side in ("source", "target"):
        (folder / f"{side}.spm").write_bytes(b"no model of pieces")
    shapes = {"model.shared.weight": (8, 4)}
    for stack in ("encoder", "decoder"):
        shapes[f"model.{stack}.layers.0.fc1.weight"] = (2, 4)
    (folder / "model.safetensors").write_bytes(safetensors(shapes))
    return folder


class Bomb:
    """Unpickling it makes a file."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.mark,))


def truncate(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-5])


def cut_header(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"\xff" * 8 + b"{}")


def tamper(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes().replace(b"[8, 4]", b"[4, 8]"))


def other_architecture(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "model_type": "bert"}))


def more_layers(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "encoder_layers": 6}))


def pickled(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    bomb = pickle.dumps(Bomb(folder / "exploded"))
    (folder / "pytorch_model.bin").write_bytes(bomb)


def broken_config(folder: Path) -> None:
    (folder / "config.json").write_text("{" * 100_000)


def no_tokenizer(folder: Path) -> None:
    (folder / "source.spm").unlink()


def link_out(folder: Path) -> None:
    (folder / "vocab.json").unlink()
    (folder / "vocab.json").symlink_to("/etc/passwd")


def own_code(folder: Path) -> None:
    """Asks for code of its own to be run, as ``trust_remote_code`` would allow."""
    config = json.loads((folder / "config.json").read_text())
    config |= {"model_type": "evil", "auto_map": {"AutoConfig": "evil.Evil"}}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "evil.py").write_text(f"open({str(folder / 'exploded')!r}, 'w')")


def call(*words: object, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", ["translate", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert isinstance(ended.value.code, int)
    return int(ended.value.code)


@pytest.mark.parametrize(
    "harm",
    [truncate, cut_header, tamper, other_architecture, more_layers, pickled, broken_config,
     no_tokenizer, link_out, own_code],
)  # fmt: skip
@pytest.mark.parametrize("command", ["run", "text"])
def test_a_bad_model_is_exit_4_and_one_line(
    harm: Callable[[Path], None],
    command: str,
    model: Path,
    articles: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    harm(model)
    before = sorted(path.name for path in model.iterdir())
    words = [articles, "--out", tmp_path / "out"] if command == "run" else ["Dag."]
    code = call(command, *words, "--model", model, monkeypatch=monkeypatch)
    said = capsys.readouterr()
    assert code == 4, said.err
    assert said.out == "" and len(said.err.splitlines()) == 1
    assert said.err.startswith("translate: ") and ": " in said.err.removeprefix("translate: ")
    assert sorted(path.name for path in model.iterdir()) == before
    assert not (tmp_path / "out").exists()


def test_a_name_that_is_no_model_is_exit_4(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("nobody/nothing", "../../etc", "", "\x1b[31m", "https://example.invalid/x"):
        assert call("text", "Dag.", "--model", name, monkeypatch=monkeypatch) == 4
        assert len(capsys.readouterr().err.splitlines()) == 1


@given(st.binary(max_size=200))
def test_any_bytes_are_a_header_or_a_fault_of_the_model(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.safetensors"
    path.write_bytes(data)
    try:
        tensor_shapes(path)
    except ModelError as error:
        assert "\n" not in str(error)


SOURCES = {
    path: ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(Path(translate.__file__).parent.rglob("*.py"))
}
CALLS = [
    (path, node)
    for path, tree in SOURCES.items()
    for node in ast.walk(tree)
    if isinstance(node, ast.Call)
]


def options_of(path: Path, call: ast.Call) -> dict[str, str]:
    """The keywords of a call, with those of dictionaries that are unpacked into it."""
    words = {word.arg: ast.unparse(word.value) for word in call.keywords if word.arg}
    unpacked = {ast.unparse(word.value) for word in call.keywords if word.arg is None}
    for node in ast.walk(SOURCES[path]):
        if not isinstance(node, ast.AnnAssign) or ast.unparse(node.target) not in unpacked:
            continue
        assert isinstance(node.value, ast.Dict), path
        for name, value in zip(node.value.keys, node.value.values, strict=True):
            assert isinstance(name, ast.Constant), path
            words[name.value] = ast.unparse(value)
    return words


def test_code_that_comes_with_a_model_is_never_run() -> None:
    """Every loader is told so: where it is told nothing, transformers asks at the terminal."""
    loaders = [
        (path, call)
        for path, call in CALLS
        if isinstance(call.func, ast.Attribute) and call.func.attr == "from_pretrained"
    ]
    assert len(loaders) >= 4
    for path, call in loaders:
        words = options_of(path, call)
        assert words.get("trust_remote_code") == "False", f"{path}:{call.lineno}"
        assert words.get("local_files_only") == "True", f"{path}:{call.lineno}"
        if "Model" in ast.unparse(call.func):
            safe = words.get("use_safetensors") == "True" or "gguf_file" in ast.unparse(
                SOURCES[path]
            )
            assert safe or words.get("weights_only") == "True", f"{path}:{call.lineno}"


def test_nothing_runs_what_it_reads() -> None:
    """No pickles but as bare weights and between a cluster's own processes; no evaluation of
    text, no shell."""
    for path, call in CALLS:
        name, place = ast.unparse(call.func), f"{path}:{call.lineno}"
        words = {word.arg: ast.unparse(word.value) for word in call.keywords}
        if path.parts[-2:] not in (("cluster", "driver.py"), ("cluster", "worker.py")):
            assert name.split(".")[0] not in ("pickle", "cloudpickle", "dill", "joblib"), place
        assert name not in ("eval", "exec", "os.system", "yaml.load", "marshal.loads"), place
        assert name != "torch.load" or words.get("weights_only") == "True", place
        assert words.get("shell", "False") == "False", place
