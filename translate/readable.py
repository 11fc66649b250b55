"""A result in the hands of a person at a prompt or in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translate.outputs.rows import Row
    from translate.types import ArticleResult, Translation


#: Sentences that a notebook shows of a result.
SHOWN = 12


def counted(number: int, what: str) -> str:
    """A number with its noun: ``1 doubt``, ``2 doubts``."""
    return f"{number} {what}{'' if number == 1 else 's'}"


class Readable:
    """What :class:`translate.types.ArticleResult` can be asked beside its fields."""

    __slots__ = ()

    @property
    def english(self) -> str:
        """The translation, a blank line between blocks."""
        from translate.outputs.txt import render_txt

        return render_txt(_whole(self)).rstrip("\n")

    @property
    def dutch(self) -> str:
        """The article, likewise."""
        from translate.outputs.txt import render_txt

        return render_txt(_whole(self), dutch=True).rstrip("\n")

    @property
    def doubts(self) -> list[Translation]:
        """The sentences that may be wrong, in order."""
        from translate.flags import Severity

        return [
            pair
            for pair in _whole(self).sentences()
            if any(flag.severity is Severity.DOUBT for flag in pair.flags)
        ]

    def rows(self) -> list[Row]:
        """A dictionary for each sentence, with the columns of ``sentences.csv``, for pandas."""
        from translate.outputs.rows import sentence_rows

        return list(sentence_rows(_whole(self)))

    def __repr__(self) -> str:
        article = _whole(self).article
        count = sum(1 for _ in _whole(self).sentences())
        date = f", {article.date}" if article.date else ""
        return (
            f"<ArticleResult {article.path!r}{date}: {count} sentences,"
            f" {len(self.doubts)} with doubts>"
        )

    def _repr_html_(self) -> str:
        from html import escape

        from translate.outputs.reading import codes, headline, notice, shown

        result = _whole(self)
        pairs = [pair for pair in result.sentences() if pair.source]
        rows = "".join(
            f"<tr><td lang='nl'>{escape(pair.source)}</td><td>{escape(shown(pair))}</td>"
            f"<td>{' '.join(codes(pair.flags))}</td></tr>"
            for pair in pairs[:SHOWN]
        )
        more = f"<p>… and {len(pairs) - SHOWN} more</p>" if len(pairs) > SHOWN else ""
        summary = f"<p>{escape(result.summary.text)}</p>" if result.summary else ""
        return (
            f"<h4>{escape(headline(result).english)}</h4><p><em>{escape(notice(result.signature))}</em>"
            f"</p>{summary}<table><tr><th>Dutch</th><th>English</th><th>flags</th></tr>{rows}"
            f"</table>{more}"
        )


def _whole(result: Readable) -> ArticleResult:
    from translate.types import ArticleResult

    assert isinstance(result, ArticleResult)
    return result
