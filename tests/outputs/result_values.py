"""Results for tests: one made by hand, and any that the types allow."""

from __future__ import annotations

from hypothesis import strategies as st

from translate.flags import Flag, FlagCode
from translate.types import (
    ArticleRecord,
    ArticleResult,
    BlockKind,
    Grid,
    Hyperlink,
    LeftOut,
    Reason,
    Summary,
    SummaryPiece,
    TranslatedBlock,
    Translation,
)

SHA = "0" * 64


def pair(source: str, target: str, *codes: FlagCode, detail: str = "") -> Translation:
    return Translation(
        source, (0, len(source)), target, 0.91, tuple(Flag(code, detail) for code in codes)
    )


def result(
    *blocks: TranslatedBlock, summary: Summary | None = None, **record: str
) -> ArticleResult:
    facts = {
        "path": "a/b.txt",
        "sha256": SHA,
        "date": "2022-10",
        "title": None,
        "encoding": "utf-8",
    }
    return ArticleResult(
        ArticleRecord(**{**facts, **record}),  # type: ignore[arg-type]
        blocks,
        summary,
        (),
        "mt:tiny@0|v:0",
    )


def paragraph(*pairs: Translation) -> TranslatedBlock:
    return TranslatedBlock(BlockKind.PARAGRAPH, pairs)


SAMPLE = result(
    TranslatedBlock(BlockKind.TITLE, (pair("De brug is dicht", "The bridge is closed"),)),
    paragraph(
        pair("Er kwamen 12 boten.", "There came 21 boats.", FlagCode.NUM, detail="12 is missing"),
        pair("Niemand wachtte.", "Nobody waited."),
    ),
    TranslatedBlock(BlockKind.HEADING, (pair("Open", "Open"),), 2),
    TranslatedBlock(BlockKind.CAPTION, (pair("De brug. © ANP", "The bridge. © ANP"),)),
    TranslatedBlock(BlockKind.LINK, (pair("Lees ook", "Read also"),)),
    TranslatedBlock(BlockKind.LIST_ITEM, (pair("Een", "One"),)),
    TranslatedBlock(
        BlockKind.TABLE,
        (
            pair("Stad", "City"),
            pair("2019", "2019"),
            pair("Zwolle", "Zwolle | Z"),
            pair("480", "480"),
        ),
        grid=Grid(((1, 1, 0), (1, 0, 1)), header_rows=1),
    ),
    TranslatedBlock(BlockKind.CODE, (pair("a = `b`\n  c", "a = `b`\n  c"),)),
    summary=Summary(
        "The bridge is closed.",
        (SummaryPiece("The bridge is closed.", (0,), (Flag(FlagCode.SOURCE_SENTENCE),)),),
    ),
)

scores = st.none() | st.integers(0, 100).map(lambda percent: percent / 100)
texts = st.text(max_size=30) | st.text(
    "<>&[]()*_`#~|\\!-+=.1 \n\"'abc\u202e\ud800\x07", max_size=30
)
flags = st.lists(st.builds(Flag, st.sampled_from(FlagCode), texts), max_size=2).map(tuple)
offsets = st.integers(0, 10**6)
pairs = st.builds(Translation, texts, st.tuples(offsets, offsets), texts, scores, flags)
blocks = st.builds(
    TranslatedBlock,
    st.sampled_from(BlockKind),
    st.lists(pairs, max_size=3).map(tuple),
    st.integers(0, 8),
    links=st.lists(st.builds(Hyperlink, texts, texts), max_size=2).map(tuple),
) | st.builds(
    lambda pairs, header_rows: TranslatedBlock(
        BlockKind.TABLE, tuple(pairs), grid=Grid(((1, 0, 2), (0, 1, 0)), header_rows)
    ),
    st.lists(pairs, min_size=4, max_size=4),
    st.integers(0, 2),
)
pieces = st.builds(SummaryPiece, texts, st.lists(offsets, max_size=3).map(tuple), flags)
summaries = st.builds(Summary, texts, st.lists(pieces, max_size=3).map(tuple), flags)
records = st.builds(ArticleRecord, texts, st.just(SHA), st.none() | texts, st.none() | texts, texts)
results = st.builds(
    ArticleResult,
    records,
    st.lists(blocks, max_size=3).map(tuple),
    st.none() | summaries,
    flags,
    texts,
    st.lists(st.builds(LeftOut, st.sampled_from(Reason), texts, offsets), max_size=2).map(tuple),
)
