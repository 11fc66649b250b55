"""Sentence pairs as TMX 1.4b, for translation memories (GALA/LISA OSCAR standard)."""

from __future__ import annotations

import re
from html import escape as escape_html  # that of xml.sax brings urllib and ssl with it

from translate.outputs.clean import one_line
from translate.outputs.reading import codes, places
from translate.types import ArticleResult, Translation

# not allowed in XML 1.0 even as references; one_line has taken the controls out already
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def render_tmx(result: ArticleResult) -> str:
    """The file that ``--to tmx`` writes: a unit for each sentence that has both sides.

    ``tuid`` is the sentence's position in the article; score and flags are properties, and so
    are row and column of what stands in a table, counted from 1.
    """
    version = result.signature.rpartition("|v:")[2] or "unknown"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<tmx version="1.4">',
        '  <header creationtool="nieuws-translate" '
        f'creationtoolversion="{escape_html(_text(version))}" segtype="sentence" '
        'o-tmf="nieuws-translate" adminlang="en" srclang="nl" datatype="plaintext">',
        *(
            f'    <prop type="{name}">{_escaped(value)}</prop>'
            for name, value in (
                ("x-path", result.article.path),
                ("x-sha256", result.article.sha256),
                ("x-signature", result.signature),
            )
        ),
        "  </header>",
        "  <body>",
    ]
    cells = [place for block in result.blocks for place in places(block)]
    for index, (pair, cell) in enumerate(zip(result.sentences(), cells, strict=True)):
        if _text(pair.source) and _text(pair.target):
            lines += _unit(index, pair, cell)
    return "\n".join([*lines, "  </body>", "</tmx>", ""])


def _unit(index: int, pair: Translation, cell: tuple[int, int] | None) -> list[str]:
    lines = [f'    <tu tuid="{index}">']
    for name, number in zip(("row", "column"), cell or (), strict=False):
        lines.append(f'      <prop type="x-{name}">{number}</prop>')
    if pair.score is not None:
        lines.append(f'      <prop type="x-score">{pair.score:.2f}</prop>')
    if pair.flags:
        lines.append(f'      <prop type="x-flags">{" ".join(codes(pair.flags))}</prop>')
    lines += [
        f'      <tuv xml:lang="{language}"><seg>{_escaped(text)}</seg></tuv>'
        for language, text in (("nl", pair.source), ("en", pair.target))
    ]
    return [*lines, "    </tu>"]


def _escaped(text: str) -> str:
    return escape_html(_text(text), quote=False)


def _text(text: str) -> str:
    return _ILLEGAL.sub("", one_line(text))
