"""Summarisation models: which engine runs one, and how it is loaded.

Importing this module loads no ML library; :func:`load_generator` does.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from translate.engines.checkpoint import read_json
from translate.engines.processor import usable_cores
from translate.engines.registry import EngineChoice
from translate.errors import ModelError
from translate.protocols import TextGenerator
from translate.types import Model, ModelFamily

#: Part of the engine's id: raised when a prompt, a decoding rule or the tidying of answers changes.
GENERATOR_VERSION = 3
#: What CTranslate2 runs and our tests hold against torch, by ``model_type`` of ``config.json``.
CONVERTIBLE = frozenset({"bart", "pegasus", "t5", "llama", "mistral", "qwen2"})


def generator_engine(model: Model, choice: EngineChoice) -> EngineChoice:
    """The engine for a summarisation model where ``choice`` runs the translation.

    An architecture that CTranslate2 does not know goes to torch, and a note says so.
    """
    try:
        kind = None if model.gguf else read_json(model).get("model_type")
    except ModelError:
        kind = None  # loading will say what is wrong
    if choice.engine == "torch" or kind is None or kind in CONVERTIBLE:
        return replace(choice, notes=())
    note = f"CTranslate2 does not run {kind} models: {model.name} runs on torch, which is slower"
    return EngineChoice("torch", "float32", (note,))


def generator_engine_id(model: Model, choice: EngineChoice) -> str:
    """What runs the model, as it stands in signatures and keys."""
    return f"{choice.id}-{model.family.value}{GENERATOR_VERSION}"


def load_generator(
    model: Model, choice: EngineChoice, threads: int | None = None, cache_dir: Path | None = None
) -> TextGenerator:
    """Load a summarisation model from its folder; nothing is fetched.

    CTranslate2 converts a checkpoint at its first load, into the model's folder or, where that
    cannot be written, into ``cache_dir``. Raises :class:`ModelError` for a checkpoint that is
    missing, broken or of another kind.
    """
    from translate.engines.generators import CausalGenerator, Seq2SeqGenerator, search_of

    search = None if model.family is ModelFamily.CAUSAL else search_of(model)
    cores = threads or usable_cores()
    if choice.engine == "torch":
        from translate.engines.generate_torch import load_torch

        tokens, layout, decoder = load_torch(model, cores)
    else:
        from translate.engines.generate_ct2 import load_ct2

        tokens, layout, decoder = load_ct2(model, choice.compute_type, cores, cache_dir)
    if search is None:
        return CausalGenerator(tokens, layout, decoder)
    return Seq2SeqGenerator(tokens, layout, decoder, search)
