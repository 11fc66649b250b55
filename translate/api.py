"""The pipeline as Python's users have it: files in, results as they come, and errors in its words.

The command line takes :class:`translate.pipeline.Pipeline` itself, whose faults speak of options.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Literal

from translate import pipeline, results
from translate.errors import TranslateError, UsageError
from translate.language import require_english
from translate.settings import Settings
from translate.types import ArticleResult, Summary

_SETTINGS = {field.name for field in fields(Settings)}
_OPTION = re.compile(r"--(no-)?([a-z]+(?:-[a-z]+)*)")


@contextmanager
def _in_python() -> Iterator[None]:
    """Faults inside the block name arguments of :class:`Settings` instead of options."""
    try:
        yield
    except TranslateError as error:
        raise _translated(error) from error


def _translated(error: TranslateError) -> TranslateError:
    problem, mend = (_OPTION.sub(_argument, text) for text in (error.problem, error.mend))
    return error if (problem, mend) == (error.problem, error.mend) else type(error)(problem, mend)


def _argument(match: re.Match[str]) -> str:
    """``Settings(max_bytes=…)`` for ``--max-bytes``; what is no setting stays."""
    name = match[2].replace("-", "_")
    if name not in _SETTINGS:
        return match[0]
    return f"Settings({name}={'False' if match[1] else '…'})"


class ArticleWarning(UserWarning):
    """An article that could not be processed; the others are."""


class Pipeline(pipeline.Pipeline):
    """Dutch articles in, translations and summaries out.

    >>> from translate import Pipeline
    >>> result = Pipeline().file("krant.txt")
    >>> print(result.summary.text)

    Nothing is loaded until a sentence is met that the memory does not have. ``notice`` is
    called with one line for each thing a user should know: which model runs, what was fallen
    back to.
    """

    __init__ = _in_python()(pipeline.Pipeline.__init__)
    text = _in_python()(pipeline.Pipeline.text)
    lines = _in_python()(pipeline.Pipeline.lines)

    def __repr__(self) -> str:
        return f"Pipeline({self.signature!r})"

    @_in_python()
    def file(self, path: str | Path) -> ArticleResult:
        """The result for the article in a file.

        Raises an :class:`~translate.errors.ArticleError` for a file that cannot be processed,
        a :class:`~translate.errors.ModelError` where there is no model to do it, and a
        :class:`~translate.errors.UsageError` for a folder and for a table of many articles.
        """
        from translate.articles import discover, load

        several = "Pipeline.files(…) gives a result for each article"
        if Path(path).is_dir():
            raise UsageError(f"{path} is a folder", several)
        raws = load(discover([Path(path)])[0], self.parts.reading)
        if len(raws) != 1:
            raise UsageError(f"{path} holds {len(raws)} articles", several)
        (outcome,) = self.window(raws)
        if outcome.error is not None:
            raise outcome.error
        assert outcome.result is not None
        return outcome.result

    def files(
        self,
        paths: str | Path | Iterable[str | Path],
        *,
        progress: bool = False,
        errors: Literal["warn", "raise"] = "warn",
    ) -> Iterator[ArticleResult]:
        """A result for each article under files and folders, each as soon as it is made.

        ``progress`` shows a bar. An article that cannot be processed is told of as an
        :class:`ArticleWarning`, or raised; what concerns every article is always raised.
        """
        from translate import batch
        from translate.articles import discover

        named = [paths] if isinstance(paths, str | Path) else list(paths)
        if errors not in ("warn", "raise"):
            raise UsageError(f"errors cannot be {errors!r}", "it takes 'warn' or 'raise'")
        with _in_python():
            found = discover([Path(path) for path in named])
            if not found:
                raise batch.nothing_under(map(str, named))
            placed = batch.placed_articles(found, (), self.parts.reading)
            outcomes = (
                outcome
                for window in batch.windows(placed)
                for outcome in self.outcomes([article.raw for article in window])
            )
            for outcome in _shown(outcomes, len(found)) if progress else outcomes:
                if outcome.result is not None:
                    yield outcome.result
                elif outcome.error is not None:
                    if errors == "raise":
                        raise outcome.error
                    warnings.warn(str(_translated(outcome.error)), ArticleWarning, stacklevel=2)

    @_in_python()
    def summarize(self, text: str) -> Summary:
        """A summary of an English text.

        Raises :class:`~translate.errors.NotEnglish`, or EmptyArticle where there is no text.
        """
        require_english(text, "the text", "Pipeline.file(…) translates a Dutch article")
        return super().summarize(text)


def _shown(outcomes: Iterable[results.Outcome], total: int) -> Iterator[results.Outcome]:
    from rich.progress import track

    yield from track(outcomes, description="Translating", total=total)
