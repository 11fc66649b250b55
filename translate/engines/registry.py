"""Which engine runs, and how a checkpoint wants to be decoded; no ML library is imported here
before :func:`load_translator`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from translate.engines.checkpoint import damaged, open_checkpoint, read_json
from translate.engines.processor import has_int8, usable_cores
from translate.errors import EngineUnavailable, UsageError
from translate.protocols import Translator
from translate.types import Decoding, Model

ENGINES = ("auto", "ct2", "torch")
#: First the default.
COMPUTE_TYPES: dict[str, tuple[str, ...]] = {"ct2": ("int8", "float32"), "torch": ("float32",)}
_LIBRARIES = {
    "ct2": ("ctranslate2", "sentencepiece", "safetensors", "numpy"),
    "torch": ("torch", "transformers", "sentencepiece", "safetensors"),
}
_DEFAULT = Decoding()


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
        raise UsageError(f"a beam of {beam} finds nothing", "use 1 or more")
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


def _missing(engine: str) -> list[str]:
    return [name for name in _LIBRARIES[engine] if find_spec(name) is None]
