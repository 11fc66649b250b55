"""Sentence pairs as TMX 1.4b, for translation memories (GALA/LISA OSCAR standard)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape as escape_html  # that of xml.sax brings urllib and ssl with it

from translate.outputs.clean import one_line
from translate.outputs.rows import cell_text, sentence_rows
from translate.types import ArticleResult

TOOL = "nieuws-translate"
# not allowed in XML 1.0 even as references; one_line has taken the controls out already
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence pair; ``attributes`` are of the unit's element, those that are "" left out."""

    source: str
    target: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    props: Mapping[str, str] = field(default_factory=dict)


def render_tmx(result: ArticleResult) -> str:
    """The file that ``--to tmx`` writes: a unit for each sentence that has both sides.

    ``tuid`` is the sentence's position in the article; properties are score, flags, what the
    machine wrote, by which an edited file shows what was changed, and row and column of what
    stands in a table, counted from 1.
    """
    article = result.article
    props = {"x-path": article.path, "x-sha256": article.sha256, "x-signature": result.signature}
    units = []
    for row, pair in zip(sentence_rows(result), result.sentences(), strict=True):
        about = {"tuid": cell_text(row["sentence"]), "creationid": cell_text(row["made_by"])}
        notes = {f"x-{name}": cell_text(row[name]) for name in ("row", "column", "score", "flags")}
        units.append(Unit(pair.source, pair.target, about, {**notes, "x-machine": pair.target}))
    version = result.signature.rpartition("|v:")[2] or "unknown"
    return render_units(units, version, props)


def render_units(
    units: Iterable[Unit], version: str, props: Mapping[str, str] | None = None
) -> str:
    """A TMX file of units; those that lack a side are left out."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<tmx version="1.4">',
        f'  <header creationtool="{TOOL}" creationtoolversion="{escape_html(xml_text(version))}" '
        f'segtype="sentence" o-tmf="{TOOL}" adminlang="en" srclang="nl" datatype="plaintext">',
        *_props(props or {}, "    "),
        "  </header>",
        "  <body>",
    ]
    for unit in units:
        if xml_text(unit.source) and xml_text(unit.target):
            lines += _unit(unit)
    return "\n".join([*lines, "  </body>", "</tmx>", ""])


def _unit(unit: Unit) -> list[str]:
    shown = {name: xml_text(value) for name, value in unit.attributes.items()}
    attributes = [f' {name}="{escape_html(value)}"' for name, value in shown.items() if value]
    return [
        f"    <tu{''.join(attributes)}>",
        *_props(unit.props, "      "),
        *(
            f'      <tuv xml:lang="{language}"><seg>{_escaped(text)}</seg></tuv>'
            for language, text in (("nl", unit.source), ("en", unit.target))
        ),
        "    </tu>",
    ]


def _props(props: Mapping[str, str], indent: str) -> Iterator[str]:
    for name, value in props.items():
        if xml_text(value):
            yield f'{indent}<prop type="{name}">{_escaped(value)}</prop>'


def _escaped(text: str) -> str:
    return escape_html(xml_text(text), quote=False)


def xml_text(text: str) -> str:
    """``text`` on one line, with nothing that XML cannot hold."""
    return _ILLEGAL.sub("", one_line(text))
