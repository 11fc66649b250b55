"""Rewrites a checkpoint's pickled weights as safetensors, once, when a model is pulled.

The pickle is read with ``weights_only``, which builds tensors and runs no code in it. Which
tensors a checkpoint must have, and with which shapes, is what transformers makes of its config.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from translate.errors import ModelError, first_line

PICKLE = "pytorch_model.bin"
SAFETENSORS = "model.safetensors"


def pickle_to_safetensors(folder: Path) -> None:
    """Replace ``pytorch_model.bin`` in an encoder-decoder checkpoint by ``model.safetensors``.

    Numbers become float32; copies of tied embeddings are left out where the config ties them.
    Raises ModelError, and leaves no safetensors, when the pickle holds anything but tensors, or
    does not fit the config.
    """
    from safetensors import SafetensorError
    from safetensors.torch import save_file

    tensors = _chosen(_tensors(folder / PICKLE), _network(folder))
    target = folder / SAFETENSORS
    target.touch()
    mode = target.stat().st_mode  # the umask's; the library makes it readable by its owner only
    try:
        save_file(tensors, target, metadata={"format": "pt"})
    except (SafetensorError, OSError) as fault:
        target.unlink(missing_ok=True)
        mend = "free some space, or choose another folder with TRANSLATE_MODELS_DIR"
        raise ModelError(f"{SAFETENSORS} cannot be written ({first_line(fault)})", mend) from fault
    target.chmod(mode)
    (folder / PICKLE).unlink()


def _network(folder: Path) -> Any:
    """The network that the config describes, with shapes and without numbers."""
    import torch
    from transformers import AutoConfig, AutoModelForSeq2SeqLM

    networks: Any = AutoModelForSeq2SeqLM
    try:
        config = AutoConfig.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        with torch.device("meta"):
            return networks.from_config(config)
    except Exception as fault:
        raise _refused(f"config.json does not tell its layout: {first_line(fault)}") from fault


def _tensors(path: Path) -> dict[str, Any]:
    import torch

    try:
        found = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as fault:
        raise _refused(first_line(fault)) from fault
    if not isinstance(found, dict) or not all(
        isinstance(name, str) and isinstance(value, torch.Tensor) for name, value in found.items()
    ):
        raise _refused("it holds something else than tensors")
    return found


def _chosen(found: dict[str, Any], network: Any) -> dict[str, Any]:
    """The tensors that are written: those of the network, whole, in float32."""
    copies = network.all_tied_weights_keys  # name: that of which it is a copy
    for name in copies.keys() & found.keys():  # some exports have the copies only
        found.setdefault(copies[name], found[name])
    computed = "|".join(network._keys_to_ignore_on_load_missing or ["$^"])  # stored by some only
    chosen = {}
    for name, expected in network.state_dict().items():
        tensor = found.pop(name, None)
        if name in copies:
            continue
        if tensor is None:
            if re.search(computed, name):
                continue
            raise _refused(f"it does not fit config.json: {name} is missing")
        if tensor.shape != expected.shape:
            why = f"{name} is {list(tensor.shape)} instead of {list(expected.shape)}"
            raise _refused(f"it does not fit config.json: {why}")
        chosen[name] = tensor.float().clone().contiguous()
    left_over = "|".join([r"\.version$", *(network._keys_to_ignore_on_load_unexpected or ())])
    unknown = sorted(name for name in found if not re.search(left_over, name))
    if unknown:
        raise _refused(f"its layout is not known: no tensor of the model is called {unknown[0]}")
    return chosen


def _refused(why: str) -> ModelError:
    mend = f"take another model, or a revision that has {SAFETENSORS}"
    return ModelError(f"{PICKLE} cannot be converted ({why})", mend)
