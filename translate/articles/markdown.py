"""Markdown: markdown-it makes it HTML, with tables, footnotes, task lists and struck-out text.

The article's text is what is shown of it, as that of a web page is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from translate.articles.dateline import date_line, dated
from translate.articles.draft import Content, Draft, drafted
from translate.articles.frontmatter import front_matter
from translate.articles.tree import blocks_of, parted, tree_of
from translate.types import BlockKind, Reason

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

#: Nobody means deeper ones; the parser would drop what is in them.
_DEPTH = 16
_MARK = r"[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))[ \t]?"
_BAR = re.compile(r"(?<!\\)\|")
_DEEP = re.compile(rf"^((?:{_MARK}){{{_DEPTH}}})(?:{_MARK})+", re.MULTILINE)


def read_markdown(text: str, encoding: str) -> Draft:
    """A draft from Markdown with or without front matter.

    A title in the front matter that no first heading repeats becomes the title block.
    """
    front = front_matter(text)
    date, start = date_line(text[front.end :])
    said, odd = dated(front.values.get("date", ""))
    date = said or date
    body = text[front.end :][start if date else 0 :]
    rendered = _rendered(_DEEP.sub(r"\1", re.sub("\r\n?", "\n", body)))
    page = tree_of(f"<html><body>{rendered}</body></html>")
    for image in list(page.iter("img")):
        for paragraph in image.iterancestors("p"):
            if len(paragraph) == 1 and not "".join(map(str, paragraph.itertext())).strip():
                paragraph.tag = "figcaption"
        image.tag, image.text = "span", image.get("alt", "")
    contents, left_out = parted(blocks_of(page))
    left_out.insert(0, (Reason.FRONT_MATTER, front.rest))
    title = front.values.get("title")
    first = contents[0] if contents else None
    if (
        first
        and first.kind is BlockKind.HEADING
        and first.level == 1
        and title in (None, first.text)
    ):
        title = first.text
        contents[0] = first._replace(kind=BlockKind.TITLE)
    elif title is not None and contents:
        contents.insert(0, Content(BlockKind.TITLE, title, 1))
    return drafted(contents, encoding, date, title if contents else None, [*odd, *left_out])


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
    # notes stay where they stand, so that those that nothing refers to are not lost
    footnote_plugin(parser, inline=False, move_to_end=False, always_match_refs=True)
    parser.use(tasklists_plugin).use(deflist_plugin)
    parser.inline.ruler.before("emphasis", "times", _times)
    return parser


def _rendered(text: str) -> str:
    """``text`` as HTML, notes as list items that begin with their number."""
    from markdown_it.token import Token

    parser = _parser()
    environment: dict[str, Any] = {}
    tokens = list(_whole_rows(parser.parse(text, environment), text.split("\n"), environment))
    for index, token in enumerate(tokens):
        if token.type == "footnote_reference_open":
            token.type, token.tag, token.nesting = "list_item_open", "li", 1
            first = tokens[index + 2]
            if first.type == "inline" and first.children is not None:
                number = Token("html_inline", "", 0, content=f"[{token.meta['label']}]<br>")
                first.children.insert(0, number)
        elif token.type == "footnote_reference_close":
            token.type, token.tag = "list_item_close", "li"
        for child in token.children or ():
            if child.type == "footnote_ref":
                label = escape(str(child.meta["label"]))
                child.type, child.content = "html_inline", f'<a href="#note">[{label}]</a>'
    return str(parser.renderer.render(tokens, parser.options, environment))


def _whole_rows(
    tokens: Iterable[Token], lines: Sequence[str], environment: dict[str, Any]
) -> Iterator[Token]:
    """The tokens, with the cells that rows have beyond their header, which the parser drops."""
    from markdown_it.token import Token

    columns, in_body, line = 0, False, ""
    for token in tokens:
        if token.type == "table_open":
            columns, in_body = 0, False
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tbody_open":
            in_body = True
        elif token.type == "tr_open" and token.map:
            line = lines[token.map[0]].lstrip(" \t>").removeprefix("|")
        elif token.type == "tr_close" and in_body:
            for cell in filter(str.strip, _BAR.split(line)[columns:]):
                yield Token("td_open", "td", 1)
                yield from _parser().parseInline(cell.strip(), environment)
                yield Token("td_close", "td", -1)
        yield token


def _times(state: StateInline, silent: bool) -> bool:
    """An asterisk between digits multiplies."""
    before, mark, after = (state.src[at : at + 1] for at in range(state.pos - 1, state.pos + 2))
    if mark != "*" or not (before.isdigit() and after.isdigit()):
        return False
    if not silent:
        state.pending += mark
    state.pos += 1
    return True
