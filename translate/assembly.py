"""Puts a pipeline together from what is on this machine.

Nothing here loads a model: it finds out which model, engine and decoding would run, because
the keys of the memory need that, and leaves two functions that load when they are called.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translate import __version__
from translate.articles import ReadOptions, default_segmenter
from translate.corrections import Corrections, load
from translate.corrections import default_path as corrections_path
from translate.engines import (
    EngineChoice,
    decoding_for,
    generator_engine,
    generator_engine_id,
    load_generator,
    load_translator,
    resolve_engine,
)
from translate.errors import ModelMissing
from translate.glossary import Glossary
from translate.memory import Memory, MemoryLike, NoMemory, default_path
from translate.protocols import Segmenter, TextGenerator, Translator
from translate.shelf import default_dir, resolve
from translate.signature import SummarySpec, TranslationSpec
from translate.text.normalise import NORMALISER_VERSION
from translate.types import ModelFamily
from translate.versions import CHECKS_VERSION, PLAN_VERSION

if TYPE_CHECKING:
    from translate.settings import Settings

#: Articles whose summaries are decoded together; a run that is asked to end waits for them.
SUMMARIES_TOGETHER = 8
Notice = Callable[[str], None]


def ignore(_: str) -> None:
    """A notice that nobody reads."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a pipeline is made of; tests put their own engines in.

    ``load_generator`` None means that summaries are extractive. ``caution`` is what readers of
    the translation should know of its model, or "".
    """

    translation: TranslationSpec
    load_translator: Callable[[], Translator]
    summary: SummarySpec
    load_generator: Callable[[], TextGenerator] | None
    segmenter: Segmenter
    reading: ReadOptions
    glossary: Glossary
    memory: MemoryLike
    version: str = __version__
    caution: str = ""
    summaries_together: int = SUMMARIES_TOGETHER
    corrections: Corrections = field(default_factory=Corrections)


def assemble(settings: Settings, notice: Notice) -> Parts:
    """Parts for these settings.

    Raises :class:`~translate.errors.ModelError` where no model can translate.
    """
    models_dir = settings.models_dir or default_dir()
    model = resolve(settings.model, "translate", models_dir)
    choice = resolve_engine(settings.engine, settings.compute_type)
    for line in choice.notes:
        notice(line)
    glossary = Glossary.chosen(settings.names, settings.glossary)
    translation = TranslationSpec(
        model=model.name,
        model_digest=model.digest,
        engine=choice.id,
        decoding=decoding_for(model, settings.beam),
        normaliser=NORMALISER_VERSION,
        checks=CHECKS_VERSION,
        glossary=glossary.digest,
        unsure_below=model.unsure_below,
    )
    place = default_path(settings.cache_dir)
    summary, generator, together = _summariser(settings, choice, notice)

    def translator() -> Translator:
        if settings.model == "auto":
            notice(f"translating with {model.name} ({choice.id})")
        return load_translator(model, choice, settings.threads, cache_dir=place.parent)

    return Parts(
        translation=translation,
        load_translator=translator,
        summary=summary,
        load_generator=generator,
        summaries_together=together,
        segmenter=default_segmenter(),
        reading=ReadOptions(
            max_bytes=settings.max_bytes,
            assume_dutch=settings.assume_dutch,
            text_field=settings.text_field,
            title_field=settings.title_field,
            date_field=settings.date_field,
            id_field=settings.id_field,
            stdin_format=settings.stdin_format,
        ),
        glossary=glossary,
        memory=Memory.open(place, notice=notice) if settings.cache else NoMemory(),
        caution=model.caution,
        corrections=load(corrections_path()) if settings.corrections else Corrections(),
    )


def _summariser(
    settings: Settings, choice: EngineChoice, notice: Notice
) -> tuple[SummarySpec, Callable[[], TextGenerator] | None, int]:
    """What makes the summaries, and of how many articles together."""
    extractive = SummarySpec("extractive", "none", "none", PLAN_VERSION, settings.max_summary_words)
    if not settings.summary or settings.summary_model == "extractive":
        return extractive, None, SUMMARIES_TOGETHER
    try:
        model = resolve(settings.summary_model, "summarise", settings.models_dir or default_dir())
    except ModelMissing:
        if settings.summary_model != "auto":
            raise
        notice("summaries are made of the article's own sentences")
        return extractive, None, SUMMARIES_TOGETHER
    choice = generator_engine(model, choice)
    spec = SummarySpec(
        model=model.name,
        model_digest=model.digest,
        engine=generator_engine_id(model, choice),
        plan=PLAN_VERSION,
        max_words=settings.max_summary_words,
    )

    def generator() -> TextGenerator:
        if settings.summary_model == "auto" or model.pace:
            cost = f": {model.pace}" if model.pace else ""
            notice(f"summarising with {model.name} ({choice.id}){cost}")
        for line in choice.notes:
            notice(line)
        cache_dir = default_path(settings.cache_dir).parent
        return load_generator(model, choice, settings.threads, cache_dir)

    # whole articles take long, and a run that is asked to end waits for those at hand
    together = 2 if model.family is ModelFamily.SEQ2SEQ else SUMMARIES_TOGETHER
    return spec, generator, together
