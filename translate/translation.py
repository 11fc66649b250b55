"""Sentences in, renderings out: glossary, memory, engine, checks and the one retry of a sentence.

The only place where a sentence's key is made, so that nothing that changes a translation can
be forgotten in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from translate.corrections import MARK, Corrections
from translate.engines.normalise import normalise
from translate.flags import Flag, FlagCode
from translate.glossary import GLOSSARY_VERSION, Constraint, Glossary, Term, obeys
from translate.memory import SENTENCES, MemoryLike
from translate.numerals import in_english
from translate.protocols import (
    ContinuingTranslator,
    Linked,
    LinkingTranslator,
    StreamingTranslator,
    Translator,
)
from translate.quality import adds_no_doubt, better, check_sentence, wants_retry
from translate.signature import TranslationSpec
from translate.types import Decoding, Hypothesis, Rendering, TermUse
from translate.verbatim import VERBATIM_VERSION, Masked, masked, to_ask

#: An engine that hands over no batches is asked for so many sentences at a time.
PORTION = 64
#: So many doubtful sentences are decoded again together; a batch of one costs nearly as much.
RETRY_TOGETHER = 32
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
    masked: Masked


#: A letter alone is a variable, a grade or a column's name, of which models make words.
_WORD = re.compile(r"[^\W\d_]{2}|à")


def needs_model(source: str) -> bool:
    """Whether there is a word in it that is not in an address or another such piece."""
    return _WORD.search(source) is not None and masked(source).has_words


class _Answer(NamedTuple):
    hypothesis: Hypothesis
    flags: tuple[Flag, ...]
    terms: tuple[TermUse, ...] = ()
    constraint: Constraint | None = None


class SentenceTranslator:
    """Renders sentences under one :class:`TranslationSpec`.

    ``load`` builds the engine; it is called at most once, and not before a sentence is met
    that the memory does not have.
    ``corrections`` are served before memory and engine and kept in neither.
    """

    def __init__(
        self,
        spec: TranslationSpec,
        load: Callable[[], Translator],
        memory: MemoryLike,
        glossary: Glossary,
        *,
        corrections: Corrections | None = None,
        read_memory: bool = True,
    ) -> None:
        self.spec = spec
        self._load = load
        self._memory = memory
        self._glossary = glossary
        self._corrections = corrections or Corrections()
        self._read_memory = read_memory
        self._engine: Translator | None = None

    def render(
        self, sources: Iterable[str], progress: Callable[[float], None] = lambda share: None
    ) -> tuple[dict[str, Rendering], set[str]]:
        """A rendering for each distinct source, and the sources that the engine was asked for.

        All of them go to the memory in one query and, of those it lacks, to the engine in one
        call, whatever number of articles they come from. Each batch is remembered when it is
        done, and ``progress`` hears which share of the sentences is; what it raises ends the work.
        """
        jobs: dict[str, _Job] = {}
        renderings: dict[str, Rendering] = {}
        for source in dict.fromkeys(sources):
            if (correction := self._corrections.exact(source)) is not None:
                renderings[source] = Rendering(correction.target, None, (MARK,))
            elif needs_model(source):
                jobs[source] = self._job(source)
            else:
                renderings[source] = Rendering(source, None)
        by_key: dict[str, _Job] = {}
        for job in jobs.values():
            by_key.setdefault(job.key, job)
        known = self._memory.get(SENTENCES, by_key) if self._read_memory else {}
        fresh: dict[str, Rendering] = {}
        missing = [job for key, job in by_key.items() if key not in known]
        if missing:
            progress(0.0)
        for done in self._translate(missing):
            # as each batch is done: whatever stops a run loses no more than a batch
            self._memory.put(SENTENCES, done)
            fresh.update(done)
            progress(len(fresh) / len(missing))
        for source, job in jobs.items():
            renderings[source] = known[job.key] if job.key in known else fresh[job.key]
        return renderings, {job.source for key, job in by_key.items() if key in fresh}

    def _job(self, source: str) -> _Job:
        mask = masked(source)
        normal = normalise(mask.text)
        terms = self._glossary.terms_in(normal)
        prepared = self._glossary.prepare(normal, terms)
        named = self._glossary.can_use_links(normal, terms)
        effects = [term.key for term in terms]
        if named and not terms:  # a name in no list, which may be repaired all the same
            effects.append(("named", str(GLOSSARY_VERSION)))
        if mask.changed:
            effects.append(
                ("verbatim", str(VERBATIM_VERSION), *mask.pieces.values(), *mask.brackets)
            )
        key = self.spec.sentence_key(normal, effects)
        return _Job(key, source, normal, prepared, terms, named, mask)

    def _translate(self, jobs: Sequence[_Job]) -> Iterator[dict[str, Rendering]]:
        """Renderings by key, a batch at a time; the doubtful ones after a second decoding."""
        doubtful: list[tuple[_Job, _Answer]] = []
        for batch in self._decode(jobs, self.spec.decoding):
            sound = [(job, answer) for job, answer in batch if not wants_retry(answer.flags)]
            done = {job.key: _choose(answer, None) for job, answer in sound}
            done |= self._constrained(sound)
            doubtful += [(job, answer) for job, answer in batch if wants_retry(answer.flags)]
            if len(doubtful) >= RETRY_TOGETHER:
                done |= self._again(doubtful)
                doubtful.clear()
            yield done
        if doubtful:
            yield self._again(doubtful)

    def _again(self, doubtful: Sequence[tuple[_Job, _Answer]]) -> dict[str, Rendering]:
        decoding = replace(self.spec.decoding, no_repeat_ngram=RETRY_NO_REPEAT)
        batches = self._decode([job for job, _ in doubtful], decoding)
        second = {job.key: answer for batch in batches for job, answer in batch}
        return {job.key: _choose(first, second[job.key]) for job, first in doubtful}

    def _constrained(self, answers: Sequence[tuple[_Job, _Answer]]) -> dict[str, Rendering]:
        """Those that miss a term of the user's, decoded once more with it, where that is good."""
        engine = self._engine
        if not isinstance(engine, ContinuingTranslator):
            return {}
        asked = [
            (job, first, first.constraint)
            for job, first in answers
            if first.constraint is not None and first.hypothesis.parts == 1
        ]
        if not asked:
            return {}
        hypotheses = engine.continue_from(
            [job.prepared for job, _, _ in asked],
            [constraint.beginning for _, _, constraint in asked],
            self.spec.decoding,
        )
        accepted = {}
        for (job, first, constraint), hypothesis in zip(asked, hypotheses, strict=True):
            second = self._checked(job, hypothesis)
            texts = [(answer.hypothesis.text, answer.terms) for answer in (first, second)]
            if obeys(constraint, *texts) and adds_no_doubt(first.flags, second.flags):
                note = f"decoded again with the term “{constraint.term.english}” in its place"
                accepted[job.key] = _rendering(second, Flag(FlagCode.RETRY, note))
        return accepted

    def _decode(
        self, jobs: Sequence[_Job], decoding: Decoding
    ) -> Iterator[list[tuple[_Job, _Answer]]]:
        """Every job once, a batch at a time; with links where a name is missing."""
        if not jobs:
            return
        if self._engine is None:
            self._engine = self._load()
        sources = [job.prepared for job in jobs]

        def linked(row: int, target: str) -> bool:
            job = jobs[row]
            return job.named and self._glossary.wants_links(job.normal, target, job.terms)

        for batch in _in_batches(self._engine, sources, decoding, linked):
            asked = self._whole([(jobs[row], answer) for row, answer in batch], decoding)
            yield [(job, self._checked(job, answer)) for job, answer in asked]

    def _whole(
        self, answers: Sequence[tuple[_Job, Hypothesis]], decoding: Decoding
    ) -> list[tuple[_Job, Hypothesis]]:
        """The answers, those that lost a mark anew: in parts, cut at the marks."""
        assert self._engine is not None
        lost = {
            job.key: job.masked.cut(job.prepared)
            for job, answer in answers
            if job.masked.lost(answer.text)
        }
        asked = list(dict.fromkeys(part for parts in lost.values() for part in to_ask(parts)))
        found = self._engine.translate(asked, decoding) if asked else []
        parts = dict(zip(asked, found, strict=True))
        return [
            (job, job.masked.joined(lost[job.key], parts) if job.key in lost else answer)
            for job, answer in answers
        ]

    def _checked(self, job: _Job, hypothesis: Hypothesis) -> _Answer:
        applied = self._glossary.apply(job.normal, hypothesis.text, job.terms, hypothesis.links)
        target = in_english(job.normal, applied.target)
        target = job.masked.restored(target) or target
        source = job.masked.restored(job.prepared) or job.prepared
        final = replace(hypothesis, text=target, links=())
        flags = tuple(check_sentence(source, final))
        if applied.repaired:
            detail = "; ".join(f"{was} → {now}" for was, now in applied.repaired)
            flags = (*flags, Flag(FlagCode.REPAIRED, detail))
        constraint = self._glossary.constraint(
            job.normal, hypothesis.text, job.terms, applied, hypothesis.links
        )
        return _Answer(final, (*flags, *applied.misses()), applied.uses(), constraint)


def _in_batches(
    engine: Translator, sources: Sequence[str], decoding: Decoding, linked: Linked
) -> Iterator[list[tuple[int, Hypothesis]]]:
    """Positions in ``sources`` with their hypotheses, as soon as the engine has them."""
    if isinstance(engine, StreamingTranslator):
        yield from engine.batches(sources, decoding, linked=linked)
        return
    for start in range(0, len(sources), PORTION):
        answers = engine.translate(sources[start : start + PORTION], decoding)
        found = dict(enumerate(answers, start))
        if isinstance(engine, LinkingTranslator):
            rows = [row for row, answer in found.items() if linked(row, answer.text)]
            again = engine.translate_linked([sources[row] for row in rows], decoding)
            found.update(zip(rows, again, strict=True))
        yield list(found.items())


def _choose(first: _Answer, second: _Answer | None) -> Rendering:
    kept = first if second is None else better(first[:2], second[:2])
    if second is None or kept == first[:2]:
        return _rendering(first)
    return _rendering(second, Flag(FlagCode.RETRY, "decoded again without repeated n-grams"))


def _rendering(answer: _Answer, *done: Flag) -> Rendering:
    hypothesis = answer.hypothesis
    notes = list(answer.flags)
    if hypothesis.parts > 1:
        notes.append(Flag(FlagCode.SPLIT, f"translated in {hypothesis.parts} parts"))
    return Rendering(hypothesis.text, hypothesis.score, (*notes, *done), answer.terms)
