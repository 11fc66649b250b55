"""Is this folder a checkpoint that can be trusted to load? Asked before any ML library is.

A loader fills tensors that it does not find with random numbers and goes on; here a checkpoint
whose tensors do not fit its config is refused instead.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translate.errors import ModelError
from translate.shelf import layout
from translate.shelf.catalog import is_plain_name
from translate.types import ModelFamily

if TYPE_CHECKING:
    from translate.engines.headers import Shapes

MODEL_TYPES: Mapping[ModelFamily, frozenset[str]] = {
    ModelFamily.MARIAN: frozenset({"marian"}),
    ModelFamily.SEQ2SEQ: frozenset({"bart", "led", "longt5", "mbart", "mt5", "pegasus", "t5"}),
    ModelFamily.CAUSAL: frozenset(
        {"gemma2", "gemma3_text", "gpt2", "llama", "mistral", "phi3", "qwen2", "qwen3", "smollm3"}
    ),
}

# Stacks of layers: how their tensors are named, and which config key counts them.
_STACKS = {
    frozenset({"marian", "bart", "mbart", "pegasus", "led"}): {
        r"encoder\.layers\.(\d+)\.": "encoder_layers",
        r"decoder\.layers\.(\d+)\.": "decoder_layers",
    },
    frozenset({"t5", "mt5", "longt5"}): {r"encoder\.block\.(\d+)\.": "num_layers"},
    MODEL_TYPES[ModelFamily.CAUSAL] - {"gpt2"}: {r"(?:^|\.)layers\.(\d+)\.": "num_hidden_layers"},
}
_MARIAN_TOKENIZER = ("source.spm", "target.spm", "vocab.json")
_TOKENIZERS: tuple[tuple[str, ...], ...] = (
    ("tokenizer.json",), ("vocab.json", "merges.txt"), ("spiece.model",), ("tokenizer.model",),
)  # fmt: skip
_EMBEDDINGS = re.compile(r"(?:^|\.)(?:shared|embed_tokens|wte)\.weight$")
_WIDTHS = ("d_model", "hidden_size", "n_embd")
_CONFIG_LIMIT = 10_000_000
_MOST_LAYERS = 1000


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a folder holds: the family, and the GGUF file's name where the weights are one."""

    family: ModelFamily
    gguf: str | None = None


def check_checkpoint(
    folder: Path,
    families: frozenset[ModelFamily],
    gguf: str | None = None,
) -> Checkpoint:
    """Check a folder in Hugging Face layout, or one with a GGUF file, for one of ``families``.

    Raises ModelError when something needed is missing, broken, of another architecture, a pickle
    where safetensors is expected, or a link that leads out of the folder.
    """
    layout.check_links(folder, layout.files_of(folder))
    found = [gguf] if gguf else layout.files_of(folder, ["*.gguf"])
    if found and (gguf or not (folder / "config.json").is_file()):
        if len(found) > 1:
            raise ModelError(f"{folder.name} holds {len(found)} GGUF files", "name one of them")
        from translate.engines.headers import gguf_metadata

        header = gguf_metadata(folder / found[0])
        if "tokenizer.ggml.tokens" not in header:
            raise ModelError(f"{found[0]} has no tokenizer in it", "take another GGUF file")
        architecture = header.get("general.architecture", "")
        return Checkpoint(_family(architecture, families, found[0]), found[0])
    config = _config(folder)
    family = _family(str(config.get("model_type", "")), families, folder.name)
    _tokenizer(folder, family)
    _fits(config, _weights(folder), folder.name)
    return Checkpoint(family)


def _config(folder: Path) -> dict[str, Any]:
    path = folder / "config.json"
    try:
        if path.stat().st_size > _CONFIG_LIMIT:
            raise ValueError("too large")
        config = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as fault:
        mend = "name a folder with config.json, tokenizer files and model.safetensors"
        raise ModelError(f"{folder} is no checkpoint in Hugging Face layout", mend) from fault
    except (OSError, ValueError, RecursionError) as fault:
        raise ModelError(f"config.json of {folder.name} cannot be read", "get it again") from fault
    if not isinstance(config, dict):
        raise ModelError(f"config.json of {folder.name} is not a JSON object", "get it again")
    return config


def _family(model_type: str, families: frozenset[ModelFamily], name: str) -> ModelFamily:
    for family in ModelFamily:
        if family in families and model_type in MODEL_TYPES[family]:
            return family
    wanted = ", ".join(sorted(kind for family in families for kind in MODEL_TYPES[family]))
    kind = repr(model_type) if model_type else "an unnamed kind"
    raise ModelError(f"{name} is a model of {kind}", f"for this job take one of: {wanted}")


def _tokenizer(folder: Path, family: ModelFamily) -> None:
    sets = _TOKENIZERS if family is not ModelFamily.MARIAN else (_MARIAN_TOKENIZER,)
    if not any(all((folder / name).is_file() for name in names) for names in sets):
        needed = " or ".join(" + ".join(names) for names in sets)
        raise ModelError(f"{folder.name} has no tokenizer", f"put {needed} beside config.json")


def _weights(folder: Path) -> Shapes:
    """The shapes of all tensors: in one file, or in those that an index names."""
    from translate.engines.headers import tensor_shapes

    index, names = folder / layout.SAFETENSORS_INDEX, {layout.SAFETENSORS}
    if not (folder / layout.SAFETENSORS).is_file() and index.is_file():
        try:
            names = set(map(str, json.loads(index.read_text("utf-8"))["weight_map"].values()))
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
            raise ModelError(f"{index.name} cannot be read", "get the model again") from fault
    elif layout.files_of(folder, layout.PICKLES) and not (folder / layout.SAFETENSORS).is_file():
        mend = f"'translate models pull NAME --from {folder}' converts them; then name NAME"
        raise ModelError(f"the weights of {folder.name} are a pickle, which can run code", mend)
    shapes: Shapes = {}
    for name in sorted(names):
        if not is_plain_name(name) or not (folder / name).is_file():
            raise ModelError(f"{folder.name} has no {name}", "get the model again")
        shapes |= tensor_shapes(folder / name)
    return shapes


def _fits(config: Mapping[str, Any], shapes: Shapes, name: str) -> None:
    """Layers, vocabulary and width of the tensors are those of the config."""
    stacks = next((keys for kinds, keys in _STACKS.items() if config["model_type"] in kinds), {})
    for pattern, key in stacks.items():
        layers = {int(hit[1]) for hit in map(re.compile(pattern).search, shapes) if hit}
        count = config.get(key)
        if not isinstance(count, int) or layers != set(range(min(count, _MOST_LAYERS))):
            raise _misfit(name, f"{key} is {count}, the file has {len(layers)}")
    width = next((config[key] for key in _WIDTHS if key in config), None)
    embeddings = [shape for tensor, shape in shapes.items() if _EMBEDDINGS.search(tensor)]
    expected = (config.get("vocab_size"), width)
    if expected not in embeddings:
        raise _misfit(name, f"no embedding is {expected[0]} by {expected[1]}")


def _misfit(name: str, why: str) -> ModelError:
    return ModelError(f"the weights of {name} do not fit its config.json ({why})", "get it again")
