"""Builders of tiny checkpoints, wheels and hubs for the tests of the shelf; no ML library."""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

GGUF = "tiny.gguf"
MEMBER = f"tiny_lm/{GGUF}"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def safetensors_bytes(shapes: Mapping[str, Sequence[int]], fill: int = 0) -> bytes:
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    end = 0
    for name, shape in shapes.items():
        size = 4
        for side in shape:
            size *= side
        header[name] = {"dtype": "F32", "shape": list(shape), "data_offsets": [end, end + size]}
        end += size
    raw = json.dumps(header).encode()
    return len(raw).to_bytes(8, "little") + raw + bytes([fill]) * end


def gguf_bytes(architecture: str = "llama", tokenizer: bool = True) -> bytes:
    def text(value: str) -> bytes:
        return struct.pack("<Q", len(value)) + value.encode()

    def pair(key: str, kind: int, value: bytes) -> bytes:
        return text(key) + struct.pack("<I", kind) + value

    pairs = [
        pair("general.architecture", 8, text(architecture)),
        pair("general.file_type", 4, struct.pack("<I", 3)),
        pair("some.float", 6, struct.pack("<f", 0.5)),
        pair("some.numbers", 9, struct.pack("<IQ3i", 5, 3, 1, 2, 3)),
    ]
    if tokenizer:
        tokens = struct.pack("<IQ", 8, 2) + text("<s>") + text("a")
        pairs.append(pair("tokenizer.ggml.tokens", 9, tokens))
    head = b"GGUF" + struct.pack("<IQQ", 3, 1, len(pairs)) + b"".join(pairs)
    head += text("token_embd.weight") + struct.pack("<IQQIQ", 2, 32, 2, 3, 0)  # Q4_1
    return head + b"\0" * (-len(head) % 32) + b"\x07" * 40


def checkpoint(folder: Path, model_type: str = "marian", fill: int = 0, pieces: int = 8) -> Path:
    """A folder in Hugging Face layout whose tensors fit its config: 1 + 1 layers, 8 by 4."""
    folder.mkdir(parents=True, exist_ok=True)
    config = {
        "model_type": model_type,
        "encoder_layers": 1,
        "decoder_layers": 1,
        "vocab_size": pieces,
        "d_model": 4,
    }
    shapes = {
        "model.shared.weight": (pieces, 4),
        "model.encoder.layers.0.fc1.weight": (2, 4),
        "model.decoder.layers.0.fc1.weight": (2, 4),
    }
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "generation_config.json").write_text("{}")
    (folder / "tokenizer_config.json").write_text("{}")
    (folder / "vocab.json").write_text('{"</s>": 0}')
    (folder / "merges.txt").write_text("#version: 0.2\n")
    (folder / "source.spm").write_bytes(b"source")
    (folder / "target.spm").write_bytes(b"target")
    (folder / "README.md").write_text("A card.")
    (folder / "model.safetensors").write_bytes(safetensors_bytes(shapes, fill))
    return folder


def wheel(path: Path, members: Mapping[str, bytes]) -> str:
    """Write a wheel that pip accepts, with these members; returns its SHA-256."""
    name, version = path.name.split("-")[:2]
    info = f"{name}-{version}.dist-info"
    extra = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": b"",
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in {**members, **extra}.items():
            archive.writestr(member, data)
    return sha256(path.read_bytes())


def tree(folder: Path) -> dict[str, bytes]:
    """Every file under a folder but locks, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }
