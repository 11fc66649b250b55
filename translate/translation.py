"""Sentences in, renderings out: glossary, memory, engine, checks and the one retry.

The only place where a sentence's key is made, so that nothing that changes a translation can
be forgotten in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from translate.engines.normalise import normalise
from translate.glossary import GLOSSARY_VERSION, Glossary, Term
from translate.memory import MemoryLike
from translate.numerals import in_english
from translate.quality import better, check_sentence, wants_retry
from translate.signature import TranslationSpec
from translate.types import (
    Decoding,
    Flag,
    FlagCode,
    Hypothesis,
    LinkingTranslator,
    Rendering,
    Translator,
)

#: A retry that looped once must not be allowed to loop again.
RETRY_NO_REPEAT = 3


@dataclass(frozen=True, slots=True)
class _Job:
    key: str
    source: str
    normal: str
    prepared: str
    terms: tuple[Term, ...]
    named: bool


def needs_model(source: str) -> bool:
    """Whether there is a letter in it: blanks, numbers and symbols translate as themselves."""
    return any(character.isalpha() for character in source)


class SentenceTranslator:
    """Renders sentences under one :class:`TranslationSpec`.

    ``load`` builds the engine; it is called at most once, and not before a sentence is met
    that the memory does not have.
    """

    def __init__(
        self,
        spec: TranslationSpec,
        load: Callable[[], Translator],
        memory: MemoryLike,
        glossary: Glossary,
        *,
        read_memory: bool = True,
    ) -> None:
        self.spec = spec
        self._load = load
        self._memory = memory
        self._glossary = glossary
        self._read_memory = read_memory
        self._engine: Translator | None = None

    def render(self, sources: Iterable[str]) -> tuple[dict[str, Rendering], set[str]]:
        """A rendering for each distinct source, and the sources that the engine was asked for.

        All of them go to the memory in one query and, of those it lacks, to the engine in one
        call, whatever number of articles they come from.
        """
        jobs: dict[str, _Job] = {}
        renderings: dict[str, Rendering] = {}
        for source in dict.fromkeys(sources):
            if needs_model(source):
                jobs[source] = self._job(source)
            else:
                renderings[source] = Rendering(source, None)
        by_key: dict[str, _Job] = {}
        for job in jobs.values():
            by_key.setdefault(job.key, job)
        known = self._memory.sentences(list(by_key)) if self._read_memory else {}
        fresh = self._translate([job for key, job in by_key.items() if key not in known])
        self._memory.remember_sentences(fresh)
        for source, job in jobs.items():
            renderings[source] = known[job.key] if job.key in known else fresh[job.key]
        return renderings, {job.source for key, job in by_key.items() if key in fresh}

    def _job(self, source: str) -> _Job:
        normal = normalise(source)
        terms = self._glossary.terms_in(normal)
        prepared = self._glossary.prepare(normal, terms)
        named = self._glossary.can_use_links(normal, terms)
        effects = [term.key for term in terms]
        if named and not terms:  # a name in no list, which may be repaired all the same
            effects.append(("named", str(GLOSSARY_VERSION)))
        return _Job(self.spec.sentence_key(normal, effects), source, normal, prepared, terms, named)

    def _translate(self, jobs: Sequence[_Job]) -> dict[str, Rendering]:
        if not jobs:
            return {}
        first = self._decode(jobs, self.spec.decoding)
        doubtful = [job for job, (_, flags) in zip(jobs, first, strict=True) if wants_retry(flags)]
        if doubtful:
            again = replace(self.spec.decoding, no_repeat_ngram=RETRY_NO_REPEAT)
            second = dict(
                zip((job.key for job in doubtful), self._decode(doubtful, again), strict=True)
            )
        else:
            second = {}
        return {
            job.key: _choose(answer, second.get(job.key))
            for job, answer in zip(jobs, first, strict=True)
        }

    def _decode(
        self, jobs: Sequence[_Job], decoding: Decoding
    ) -> list[tuple[Hypothesis, tuple[Flag, ...]]]:
        answers = []
        for job, hypothesis in zip(jobs, self._hypotheses(jobs, decoding), strict=True):
            applied = self._glossary.apply(job.normal, hypothesis.text, job.terms, hypothesis.links)
            target = in_english(job.normal, applied.target)
            mended = replace(hypothesis, text=target, links=())
            flags = check_sentence(job.prepared, mended)
            if applied.repaired:
                detail = "; ".join(f"{was} → {now}" for was, now in applied.repaired)
                flags = (*flags, Flag(FlagCode.REPAIRED, detail))
            answers.append((mended, flags))
        return answers

    def _hypotheses(self, jobs: Sequence[_Job], decoding: Decoding) -> list[Hypothesis]:
        """The engine's answers, with links where a name may need them and the engine has them."""
        if self._engine is None:
            self._engine = self._load()
        if not isinstance(self._engine, LinkingTranslator):
            return self._engine.translate([job.prepared for job in jobs], decoding)
        found: dict[str, Hypothesis] = {}
        for named, ask in ((True, self._engine.translate_linked), (False, self._engine.translate)):
            sources = [job.prepared for job in jobs if job.named is named]
            if sources:
                answers = zip(sources, ask(sources, decoding), strict=True)
                found.update((f"{named} {source}", answer) for source, answer in answers)
        return [found[f"{job.named} {job.prepared}"] for job in jobs]


def _choose(
    first: tuple[Hypothesis, tuple[Flag, ...]],
    second: tuple[Hypothesis, tuple[Flag, ...]] | None,
) -> Rendering:
    chosen = first if second is None else better(first, second)
    hypothesis, flags = chosen
    notes = list(flags)
    if hypothesis.parts > 1:
        notes.append(Flag(FlagCode.SPLIT, f"translated in {hypothesis.parts} parts"))
    if second is not None and chosen is second:
        notes.append(Flag(FlagCode.RETRY, "decoded again without repeated n-grams"))
    return Rendering(hypothesis.text, hypothesis.score, tuple(notes))
