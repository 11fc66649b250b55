"""Sentences in, renderings out: glossary, memory, engine, checks and the one retry of a sentence.

The only place where a sentence's key is made, so that nothing that changes a translation can
be forgotten in it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from translate.corrections import MARK, Corrections
from translate.flags import Flag, FlagCode
from translate.glossary import Glossary
from translate.glossary.constrain import Constraint, obeys
from translate.glossary.enforce import Prepared
from translate.memory import SENTENCES, MemoryLike
from translate.protocols import Translator
from translate.quality import (
    adds_no_doubt,
    better,
    check_sentence,
    is_unusable,
    mends_negation,
    wants_retry,
    with_address,
    with_lost_names,
    with_particles,
)
from translate.signature import TranslationSpec
from translate.text.normalise import normalise
from translate.text.respelling import in_english
from translate.types import Decoding, Hypothesis, Link, Rendering
from translate.verbatim import VERBATIM_VERSION, Masked, masked, to_ask

#: So many doubtful sentences are decoded again together; a batch of one costs nearly as much.
RETRY_TOGETHER = 32
#: A retry that looped once must not be allowed to loop again.
RETRY_NO_REPEAT = 3


@dataclass(frozen=True, slots=True)
class _Job:
    """A sentence that a model is to be asked for, by its key in the memory."""

    key: str
    source: str
    masked: Masked
    prepared: Prepared


#: A letter alone is a variable, a grade or a column's name, of which models make words.
_WORD = re.compile(r"[^\W\d_]{2}|à")


def needs_model(source: str) -> bool:
    """Whether there is a word in it that is not in an address or another such piece."""
    return _WORD.search(source) is not None and masked(source).has_words


#: What was asked, what the engine said, and what became of it.
_Answer = tuple[_Job, Hypothesis, Rendering]


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
            elif not needs_model(source):
                renderings[source] = Rendering(source, None)
            elif (names := self._glossary.alone(source)) is not None:
                renderings[source] = Rendering(names, None)
            else:
                jobs[source] = self._job(source)
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
        prepared = self._glossary.prepared(normalise(mask.text))
        effects = [term.key for term in prepared.terms]
        if mask.changed:
            effects.append(
                ("verbatim", str(VERBATIM_VERSION), *mask.pieces.values(), *mask.brackets)
            )
        return _Job(self.spec.sentence_key(prepared.source, effects), source, mask, prepared)

    def _translate(self, jobs: Sequence[_Job]) -> Iterator[dict[str, Rendering]]:
        """Renderings by key, a batch at a time; the doubtful ones after a second decoding."""
        doubtful: list[_Answer] = []
        for batch in self._decode(jobs, self.spec.decoding):
            sound = [answer for answer in batch if not wants_retry(answer[2].flags)]
            doubtful += [answer for answer in batch if wants_retry(answer[2].flags)]
            done = {job.key: first for job, _, first in sound} | self._constrained(sound)
            ready = [job for job, _, _ in sound]
            if len(doubtful) >= RETRY_TOGETHER:
                done |= self._again(doubtful)
                ready += [job for job, _, _ in doubtful]
                doubtful.clear()
            yield done | self._renamed(ready, done)
        if doubtful:
            done = self._again(doubtful)
            yield done | self._renamed([job for job, _, _ in doubtful], done)

    def _again(self, doubtful: Sequence[_Answer]) -> dict[str, Rendering]:
        """The better of the first and of one decoded in another way."""
        decoding = replace(self.spec.decoding, no_repeat_ngram=RETRY_NO_REPEAT)
        chosen = {job.key: first for job, _, first in doubtful}
        unusable = [job for job, _, first in doubtful if is_unusable(first.flags)]
        for batch in self._decode(unusable, decoding):
            for job, _, second in batch:
                if better(chosen[job.key], second) is second:
                    chosen[job.key] = _retried(second, "decoded again without repeated n-grams")
        negated = {one[0].key: one for one in doubtful if not is_unusable(one[2].flags)}
        # greedily: a wide search finds the same fault again
        greedy = replace(decoding, beam=1)
        for batch in self._decode([job for job, _, _ in negated.values()], greedy):
            for job, said, second in batch:
                if mends_negation(chosen[job.key], second):
                    chosen[job.key] = _retried(second, "decoded again for its negations")
                    negated[job.key] = (job, said, chosen[job.key])
        return chosen | self._constrained(list(negated.values()))

    def _constrained(self, answers: Sequence[_Answer]) -> dict[str, Rendering]:
        """Those that miss a term, decoded once more with it, where that is good.

        Each round gives a sentence one term more, or passes over one that did it no good.
        """
        chosen: dict[str, Rendering] = {}
        refused: dict[str, set[str]] = defaultdict(set)
        waiting = self._linked(answers)
        while asked := [
            (answer, links, constraint)
            for answer, links in waiting
            if (constraint := _constraint(answer, links, refused[answer[0].key]))
        ]:
            assert self._engine is not None
            hypotheses = self._engine.continue_from(
                [job.prepared.text for (job, _, _), _, _ in asked],
                [constraint.beginning for _, _, constraint in asked],
                self.spec.decoding,
            )
            waiting, accepted = [], []
            for (answer, links, constraint), hypothesis in zip(asked, hypotheses, strict=True):
                job, _, first = answer
                # what the term cost the model says nothing: it is known to be right
                score = max(hypothesis.score, first.score or 0.0)
                second = self._checked(job, replace(hypothesis, score=score))
                if obeys(constraint, first, second) and adds_no_doubt(first.flags, second.flags):
                    note = f"decoded again with the term “{constraint.term.english}” in its place"
                    before = tuple(flag for flag in first.flags if flag.code is FlagCode.RETRY)
                    second = replace(second, flags=(*second.flags, *before))
                    chosen[job.key] = _retried(second, note)
                    accepted.append((job, hypothesis, chosen[job.key]))
                else:
                    refused[job.key].add(constraint.term.english)
                    waiting.append((answer, links))
            waiting += self._linked(accepted)
        return chosen

    def _linked(self, answers: Sequence[_Answer]) -> list[tuple[_Answer, tuple[Link, ...]]]:
        """The answers that miss a term, with the links between their texts."""
        missing = [
            answer
            for answer in answers
            if answer[1].parts == 1 and answer[0].prepared.wants_links(answer[1].text)
        ]
        if not missing:
            return []
        assert self._engine is not None
        links = self._engine.links(
            [job.prepared.text for job, _, _ in missing], [said.text for _, said, _ in missing]
        )
        return list(zip(missing, links, strict=True))

    def _renamed(self, jobs: Sequence[_Job], done: dict[str, Rendering]) -> dict[str, Rendering]:
        """Those that exchanged a name for another one, with the right one in its place."""
        doubted = [job for job in jobs if not job.masked.changed and _has_lost_name(done[job.key])]
        if not doubted:
            return {}
        assert self._engine is not None
        links = self._engine.links(
            [job.prepared.text for job in doubted], [done[job.key].target for job in doubted]
        )
        renamed: dict[str, Rendering] = {}
        for job, linked in zip(doubted, links, strict=True):
            first = done[job.key]
            target, made = with_lost_names(job.prepared.text, first.target, linked)
            if not made or first.score is None:  # None: no engine wrote it
                continue
            second = self._checked(job, Hypothesis(target, first.score), made)
            if adds_no_doubt(first.flags, second.flags):
                done_before = (FlagCode.RETRY, FlagCode.REPAIRED)
                before = [flag for flag in first.flags if flag.code in done_before]
                renamed[job.key] = replace(second, flags=(*second.flags, *before))
        return renamed

    def _decode(self, jobs: Sequence[_Job], decoding: Decoding) -> Iterator[list[_Answer]]:
        """Every job once, a batch at a time."""
        if not jobs:
            return
        if self._engine is None:
            self._engine = self._load()
        sources = [job.prepared.text for job in jobs]
        for batch in self._engine.batches(sources, decoding):
            said = self._whole([(jobs[row], answer) for row, answer in batch], decoding)
            yield [(job, answer, self._checked(job, answer)) for job, answer in said]

    def _whole(
        self, answers: Sequence[tuple[_Job, Hypothesis]], decoding: Decoding
    ) -> list[tuple[_Job, Hypothesis]]:
        """The answers, those that lost a mark anew: in parts, cut at the marks."""
        assert self._engine is not None
        lost = {
            job.key: job.masked.cut(job.prepared.text)
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

    def _checked(
        self, job: _Job, said: Hypothesis, made: Sequence[tuple[str, str]] = ()
    ) -> Rendering:
        """What the engine said with its names, numbers and pieces put right, and its doubts.

        ``made`` are repairs that were made in it before.
        """
        prepared, mask = job.prepared, job.masked
        applied = prepared.apply(said.text)
        target = in_english(prepared.source, applied.target)
        source = mask.restored(prepared.text) or prepared.text
        target, mended = with_particles(source, mask.restored(target) or target)
        target, addressed = with_address(source, target)
        mended += addressed
        flags = [*check_sentence(source, replace(said, text=target))]
        if repaired := (*made, *mended):
            detail = "; ".join(f"{was} → {now}" for was, now in repaired)
            flags.append(Flag(FlagCode.REPAIRED, detail))
        flags += applied.misses(flags)
        if said.parts > 1:
            flags.append(Flag(FlagCode.SPLIT, f"translated in {said.parts} parts"))
        return Rendering(target, said.score, tuple(flags), applied.uses())


def _constraint(
    answer: _Answer, links: Sequence[Link], refused: Collection[str]
) -> Constraint | None:
    job, said, first = answer
    return job.prepared.constraint(said.text, first.terms, links, refused)


def _has_lost_name(first: Rendering) -> bool:
    codes = {flag.code for flag in first.flags}
    return FlagCode.NAME in codes and FlagCode.SPLIT not in codes and not is_unusable(first.flags)


def _retried(second: Rendering, how: str) -> Rendering:
    return replace(second, flags=(*second.flags, Flag(FlagCode.RETRY, how)))
