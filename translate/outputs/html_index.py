"""The report's list of articles, and the report in a single file.

The page carries its rows as data, from which the search reads and from which a later run into
the same folder takes over the articles that it does not have itself.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from urllib.parse import quote

from translate.flags import Flag, FlagCode, Severity
from translate.outputs.clean import one_line
from translate.outputs.names import output_names
from translate.outputs.run_record import count_flags
from translate.types import ArticleResult

INDEX_NAME = "index.html"
ONE_FILE_NAME = "report.html"
#: Characters of articles' texts that a page carries for its search.
TEXTS_KEPT = 16_000_000

_DATA, _DATA_END = '<script type="application/json" id="items">', "</script>"
_NUMBER = re.compile("([0-9]+)")
_ARTICLE = re.compile(r'<article id="(a[0-9a-f]{12})".*?</article>\n', re.DOTALL)


@dataclass(frozen=True, slots=True)
class IndexItem:
    """One row of the list; ``place`` is that of the article's page, relative to the list.

    ``text`` is for the search; ``part`` is the article's markup in a report of a single file.
    """

    place: str
    english: str
    dutch: str = ""
    is_title: bool = True
    title_doubts: Sequence[str] = ()
    date: str | None = None
    summary: str = ""
    sentences: int = 0
    flags: Mapping[str, int] = field(default_factory=dict)
    told: str = ""
    error: str | None = None
    text: str = ""
    part: str = ""

    @property
    def href(self) -> str | None:
        """Where its page is; None where there is none."""
        if self.error is not None:
            return None
        return f"#{_anchor(self.place)}" if self.part else quote(self.place)

    @property
    def doubts(self) -> dict[str, int]:
        """Its doubts by code, without repairs and notes."""
        codes = (code for code in self.flags if FlagCode(code).severity is Severity.DOUBT)
        return {code: self.flags[code] for code in codes}


def index_item(result: ArticleResult, page: str | None = None) -> IndexItem:
    """The row for an article whose page is at ``page``, relative to the index."""
    from translate.outputs.reading import doubts, headline, told

    title = headline(result)
    pairs = [pair for pair in result.sentences() if pair.source]
    return IndexItem(
        place=page or _usual(result.article.path),
        english=title.english,
        dutch=title.dutch,
        is_title=title.is_title,
        title_doubts=[code.value for code in doubts(title.flags)],
        date=one_line(result.article.date or "") or None,
        summary=one_line(result.summary.text) if result.summary else "",
        sentences=len(pairs),
        flags=count_flags(result),
        told=told(result, counts=False),
        text=" ".join(one_line(text) for pair in pairs for text in (pair.target, pair.source)),
    )


def one_file_item(result: ArticleResult, page: str | None = None) -> IndexItem:
    """The row for an article that is in the same file, where its own page would be ``page``."""
    from translate.outputs.html_report import article_part

    item = index_item(result, page)
    anchor = _anchor(item.place)
    markup = f'<article id="{anchor}">\n{article_part(result, f"{anchor}-")}\n</article>\n'
    return replace(item, text="", part=markup)


def failed_item(path: str, error: str, page: str | None = None) -> IndexItem:
    """The row for an article that could not be processed."""
    return IndexItem(page or _usual(path), english=one_line(path), error=one_line(error))


def _usual(path: str) -> str:
    return output_names(path, ["html"])["html"]


class Index:
    """The articles of an output folder: those of this run, and those of ``earlier`` pages."""

    def __init__(self, earlier: str = "") -> None:
        self._items: dict[str, IndexItem] = {}
        self._length = 0
        parts, rows = {}, _read(earlier)
        if '<article id="a' in earlier:  # in a report of one file; other pages may be long
            parts = {match[1]: match[0] for match in _ARTICLE.finditer(earlier)}
        for item in rows:
            if item.error is None:
                part = parts.get(_anchor(item.place), "") if parts else ""
                self.add(replace(item, part=part) if part else item)
        #: Whether it is to be written: failures of an earlier run are not taken over.
        self.is_changed = len(self._items) < len(rows)

    def __contains__(self, place: str) -> bool:
        return place in self._items

    def __len__(self) -> int:
        return len(self._items)

    @property
    def pages(self) -> list[str]:
        """The places of the articles that have a page."""
        return [place for place, item in self._items.items() if item.error is None]

    @property
    def has_failures(self) -> bool:
        """Whether it names articles that could not be processed."""
        return len(self.pages) < len(self._items)

    def add(self, item: IndexItem) -> None:
        """Add an article, or put it in the place of what was known of it."""
        before = self._items.get(item.place)
        self._length += len(item.text) - (len(before.text) if before else 0)
        if self._length > TEXTS_KEPT:
            self._length -= len(item.text)
            item = replace(item, text="")
        self._items[item.place] = item
        self.is_changed = True

    def keep(self, is_there: Callable[[str], bool]) -> None:
        """Drop the articles whose page is gone; ``is_there`` is asked with its place."""
        for place, item in list(self._items.items()):
            if item.error is None and not item.part and not is_there(place):
                del self._items[place]
                self.is_changed = True

    def render(self) -> str:
        """The page: every article, searchable and sortable, and with their parts all of it.

        By name, numbers as numbers: the page is the same whichever run wrote which article.
        """
        return _render([self._items[place] for place in sorted(self._items, key=_by_name)])


def render_index(items: Iterable[IndexItem]) -> str:
    """``index.html`` for these articles."""
    index = Index()
    for item in items:
        index.add(item)
    return index.render()


def _render(items: Sequence[IndexItem]) -> str:
    from translate.outputs.html_page import render_page, trusted
    from translate.outputs.reading import legend
    from translate.outputs.timeline import timeline

    parts = [trusted(item.part) for item in items if item.part]
    present = {code for item in items for code in (item.flags if parts else item.doubts)}
    meanings = legend(Flag(FlagCode(code)) for code in present)
    return render_page(
        "index",
        ["index", "article"] if parts else ["index"],
        items=items,
        data=trusted(_data(items)),
        parts=parts,
        bars=timeline(item.date for item in items),
        words={mark.code: mark.words for _, group in meanings for mark in group},
        told=list(dict.fromkeys(item.told for item in items if item.told)),
        legend=meanings,
        lacks_texts=not parts and any(item.href and not item.text for item in items),
    )


def _data(items: Iterable[IndexItem]) -> str:
    """JSON in which nothing can end the element that it stands in."""
    rows = [{**asdict(item), "part": ""} for item in items]
    return json.dumps(rows, separators=(",", ":")).replace("<", "\\u003c")


def _read(page: str) -> list[IndexItem]:
    """The rows that an earlier page carries; none where it is of another version."""
    _, found, rest = page.partition(_DATA)
    try:
        return (
            [IndexItem(**row) for row in json.loads(rest.partition(_DATA_END)[0])] if found else []
        )
    except (ValueError, TypeError):
        return []


def _by_name(place: str) -> tuple[list[list[str | int]], str]:
    """Numbers stand at the odd places of a split."""
    split = [_NUMBER.split(component) for component in place.split("/")]
    named = [[int(t) if n % 2 else t for n, t in enumerate(parts)] for parts in split]
    return named, place


def _anchor(place: str) -> str:
    return f"a{hashlib.sha256(place.encode()).hexdigest()[:12]}"
