"""Builders of tiny checkpoints, wheels and hubs for the tests of the shelf; no ML library."""

from __future__ import annotations

import hashlib
import json
import shutil
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from translate.shelf.sources.base import SourceUnreachable
from translate.shelf.sources.hub import Listing, RemoteFile

COMMIT = "0123456789abcdef0123456789abcdef01234567"
OTHER_COMMIT = "f" * 40
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


def checkpoint(folder: Path, model_type: str = "marian", fill: int = 0) -> Path:
    """A folder in Hugging Face layout whose tensors fit its config: 1 + 1 layers, 8 by 4."""
    folder.mkdir(parents=True, exist_ok=True)
    config = {
        "model_type": model_type,
        "encoder_layers": 1,
        "decoder_layers": 1,
        "vocab_size": 8,
        "d_model": 4,
    }
    shapes = {
        "model.shared.weight": (8, 4),
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


class FakeHub:
    """A hub whose repository is a folder; ``cut_after`` ends a download after so many files."""

    def __init__(self, repository: Path, commit: str = COMMIT) -> None:
        self.repository, self.commit = repository, commit
        self.offline = False
        self.cut_after: int | None = None
        self.wrong_digest: str | None = None
        self.asked = 0
        self.downloaded: list[str] = []

    def listing(self, repository: str, revision: str) -> Listing:
        self.asked += 1
        if self.offline:
            raise SourceUnreachable("the Hub does not answer", "check the network")
        files = []
        for path in sorted(self.repository.rglob("*")):
            if path.is_file():
                data = path.read_bytes()
                large = path.suffix in {".safetensors", ".bin"}
                digest = sha256(data) if large else None
                name = path.relative_to(self.repository).as_posix()
                if name == self.wrong_digest:
                    digest = sha256(data + b"!")
                files.append(RemoteFile(name, len(data), digest))
        return Listing(self.commit, tuple(files))

    def download(self, repository: str, commit: str, names: Sequence[str], into: Path) -> None:
        assert commit == self.commit
        bookkeeping = into / ".cache" / "huggingface"
        bookkeeping.mkdir(parents=True, exist_ok=True)
        for count, name in enumerate(names):
            if self.cut_after is not None and count >= self.cut_after:
                raise SourceUnreachable("the connection broke", "try again")
            if not (into / name).exists():
                self.downloaded.append(name)
                shutil.copyfile(self.repository / name, into / name)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file under a folder but locks, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }
