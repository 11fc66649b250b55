"""Reading the header of a GGUF file without an ML library.

Layout (the format's specification, versions 2 and 3): magic, version, the numbers of tensors
and of metadata pairs, the pairs, one record for each tensor, then aligned tensor data.
"""

from __future__ import annotations

import math
import mmap
import struct
from dataclasses import dataclass
from pathlib import Path

from translate.errors import ModelError

_SCALARS = {
    0: "B",
    1: "b",
    2: "H",
    3: "h",
    4: "I",
    5: "i",
    6: "f",
    7: "?",
    10: "Q",
    11: "q",
    12: "d",
}
_STRING, _ARRAY = 8, 9
# ggml tensor type: elements in a block, bytes of a block
_BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34),
    10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292),
    24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8), 30: (1, 2),
}  # fmt: skip
_LIMIT = 10_000_000


@dataclass(frozen=True, slots=True)
class GGUF:
    """What the header says: the architecture, and whether a tokenizer is inside."""

    architecture: str
    tokenizer: bool
    tensors: int


def read_header(path: Path) -> GGUF:
    """The header of a GGUF file that is whole.

    Raises ModelError when it is no GGUF file, or shorter than its tensors.
    """
    try:
        with (
            path.open("rb") as stream,
            mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data,
        ):
            return _Reader(data).header()
    except (ValueError, struct.error, KeyError, UnicodeDecodeError) as fault:
        why = f"{path.name} is broken ({fault or 'its header is cut off'})"
        raise ModelError(why, "get the model again") from fault


class _Reader:
    def __init__(self, data: mmap.mmap) -> None:
        self.data, self.at = data, 0

    def header(self) -> GGUF:
        if self.data[:4] != b"GGUF":
            raise ValueError("it is no GGUF file")
        self.at = 4
        version, tensors, pairs = self.number("I"), self.number("Q"), self.number("Q")
        if version not in (2, 3) or max(tensors, pairs) > _LIMIT:
            raise ValueError(f"version {version} is not supported")
        meta: dict[str, object] = {}
        for _ in range(pairs):
            key = self.string()
            meta[key] = self.value(self.number("I"))
        end = max((self.tensor() for _ in range(tensors)), default=0)
        alignment = meta.get("general.alignment", 32)
        if not isinstance(alignment, int) or alignment < 1:
            raise ValueError("its alignment is no number")
        start = -(-self.at // alignment) * alignment
        if not tensors or start + end > len(self.data):
            raise ValueError(f"it has {len(self.data)} bytes instead of {start + end}")
        return GGUF(
            architecture=str(meta.get("general.architecture", "")),
            tokenizer="tokenizer.ggml.tokens" in meta,
            tensors=tensors,
        )

    def number(self, code: str) -> int:
        (value,) = struct.unpack_from("<" + code, self.data, self.at)
        self.at += struct.calcsize(code)
        return int(value)

    def string(self) -> str:
        length = self.number("Q")
        text = self.data[self.at : self.at + length]
        if len(text) != length:
            raise ValueError("its header is cut off")
        self.at += length
        return text.decode("utf-8", "surrogateescape")

    def value(self, kind: int) -> object:
        """A scalar or string; of an array only that it is there."""
        if kind == _STRING:
            return self.string()
        if kind == _ARRAY:
            inner, count = self.number("I"), self.number("Q")
            if inner == _STRING:
                for _ in range(count):
                    length = self.number("Q")
                    self.at += length
            else:
                self.at += count * struct.calcsize(_SCALARS[inner])
            if self.at > len(self.data):
                raise ValueError("its header is cut off")
            return True
        (scalar,) = struct.unpack_from("<" + _SCALARS[kind], self.data, self.at)
        self.at += struct.calcsize(_SCALARS[kind])
        return scalar

    def tensor(self) -> int:
        """Where this tensor's data end, counted from the start of the data."""
        self.string()
        shape = [self.number("Q") for _ in range(self.number("I"))]
        kind, offset = self.number("I"), self.number("Q")
        if kind not in _BLOCKS:
            raise ValueError(f"tensor type {kind} is not known")
        elements, size = _BLOCKS[kind]
        return offset + math.prod(shape) // elements * size
