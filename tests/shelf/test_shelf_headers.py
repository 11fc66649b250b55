from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelf_makers import gguf_bytes, safetensors_bytes

from translate.engines.headers import gguf_metadata, tensor_shapes
from translate.errors import ModelError

WHOLE = safetensors_bytes({"a": (2, 3), "b": (4,), "scalar": ()})
each_example = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def _written(folder: Path, data: bytes) -> Path:
    path = folder / "weights"
    path.write_bytes(data)
    return path


def test_shapes_are_read(tmp_path: Path) -> None:
    assert tensor_shapes(_written(tmp_path, WHOLE)) == {"a": (2, 3), "b": (4,), "scalar": ()}


@each_example
@given(st.integers(0, len(WHOLE) - 1))
def test_safetensors_cut_anywhere_are_refused(tmp_path: Path, cut: int) -> None:
    with pytest.raises(ModelError):
        tensor_shapes(_written(tmp_path, WHOLE[:cut]))


def test_safetensors_with_something_after_them_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        tensor_shapes(_written(tmp_path, WHOLE + b"!"))


@pytest.mark.parametrize(
    "info",
    [
        {"dtype": "F32", "shape": [2], "data_offsets": [0, 4]},  # too short for its shape
        {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]},  # a gap before it
        {"dtype": "F33", "shape": [1], "data_offsets": [0, 4]},
        {"dtype": "F32", "shape": [-1], "data_offsets": [0, -4]},
        {"dtype": "F32", "shape": "x", "data_offsets": [0, 4]},
        {"dtype": "F32", "shape": [1]},
        None,
    ],
)
def test_safetensors_with_an_odd_header_are_refused(tmp_path: Path, info: object) -> None:
    raw = json.dumps({"a": info}).encode()
    data = len(raw).to_bytes(8, "little") + raw + b"\0" * 4
    with pytest.raises(ModelError):
        tensor_shapes(_written(tmp_path, data))


def test_a_gguf_header_is_read(tmp_path: Path) -> None:
    header = gguf_metadata(_written(tmp_path, gguf_bytes()))
    assert header["general.architecture"] == "llama" and "tokenizer.ggml.tokens" in header
    bare = gguf_metadata(_written(tmp_path, gguf_bytes(tokenizer=False)))
    assert "tokenizer.ggml.tokens" not in bare


@each_example
@given(st.integers(0, len(gguf_bytes()) - 1))
def test_gguf_cut_anywhere_is_refused(tmp_path: Path, cut: int) -> None:
    with pytest.raises(ModelError):
        gguf_metadata(_written(tmp_path, gguf_bytes()[:cut]))


@each_example
@given(st.binary(max_size=200), st.sampled_from([b"", b"GGUF\3\0\0\0", gguf_bytes()[:60]]))
def test_any_bytes_are_refused_in_one_line(tmp_path: Path, data: bytes, start: bytes) -> None:
    for read in (tensor_shapes, gguf_metadata):
        with pytest.raises(ModelError) as caught:
            read(_written(tmp_path, start + data))
        assert "\n" not in str(caught.value)
