"""Rewrites a checkpoint's pickled weights as safetensors, once, when a model is pulled.

The pickle is read with ``weights_only``, which builds tensors and runs no code in it. Which
tensors a checkpoint must have, and with which shapes, follows from its config; transformers is
not needed. The names are those of its MarianMT and BART.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from translate.errors import ModelError

PICKLE = "pytorch_model.bin"
SAFETENSORS = "model.safetensors"
_SHARED = "model.shared.weight"
_HEAD = "lm_head.weight"
_EMBEDDINGS = ("model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight")
#: BART's positions are learned; two rows more than positions are kept for historical reasons.
_BART_OFFSET = 2
Shape = tuple[int, ...]


def pickle_to_safetensors(folder: Path) -> None:
    """Replace ``pytorch_model.bin`` in a MarianMT or BART checkpoint by ``model.safetensors``.

    Numbers become float32; copies of tied embeddings are left out where the config ties them.
    Raises ModelError, and leaves no safetensors, when the pickle holds anything but tensors, does
    not fit the config, or is of a layout that is not known here.
    """
    from safetensors import SafetensorError
    from safetensors.torch import save_file

    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
        table = _table(config)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise _refused(f"config.json does not tell its layout: {_line(fault)}") from fault
    tensors = _chosen(_tensors(folder / PICKLE), table, config)
    target = folder / SAFETENSORS
    target.touch()
    mode = target.stat().st_mode  # the umask's; the library makes it readable by its owner only
    try:
        save_file(tensors, target, metadata={"format": "pt"})
    except (SafetensorError, OSError) as fault:
        target.unlink(missing_ok=True)
        mend = "free some space, or choose another folder with TRANSLATE_MODELS_DIR"
        raise ModelError(f"{SAFETENSORS} cannot be written ({_line(fault)})", mend) from fault
    target.chmod(mode)
    (folder / PICKLE).unlink()


def _tensors(path: Path) -> dict[str, Any]:
    import pickle

    import torch

    try:
        found = torch.load(path, map_location="cpu", weights_only=True)
    except (
        pickle.UnpicklingError, RuntimeError, EOFError, OSError, ValueError, TypeError,
        LookupError, AttributeError, ArithmeticError, AssertionError,
    ) as fault:  # fmt: skip
        raise _refused(_line(fault)) from fault
    if not isinstance(found, dict) or not all(
        isinstance(name, str) and isinstance(value, torch.Tensor) for name, value in found.items()
    ):
        raise _refused("it holds something else than tensors")
    return found


def _chosen(found: dict[str, Any], table: dict[str, Shape], config: dict[str, Any]) -> Any:
    """The tensors that are written: those of the table, whole, in float32."""
    tied = config.get("tie_word_embeddings", True)
    if _SHARED not in found:  # some exports have the copies only
        copy = next((name for name in (*_EMBEDDINGS, _HEAD) if name in found), None)
        found |= {_SHARED: found[copy]} if copy else {}
    if not tied:
        # untied, nothing fills in for an embedding that is not there
        for name in _EMBEDDINGS:
            found.setdefault(name, found.get(_SHARED))
    optional = {"final_logits_bias"}
    if config["model_type"] == "marian":  # computed, and stored by some versions only
        optional |= {f"model.{side}.embed_positions.weight" for side in ("encoder", "decoder")}
    chosen = {}
    for name, shape in table.items():
        tensor = found.get(name)
        if tensor is None:
            if name in optional:
                continue
            raise _refused(f"it does not fit config.json: {name} is missing")
        if tuple(tensor.shape) != shape:
            why = f"{name} is {list(tensor.shape)} instead of {list(shape)}"
            raise _refused(f"it does not fit config.json: {why}")
        chosen[name] = tensor.float().clone().contiguous()
    copies = {*_EMBEDDINGS, _HEAD} if tied else set()
    unknown = sorted(
        name for name in found.keys() - table.keys() - copies if not name.endswith(".version")
    )
    if unknown:
        raise _refused(f"its layout is not known: nothing of ours is called {unknown[0]}")
    return chosen


def _table(config: dict[str, Any]) -> dict[str, Shape]:
    """Name and shape of every tensor of a checkpoint, from its config."""
    kind = config.get("model_type")
    if kind not in ("marian", "bart"):
        raise _refused(f"weights of {kind!r} are not converted here")
    vocabulary, width = config["vocab_size"], config["d_model"]
    if config.get("share_encoder_decoder_embeddings", True) is False or config.get(
        "decoder_vocab_size", vocabulary
    ) not in (None, vocabulary):
        raise _refused("source and target have a vocabulary each")
    table: dict[str, Shape] = {_SHARED: (vocabulary, width), "final_logits_bias": (1, vocabulary)}
    if not config.get("tie_word_embeddings", True):
        table |= dict.fromkeys((*_EMBEDDINGS, _HEAD), (vocabulary, width))
    positions = config["max_position_embeddings"] + (_BART_OFFSET if kind == "bart" else 0)
    for side in ("encoder", "decoder"):
        table[f"model.{side}.embed_positions.weight"] = (positions, width)
        if kind == "bart":
            table |= _norm(f"model.{side}.layernorm_embedding", width)
        for number in range(config[f"{side}_layers"]):
            table |= _layer(f"model.{side}.layers.{number}", width, config[f"{side}_ffn_dim"], side)
    return table


def _layer(name: str, width: int, inner: int, side: str) -> dict[str, Shape]:
    attentions = ("self_attn", "encoder_attn") if side == "decoder" else ("self_attn",)
    table: dict[str, Shape] = {}
    for attention in attentions:
        for part in ("q_proj", "k_proj", "v_proj", "out_proj"):
            table |= _linear(f"{name}.{attention}.{part}", width, width)
        table |= _norm(f"{name}.{attention}_layer_norm", width)
    table |= _linear(f"{name}.fc1", inner, width) | _linear(f"{name}.fc2", width, inner)
    return table | _norm(f"{name}.final_layer_norm", width)


def _linear(name: str, rows: int, columns: int) -> dict[str, Shape]:
    return {f"{name}.weight": (rows, columns), f"{name}.bias": (rows,)}


def _norm(name: str, width: int) -> dict[str, Shape]:
    return {f"{name}.weight": (width,), f"{name}.bias": (width,)}


def _line(fault: BaseException) -> str:
    return (str(fault).strip().splitlines() or [type(fault).__name__])[0][:160]


def _refused(why: str) -> ModelError:
    mend = f"take another model, or a revision that has {SAFETENSORS}"
    return ModelError(f"{PICKLE} cannot be converted ({why})", mend)
