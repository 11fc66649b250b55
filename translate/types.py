"""The data that flows through the house, from a file to a result.

Everything here is a frozen dataclass of plain values, so that it can be hashed, compared,
pickled to another process and serialised to the JSON schema in ``docs/reference``.
Offsets are in Unicode code points of ``Article.text``, half-open, as Python slices are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TypeVar

from translate.flags import Flag
from translate.readable import Readable

Span = tuple[int, int]
T = TypeVar("T")


class BlockKind(StrEnum):
    """What a block of an article is; summaries rest on paragraphs and list items only."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    LINK = "link"
    LIST_ITEM = "list_item"
    TABLE = "table"
    CODE = "code"  # never translated


@dataclass(frozen=True, slots=True)
class TermUse:
    """A glossary's term in a sentence: its Dutch form there, the English for it, and whether
    that, or another form that the glossary accepts, stands in the target."""

    dutch: str
    english: str
    applied: bool


@dataclass(frozen=True, slots=True)
class NearMatch:
    """A correction of a sentence like this one; ``similarity`` is of the Dutch, in per cent."""

    source: str
    target: str
    similarity: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article.

    ``span`` covers the sentence and the white space that follows it, so that the spans of an
    article, after its header, tile its text; ``source`` is the text in the span without
    surrounding white space. A span of nothing but white space has an empty ``source``.
    """

    source: str
    span: Span


@dataclass(frozen=True, slots=True)
class Grid:
    """How the sentences of a table lie in it.

    ``rows`` has for each row, and in it for each column, how many of the block's sentences stand
    in that cell; 0 is an empty cell. All rows are equally long, and the counts add up to the
    block's sentences, which go row by row. The first ``header_rows`` name the columns.
    """

    rows: tuple[tuple[int, ...], ...]
    header_rows: int = 0

    def cells(self, sentences: Sequence[T]) -> list[list[Sequence[T]]]:
        """The sentences of each cell, row by row."""
        ends = list(accumulate((count for row in self.rows for count in row), initial=0))
        flat = [sentences[start:end] for start, end in pairwise(ends)]
        width = len(self.rows[0]) if self.rows else 1
        return [flat[at : at + width] for at in range(0, len(flat), width)]


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """Words of a block that are a link, and the address that they lead to, as written."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or other block; ``level`` is the depth of a heading, else 0.

    ``grid`` is that of a table, None for every other kind.
    """

    kind: BlockKind
    sentences: tuple[Sentence, ...]
    level: int = 0
    grid: Grid | None = None
    links: tuple[Hyperlink, ...] = ()


class Reason(StrEnum):
    """Why a part of a document is in no block."""

    NAVIGATION = "navigation"  # menus, teasers, site headers and footers, forms
    SCRIPT = "script"
    HIDDEN = "hidden"  # not shown to readers
    DELETED = "deleted"  # struck out, or deleted with changes tracked
    DUPLICATE = "duplicate"
    RUNNING_HEAD = "running_head"  # headers, footers and numbers of pages
    COMMENT = "comment"  # remarks on the text, by its writers or by readers
    SYMBOL = "symbol"  # characters that only a font knows
    FRONT_MATTER = "front_matter"  # what stands there besides title and date
    RULER = "ruler"  # lines of one sign over and over
    DATE = "date"  # what should be a date, and is not understood


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of a document that is in no block: its first words, and its length in characters
    with white space run together."""

    reason: Reason
    text: str
    characters: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read.

    ``text`` is the decoded text; ``text[:header]`` is what precedes the first block (date line,
    front matter), and the sentence spans tile the rest. ``sha256`` is of the file's bytes.
    ``date`` is ISO 8601, as precise as the source gives it (``2022-10``).
    ``path`` is POSIX, relative to the folder that was named on the command line. What of the
    document is in no block is in ``left_out``.
    """

    path: str
    sha256: str
    encoding: str
    text: str
    header: int
    date: str | None
    title: str | None
    blocks: tuple[Block, ...]
    left_out: tuple[LeftOut, ...] = ()

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence in order; its position here is the index that evidence refers to."""
        for block in self.blocks:
            yield from block.sentences


@dataclass(frozen=True, slots=True)
class Link:
    """A word of a hypothesis and the source word that it was most likely written from.

    ``target`` is a span of the hypothesis, ``source`` one of the text given to the engine, both
    whole words; ``weight`` is the share of the model's attention, 0 to 1.
    """

    target: Span
    source: Span
    weight: float


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What an engine answers for one source sentence.

    ``score`` is the geometric mean of the target tokens' probabilities, 0 to 1, rounded to two
    decimals so that the composition of a batch does not show. ``parts`` counts the pieces that
    a sentence over the model's limit was cut into; ``truncated`` says that decoding stopped at
    the length limit instead of at the end of the sentence.
    """

    text: str
    score: float
    truncated: bool = False
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Translation:
    """One sentence pair of a result; ``score`` is None where no model was asked.

    ``terms`` are those of the glossary, in the order of the source; ``near`` are corrections of
    sentences like it, the most similar first.
    """

    source: str
    span: Span
    target: str
    score: float | None
    flags: tuple[Flag, ...] = ()
    terms: tuple[TermUse, ...] = ()
    near: tuple[NearMatch, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendering:
    """What the memory keeps for a sentence key: the answer that was chosen, and its doubts."""

    target: str
    score: float | None
    flags: tuple[Flag, ...] = ()
    terms: tuple[TermUse, ...] = ()


@dataclass(frozen=True, slots=True)
class TranslatedBlock:
    """A block after translation: as many sentences as went in, in the same order."""

    kind: BlockKind
    sentences: tuple[Translation, ...]
    level: int = 0
    grid: Grid | None = None
    links: tuple[Hyperlink, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryPiece:
    """One or two sentences of a summary; ``evidence`` indexes the article's sentences."""

    text: str
    evidence: tuple[int, ...]
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """An English summary, as text and as the pieces it was made from."""

    text: str
    pieces: tuple[SummaryPiece, ...]
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """What a result keeps of its article: where it came from, and nothing of its text.

    ``columns`` are those of a row of JSONL or CSV that are neither its text nor its title.
    """

    path: str
    sha256: str
    date: str | None
    title: str | None
    encoding: str
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False)
class ArticleResult(Readable):
    """Everything the tool says about one article; free of clock, host and order of work."""

    article: ArticleRecord
    blocks: tuple[TranslatedBlock, ...]
    summary: Summary | None
    flags: tuple[Flag, ...]
    signature: str
    left_out: tuple[LeftOut, ...] = ()

    def sentences(self) -> Iterator[Translation]:
        """Every sentence pair in order."""
        for block in self.blocks:
            yield from block.sentences


class ModelFamily(StrEnum):
    """How a checkpoint is run."""

    MARIAN = "marian"  # translation, MarianMT
    SEQ2SEQ = "seq2seq"  # summarisation, encoder-decoder such as BART
    CAUSAL = "causal"  # summarisation, chat-style decoder such as SmolLM2


@dataclass(frozen=True, slots=True)
class Model:
    """A checkpoint that is on this machine and ready to load.

    ``digest`` is a SHA-256 (hex) over every file that an engine reads: weights, configuration
    and tokenizer; it is the model's identity in every key.
    ``gguf`` names the file inside ``path`` when the weights are one GGUF file.
    ``pace`` says what its use costs in time, where that is known.
    ``caution`` is what readers of its output should know, in plain words, "" for a model that is
    recommended. A sentence that scores below ``unsure_below`` is flagged UNSURE; 0 for a model
    whose scores nobody has held against references.
    """

    name: str
    family: ModelFamily
    path: Path
    digest: str
    licence: str
    gguf: str | None = None
    caution: str = ""
    unsure_below: float = 0.0
    pace: str = ""


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a target is searched for; all of it is part of a sentence's key.

    ``max_source`` and ``max_target`` are in tokens. ``no_repeat_ngram`` 0 means off.
    """

    beam: int = 4
    max_source: int = 512
    max_target: int = 512
    length_penalty: float = 1.0
    no_repeat_ngram: int = 0
