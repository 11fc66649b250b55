"""How tests read a document: as an article, its shape and its places."""

from __future__ import annotations

from itertools import pairwise

from tests.fakes import StopSegmenter
from translate.articles import ReadOptions, parse
from translate.articles.load import from_bytes
from translate.types import Article, BlockKind

DUTCH = "De burgemeester van Utrecht opent morgen de nieuwe brug over het kanaal."
LONG = (
    f"{DUTCH} Volgens haar is de brug hard nodig, omdat de oude niet meer veilig was en de"
    " gemeente er jaarlijks zevenhonderdduizend euro aan onderhoud kwijt was. Wie er met de fiets"
    " langs wilde, moest omrijden."
)
READING = ReadOptions(assume_dutch=True)


def read(data: bytes, name: str, options: ReadOptions = READING) -> Article:
    (raw,) = from_bytes(name, data, options)
    return parse(raw, options, StopSegmenter())


def shape(article: Article) -> list[tuple[BlockKind, str]]:
    return [
        (block.kind, " ".join(sentence.source for sentence in block.sentences))
        for block in article.blocks
    ]


def tiles(article: Article) -> bool:
    spans = [sentence.span for sentence in article.sentences()]
    joined = all(one[1] == other[0] for one, other in pairwise(spans))
    return joined and spans[0][0] == 0 and spans[-1][1] == len(article.text)
