"""Reading the header of a safetensors file without an ML library.

Layout (the format's specification): eight bytes, little-endian, give the length of a JSON
object that maps tensor names to dtype, shape and offsets into the data that follow it.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

from translate.errors import ModelError

_BYTES = {
    "F64": 8, "I64": 8, "U64": 8, "F32": 4, "I32": 4, "U32": 4, "F16": 2, "BF16": 2,
    "I16": 2, "U16": 2, "I8": 1, "U8": 1, "BOOL": 1, "F8_E4M3": 1, "F8_E5M2": 1,
}  # fmt: skip
_HEADER_LIMIT = 100_000_000

Shapes = dict[str, tuple[int, ...]]


def tensor_shapes(path: Path) -> Shapes:
    """Name and shape of every tensor, when the header is sane and the file is whole.

    Raises ModelError when the header does not parse, when tensors overlap or leave gaps, or
    when the file is shorter or longer than its header says.
    """
    size = path.stat().st_size
    with path.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        if size < 8 or length > min(size - 8, _HEADER_LIMIT):
            raise _broken(path, "its header is cut off")
        raw = stream.read(length)
    try:
        header = json.loads(raw)
        header.pop("__metadata__", None)
        spans = sorted(
            (*map(int, info["data_offsets"]), str(info["dtype"]), tuple(map(int, info["shape"])), n)
            for n, info in header.items()
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        raise _broken(path, "its header cannot be read") from fault
    shapes: Shapes = {}
    end = 0
    for start, stop, dtype, shape, name in spans:
        if start != end or stop - start != math.prod(shape) * _BYTES.get(dtype, -1):
            raise _broken(path, f"tensor {name!r} is not where the header says")
        shapes[name], end = shape, stop
    if 8 + length + end != size:
        raise _broken(path, f"it has {size} bytes instead of {8 + length + end}")
    return shapes


def _broken(path: Path, why: str) -> ModelError:
    return ModelError(f"{path.name} is broken ({why})", "get the model again")
