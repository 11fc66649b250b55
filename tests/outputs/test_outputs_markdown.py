"""Markdown for people: complete, in order, and nothing in it obeys the article's text."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from result_values import SAMPLE, pair, paragraph, result, results, texts

from translate.flags import Flag, FlagCode
from translate.outputs.clean import one_line
from translate.outputs.markdown import escape, render_markdown
from translate.types import ArticleResult, BlockKind, LeftOut, Reason, Summary, TranslatedBlock

EXPECTED = """\
# The bridge is closed

*De brug is dicht*

**Machine translation by tiny, not checked by a person.**

- Date: 2022-10
- Source: a/b.txt

## Summary

*In the article's own sentences, as translated.*

The bridge is closed.

## Translation

There came 21 boats. **[NUM]** Nobody waited.

### Open

*The bridge. © ANP*

*Read also*

- One

| City | 2019 |  |
| --- | --- | --- |
| Zwolle \\| Z |  | 480 |

```
a = `b`
  c
```

---

Doubts (may be wrong: read the Dutch):

- **NUM** (1): A number, date, time, unit or currency is missing, differs, or is not in the Dutch. \
(12 is missing)

Notes (how this was made):

- **SOURCE_SENTENCE** (1): A sentence of the translated article itself, not a rewritten one.
"""


def test_a_whole_article() -> None:
    assert render_markdown(SAMPLE) == EXPECTED


def test_without_a_title_the_first_line_leads() -> None:
    text = render_markdown(result(paragraph(pair("Eerst.", "First."), pair("Dan.", "Then."))))
    assert text.startswith("# First.\n\n*Eerst.*\n")
    assert "- Title: none; the heading is the first sentence\n" in text
    assert "\n\nFirst. Then.\n" in text
    assert "Summary" not in text
    assert "\n---\n" not in text


def test_a_title_from_outside_the_text_is_shown() -> None:
    assert "- Title: Kop\n" in render_markdown(result(paragraph(pair("a", "b")), title="Kop"))


def test_a_weak_model_is_warned_of_in_plain_words() -> None:
    weak = replace(SAMPLE, flags=(Flag(FlagCode.WEAK_MODEL, "expect wrong and missing words"),))
    assert (
        "**Machine translation by tiny, not checked by a person. It is a weak model: expect wrong"
        " and missing words. Check against the Dutch before you quote.**\n"
    ) in render_markdown(weak)


def test_an_article_of_nothing_still_has_a_headline() -> None:
    assert render_markdown(result()).startswith("# a/b.txt\n")


def test_a_sentence_without_a_translation_shows_its_source() -> None:
    text = render_markdown(result(paragraph(pair("Kwijt.", "", FlagCode.EMPTY))))
    assert "\\[not translated: Kwijt.\\] **[EMPTY]**" in text


def test_a_summary_without_pieces_is_shown() -> None:
    assert "\n\nAll of it.\n" in render_markdown(result(summary=Summary("All of it.", ())))


@given(results)
def test_no_html_and_no_link_comes_through(value: ArticleResult) -> None:
    blocks = tuple(block for block in value.blocks if block.kind is not BlockKind.CODE)
    text = render_markdown(replace(value, blocks=blocks))
    assert "<" not in text
    assert ">" not in text
    assert not re.search(r"(?<!\\)\][(:\[]", text)
    assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e]", text)
    text.encode("utf-8")


@example(result(paragraph(pair(" ", "", FlagCode.NUM))))  # nothing to see, and a doubt below
@given(results)
def test_the_text_decides_nothing_about_the_structure(value: ArticleResult) -> None:
    """Same shape, harmless words: every line begins in the same way."""

    def openings(text: str) -> list[str]:
        body = text.split("\n---\n")[0]
        return [re.match(r"#* ?|- |[|] ", line)[0] for line in body.splitlines()]  # type: ignore[index]

    blocks = tuple(block for block in value.blocks if block.kind is not BlockKind.CODE)
    value = replace(value, blocks=blocks)

    def tame(pairs: ArticleResult) -> ArticleResult:
        blocks = tuple(
            TranslatedBlock(
                block.kind,
                tuple(
                    replace(
                        p,
                        source="s" if one_line(p.source) else p.source,
                        target="t" if one_line(p.target) else "",
                    )
                    for p in block.sentences
                ),
                block.level,
                block.grid,
            )
            for block in pairs.blocks
        )
        return replace(pairs, blocks=blocks)

    shown, harmless = render_markdown(value), render_markdown(tame(value))
    assert len(openings(shown)) == len(openings(harmless))


@given(texts)
def test_escaping_shows_the_text(text: str) -> None:
    shown = re.sub(
        r"\\([!-/:-@\[-`{-~])|&(?:#\d+|lt|gt|amp);",
        lambda match: match[1] or html.unescape(match[0]),
        escape(text),
    )
    assert shown == one_line(text)
    assert "\n" not in shown


@pytest.mark.parametrize("text", ["# a", "- a", "+ a", "1. a", "12) a", "=== ", "---", "> a"])
def test_a_line_start_is_only_text(text: str) -> None:
    assert re.match(r"(\\|\d+\\|&)", escape(text))


@given(st.sampled_from(sorted(set(BlockKind) - {BlockKind.CODE})), texts)
def test_each_block_is_one_line(kind: BlockKind, text: str) -> None:
    rendered = render_markdown(
        result(paragraph(pair("a", "b")), TranslatedBlock(kind, (pair("x", text),)))
    )
    after = rendered.split("## Translation\n\nb\n\n")[1]
    assert len(after.strip("\n").splitlines()) == 1


@given(texts)
def test_code_cannot_end_its_fence(text: str) -> None:
    code = pair("x", f"{text}\n```\n<b>")
    rendered = render_markdown(
        result(paragraph(pair("a", "b")), TranslatedBlock(BlockKind.CODE, (code,)))
    )
    lines = rendered.split("## Translation\n\nb\n\n")[1].rstrip("\n").splitlines()
    assert lines[0] == lines[-1] == "`" * len(lines[0])
    assert all(len(re.match("`*", line)[0]) < len(lines[0]) for line in lines[1:-1])  # type: ignore[index]
    assert lines[-2].endswith("<b>")


def test_a_table_has_its_header_and_its_empty_cells() -> None:
    assert (
        "| City | 2019 |  |\n| --- | --- | --- |\n| Zwolle \\| Z |  | 480 |\n"
        in render_markdown(SAMPLE)
    )


@given(results)
def test_every_row_of_a_table_is_equally_long(value: ArticleResult) -> None:
    lines = [line for line in render_markdown(value).splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)[|]", line)) for line in lines} <= {4}


def test_what_is_left_out_is_told() -> None:
    left_out = (LeftOut(Reason.NAVIGATION, "Home *Nieuws*", 120),)
    text = render_markdown(replace(result(paragraph(pair("a", "b"))), left_out=left_out))
    assert "- Left out (navigation): 120 characters, beginning Home \\*Nieuws\\*\n" in text
