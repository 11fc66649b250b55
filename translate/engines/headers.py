"""What the headers of weights say, read by the libraries of their formats; no weights are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from translate.errors import ModelError, first_line

Shapes = dict[str, tuple[int, ...]]


def tensor_shapes(path: Path) -> Shapes:
    """Name and shape of every tensor of a safetensors file that is whole.

    Raises ModelError when its header does not parse, when tensors overlap or leave gaps, or when
    the file is shorter or longer than its header says.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(str(path), framework="numpy") as file:
            return {name: tuple(file.get_slice(name).get_shape()) for name in file.keys()}  # noqa: SIM118
    except (SafetensorError, OSError) as fault:
        raise _broken(path, fault) from fault


def gguf_metadata(path: Path) -> dict[str, str]:
    """The texts in the header of a GGUF file that is whole, by key, and "" for everything else.

    Raises ModelError when it is no GGUF file, or shorter than its tensors.
    """
    import gguf

    class Whole(gguf.GGUFReader):
        """Does not take what lies behind the end of the file for nothing."""

        def _get(self, offset: int, dtype: Any, count: int = 1, override_order: Any = None) -> Any:
            found = super()._get(offset, dtype, count, override_order)
            if len(found) != count:
                raise ValueError("it is cut off")
            return found

    try:
        reader = Whole(path)
        if not reader.tensors:
            raise ValueError("it has no tensors")
        return {
            name: str(field.contents()) if field.types == [gguf.GGUFValueType.STRING] else ""
            for name, field in reader.fields.items()
        }
    except Exception as fault:
        raise _broken(path, fault) from fault


def _broken(path: Path, fault: Exception) -> ModelError:
    return ModelError(f"{path.name} is broken ({first_line(fault)})", "get the model again")
