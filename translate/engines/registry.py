"""Which engine runs a model, how it wants to be decoded, and loading it.

No ML library is imported before :func:`load_translator` or :func:`load_generator`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from translate.engines.checkpoint import damaged, open_checkpoint, read_json
from translate.engines.processor import has_int8, usable_cores
from translate.errors import EngineUnavailable, ModelError, UsageError
from translate.protocols import TextGenerator, Translator
from translate.types import Decoding, Model, ModelFamily

ENGINES = ("auto", "ct2", "torch")
#: First the default.
COMPUTE_TYPES: dict[str, tuple[str, ...]] = {"ct2": ("int8", "float32"), "torch": ("float32",)}
_LIBRARIES = {
    "ct2": ("ctranslate2", "sentencepiece", "safetensors", "numpy"),
    "torch": ("torch", "transformers", "sentencepiece", "safetensors"),
}
_DEFAULT = Decoding()
#: Part of the engine's id: raised when a prompt, a decoding rule or the tidying of answers changes.
GENERATOR_VERSION = 3
#: What CTranslate2 runs and our tests hold against torch, by ``model_type`` of ``config.json``.
CONVERTIBLE = frozenset({"bart", "pegasus", "t5", "llama", "mistral", "qwen2"})


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """An engine that can run here; ``notes`` are lines to announce once and to record."""

    engine: str
    compute_type: str
    notes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """As it stands in signatures and keys: ``ct2-int8``."""
        return f"{self.engine}-{self.compute_type}"


def resolve_engine(engine: str = "auto", compute_type: str | None = None) -> EngineChoice:
    """The engine for a run: ``auto`` takes CTranslate2 where it is installed.

    Raises :class:`UsageError` for a name or compute type that does not exist, and
    :class:`EngineUnavailable` when a library or the CPU lacks what was asked for. Where nothing
    was asked for and something lacks, the next best is taken and a note says so.
    """
    if engine not in ENGINES:
        raise UsageError(f"no engine {engine!r}", f"use one of {', '.join(ENGINES)}")
    notes: list[str] = []
    name = engine
    if engine == "auto":
        lacking = _missing("ct2")
        name = "torch" if lacking and compute_type is None and not _missing("torch") else "ct2"
        if name == "torch":
            notes.append(f"{' and '.join(lacking)} not installed: using torch, which is slower")
    missing = _missing(name)
    if missing:
        raise EngineUnavailable(
            f"the {name} engine needs {' and '.join(missing)}",
            f"pip install {' '.join(missing)}",
        )
    known = COMPUTE_TYPES[name]
    chosen = compute_type or known[0]
    if chosen not in known:
        raise UsageError(
            f"the {name} engine has no compute type {chosen!r}", f"use {' or '.join(known)}"
        )
    if chosen == "int8" and not has_int8():
        if compute_type:
            mend = "use --compute-type float32"
            raise EngineUnavailable("this CPU has no fast int8 arithmetic", mend)
        notes.append("this CPU has no fast int8 arithmetic: computing in float32")
        chosen = "float32"
    return EngineChoice(name, chosen, tuple(notes))


def decoding_for(model: Model, beam: int | None = None) -> Decoding:
    """How ``model`` wants to be decoded, by its JSON files; ``beam`` overrides its own.

    ``max_source`` counts the end mark. Raises :class:`ModelError` when the files are missing
    or make no sense.
    """
    wanted = {**read_json(model), **read_json(model, "generation_config.json", optional=True)}
    tokenizer = read_json(model, "tokenizer_config.json", optional=True)

    def number(values: dict[str, Any], key: str, default: float, least: float) -> float:
        value = values.get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float) or value < least:
            raise damaged(model, "the configuration", f"{key} is {value!r}")
        return value

    positions = int(number(wanted, "max_position_embeddings", _DEFAULT.max_source, 2))
    source = min(positions, number(tokenizer, "model_max_length", positions, 2))
    target = min(positions, number(wanted, "max_length", positions, 2))
    if beam is not None and beam < 1:
        raise UsageError(f"beam cannot be {beam}", "use 1 or more")
    return Decoding(
        beam=beam or int(number(wanted, "num_beams", _DEFAULT.beam, 1)),
        max_source=int(source),
        max_target=int(target),
        length_penalty=float(number(wanted, "length_penalty", _DEFAULT.length_penalty, -100)),
        no_repeat_ngram=int(number(wanted, "no_repeat_ngram_size", 0, 0)),
    )


def load_translator(
    model: Model, choice: EngineChoice, threads: int | None = None, cache_dir: Path | None = None
) -> Translator:
    """Load ``model`` (seconds for torch) on ``threads`` threads, all usable cores by default.

    The CTranslate2 engine converts a checkpoint at its first load, into the model's folder or,
    where that cannot be written, into ``cache_dir``. Raises :class:`ModelError` when the
    checkpoint is broken and :class:`EngineUnavailable` when the library lacks something.
    """
    from translate.engines.translator import MarianTranslator

    checkpoint = open_checkpoint(model)
    cores = threads or usable_cores()
    if choice.engine == "torch":
        from translate.engines.marian_torch import TorchMarian

        return MarianTranslator(TorchMarian(checkpoint, cores))
    from translate.engines.marian_ct2 import Ct2Marian

    return MarianTranslator(Ct2Marian(checkpoint, choice.compute_type, cores, cache_dir))


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


def _missing(engine: str) -> list[str]:
    return [name for name in _LIBRARIES[engine] if find_spec(name) is None]
