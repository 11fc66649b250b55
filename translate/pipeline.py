"""Articles through the whole house: read, say, doubt, summarise, remember.

:meth:`Pipeline.window` is the one implementation: a single file is a window of one, a batch is
many windows, a cluster worker runs the same windows elsewhere. It is pure apart from the
engine and the memory it is given.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property, partial
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Self

from translate import results
from translate.articles import RawArticle, parse
from translate.assembly import Notice, Parts, assemble, ignore
from translate.engines import together
from translate.errors import ArticleCrash, ArticleError
from translate.memory import ARTICLES, SUMMARIES, StoredArticle
from translate.protocols import TextGenerator
from translate.results import Outcome
from translate.settings import Settings
from translate.signature import article_key, result_signature
from translate.types import Article, ArticleRecord, ArticleResult, Span, Summary, Translation
from translate.watch import Phase, Step, Stop, Stopped, Watch, unwatched

if TYPE_CHECKING:
    from translate.summary import PlanSentence
    from translate.translation import SentenceTranslator


@dataclass(slots=True)
class _Draft:
    """An article on its way through a window."""

    raw: RawArticle
    key: str
    stored: StoredArticle | None = None
    article: Article | None = None
    error: ArticleError | None = None
    from_memory: bool = False
    translated: int = 0
    seconds: float = 0.0


class Pipeline:
    """Raw articles in, outcomes out; :class:`translate.api.Pipeline` is Python's users' own.

    Nothing is loaded until a sentence is met that the memory does not have. ``notice`` is
    called with one line for each thing a user should know: which model runs, what was fallen
    back to.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        parts: Parts | None = None,
        notice: Notice = ignore,
    ) -> None:
        self.settings = settings or Settings()
        self.parts = parts or assemble(self.settings, notice)
        self._generator: TextGenerator | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the memory; the pipeline is of no use afterwards."""
        self.parts.memory.close()

    @cached_property
    def _translator(self) -> SentenceTranslator:
        from translate.translation import SentenceTranslator  # nothing that is known needs it

        return SentenceTranslator(
            self.parts.translation,
            self.parts.load_translator,
            self.parts.memory,
            self.parts.glossary,
            corrections=self.parts.corrections,
            read_memory=not self.settings.force,
        )

    @property
    def signature(self) -> str:
        """The line that every result carries; a result names only corrections that show in it."""
        return self._signature(self.parts.corrections.digest)

    def _signature(self, corrections: str) -> str:
        parts = self.parts
        return result_signature(
            parts.translation,
            parts.segmenter.id,
            parts.summary if self.settings.summary else None,
            parts.version,
            corrections,
        )

    def text(self, text: str) -> list[Translation]:
        """Sentence pairs of a Dutch text, in order; the spans tile it.

        No sentence goes beyond a paragraph, a list item or a line that was meant to end.
        """
        from translate.articles.blocks import split_blocks

        blocks = split_blocks(text, len(text) - len(text.lstrip()))
        starts = [
            begin + start for begin, end in blocks for start, _ in self._spans(text[begin:end])
        ]
        spans = list(pairwise([0, *starts[1:], len(text)])) if starts else []
        return self.pairs([(text[start:end].strip(), (start, end)) for start, end in spans])

    def lines(self, lines: Sequence[str]) -> list[list[Translation]]:
        """The sentence pairs of each line; the spans of a line tile it.

        A line may hold several sentences: a translation model answers only the first of them,
        so each is translated on its own.
        """
        split = [
            [(line[start:end].strip(), (start, end)) for start, end in self._spans(line)]
            for line in lines
        ]
        pairs = iter(self.pairs(list(chain.from_iterable(split))))
        return [[next(pairs) for _ in sentences] for sentences in split]

    def _spans(self, text: str) -> list[Span]:
        return self.parts.segmenter.spans(text) if text else []

    def pairs(self, sentences: Sequence[tuple[str, Span]]) -> list[Translation]:
        """Translations of sentences that are split already, each with its span."""
        renderings, _ = self._translator.render(source for source, _ in sentences)
        limit = self.parts.translation.unsure_below
        pairs = (
            results.pair(source, span, renderings[source], limit) for source, span in sentences
        )
        return list(map(self.parts.corrections.matched, pairs))

    def summarize(self, text: str) -> Summary:
        """A summary of an English text."""
        from translate.summary import plain_sentences

        sentences = plain_sentences(text)
        key = self._summary_key(sentences)
        return self._summaries({key: sentences}, lambda _: None)[0][key]

    def key(self, raw: RawArticle) -> str:
        """The memory's key for this article's translation."""
        parts = self.parts
        reading = parts.reading.key(raw.format)
        return article_key(raw.sha256, parts.translation, parts.segmenter.id, reading)

    def window(self, raws: Sequence[RawArticle]) -> list[Outcome]:
        """An outcome for each article, in order."""
        return list(self.outcomes(raws))

    def outcomes(
        self,
        raws: Sequence[RawArticle],
        *,
        watch: Watch = unwatched,
        stop: Stop | None = None,
    ) -> Iterator[Outcome]:
        """The same; summaries are made of a few articles together, after all translations.

        Ends early when ``stop`` is asked for: the memory has every sentence that was translated
        and every translation that is whole, so that the next run goes on from there.
        Sentences are rendered together over the window; an article that fails takes nothing
        with it. Model and memory faults concern every article and are raised.
        """
        drafts = [_Draft(raw, self.key(raw), error=raw.error) for raw in raws]
        if not self.settings.force:
            known = self._remembered([draft.key for draft in drafts])
            for draft in drafts:
                draft.stored = known.get(draft.key)
                draft.from_memory = draft.stored is not None
        self._parse([draft for draft in drafts if draft.stored is None and draft.error is None])
        stop = stop or Stop()
        try:
            self._translate([draft for draft in drafts if draft.article is not None], watch, stop)
        except Stopped:
            return
        for start in range(0, len(drafts), self.parts.summaries_together):
            if stop.asked:
                return
            yield from self._finish(drafts[start : start + self.parts.summaries_together], watch)

    def known(self, raws: Sequence[RawArticle]) -> list[bool]:
        """Whether each article's translation is in the memory already."""
        if self.settings.force:
            return [False] * len(raws)
        keys = [self.key(raw) for raw in raws]
        return list(map(self._remembered(keys).__contains__, keys))

    def _remembered(self, keys: Sequence[str]) -> dict[str, StoredArticle]:
        """Articles from the memory, less those that were made with other corrections."""
        served = self.parts.corrections.served_in
        found = self.parts.memory.get(ARTICLES, keys)
        return {key: stored for key, stored in found.items() if served(stored.blocks)}

    def _parse(self, drafts: Sequence[_Draft]) -> None:
        """Articles become blocks and sentences; one that cannot be read is an error of its own."""
        for draft in drafts:
            started = time.perf_counter()
            try:
                draft.article = parse(draft.raw, self.parts.reading, self.parts.segmenter)
            except ArticleError as error:
                draft.error = error
            except Exception as error:  # noqa: BLE001  one file must not end a night's batch
                draft.error = ArticleCrash(
                    f"{draft.raw.path} cannot be read ({type(error).__name__}: {error})",
                    "please report it, with the file if you may",
                )
            draft.seconds += time.perf_counter() - started

    def _translate(self, drafts: Sequence[_Draft], watch: Watch, stop: Stop) -> None:
        if not drafts:
            return
        at_hand = drafts[0].raw.path if len(drafts) == 1 else f"{len(drafts)} articles"

        def done(share: float) -> None:
            watch(Step(Phase.TRANSLATING, at_hand, len(drafts), share * len(drafts)))
            if stop.asked and share < 1:
                raise Stopped

        started = time.perf_counter()
        articles = [draft.article for draft in drafts if draft.article is not None]
        sources = [list(results.sources(article.blocks)) for article in articles]
        renderings, fresh = self._translator.render(chain.from_iterable(sources), done)
        share = (time.perf_counter() - started) / (sum(map(len, sources)) or 1)
        remembered = {}
        for draft, article, texts in zip(drafts, articles, sources, strict=True):
            claimed = fresh.intersection(texts)
            fresh -= claimed
            draft.translated = len(claimed)
            draft.seconds += share * len(texts)
            draft.stored = results.stored(article, renderings, self.parts.translation.unsure_below)
            remembered[draft.key] = draft.stored
        self.parts.memory.put(ARTICLES, remembered)

    def _finish(self, drafts: Sequence[_Draft], watch: Watch) -> Iterator[Outcome]:
        """Outcomes of articles whose summaries are made together."""
        started = time.perf_counter()
        plans = {
            number: results.plan_sentences(draft.stored.blocks)
            for number, draft in enumerate(drafts)
            if draft.stored is not None and self.settings.summary
        }
        keys = {number: self._summary_key(plan) for number, plan in plans.items()}
        wanted = {keys[number]: plan for number, plan in plans.items()}
        paths = {keys[number]: drafts[number].raw.path for number in plans}
        summaries, fresh = self._summaries(
            wanted, lambda key: watch(Step(Phase.SUMMARISING, paths[key]))
        )
        share = (time.perf_counter() - started) / len(drafts)
        for number, draft in enumerate(drafts):
            draft.seconds += share
            key = keys.get(number)
            known = key is not None and key not in fresh
            yield self._outcome(draft, key, summaries.get(key) if key else None, known)

    def _outcome(
        self, draft: _Draft, summary_key: str | None, summary: Summary | None, remembered: bool
    ) -> Outcome:
        from translate.translation import needs_model

        stored = draft.stored
        if stored is None:
            return Outcome(draft.raw.path, draft.key, error=draft.error, seconds=draft.seconds)
        blocks, corrections = self.parts.corrections.beside(stored.blocks)
        result = ArticleResult(
            article=ArticleRecord(
                path=draft.raw.path,
                sha256=draft.raw.sha256,
                date=stored.date,
                title=stored.title,
                encoding=stored.encoding,
                columns=draft.raw.columns,
            ),
            blocks=blocks,
            summary=summary,
            flags=results.article_flags(blocks, summary, self.parts.caution),
            signature=self._signature(corrections),
            left_out=stored.left_out,
        )
        return Outcome(
            path=draft.raw.path,
            key=draft.key,
            summary_key=summary_key,
            result=result,
            sentences=sum(map(needs_model, results.sources(stored.blocks))),
            translated=draft.translated,
            from_memory=draft.from_memory,
            summary_from_memory=remembered,
            seconds=draft.seconds,
        )

    def _summary_key(self, sentences: Sequence[PlanSentence]) -> str:
        return self.parts.summary.summary_key([astuple(sentence) for sentence in sentences])

    def _summaries(
        self, wanted: Mapping[str, Sequence[PlanSentence]], at: Callable[[str], None]
    ) -> tuple[Mapping[str, Summary], frozenset[str]]:
        """The summaries by key, and which of them the memory did not have.

        ``at`` is called with the key of each that is worked on.
        """
        from translate.summary import SummaryOptions, summarise

        parts = self.parts
        options = SummaryOptions(max_words=self.settings.max_summary_words)
        known = {} if self.settings.force else parts.memory.get(SUMMARIES, wanted)
        missing = [key for key in wanted if key not in known]

        def summary(key: str, load: Callable[[], TextGenerator]) -> Summary:
            at(key)
            generate = None if parts.load_generator is None else load
            return summarise(wanted[key], generate, options)

        made = together([partial(summary, key) for key in missing], self._load_generator)
        fresh = dict(zip(missing, made, strict=True))
        if fresh:
            parts.memory.put(SUMMARIES, fresh)
        return {**known, **fresh}, frozenset(fresh)

    def _load_generator(self) -> TextGenerator:
        if self._generator is None:
            assert self.parts.load_generator is not None
            self._generator = self.parts.load_generator()
        return self._generator
