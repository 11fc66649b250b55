"""Read: files become articles, articles become blocks, blocks become sentences.

Nothing heavy is imported with this package: parsers and the segmentation library load when an
article is met that needs them.
"""

from __future__ import annotations

from translate.articles.load import check_size, from_bytes, load
from translate.articles.options import READER_VERSION, STDIN_FORMATS, Format, ReadOptions
from translate.articles.parse import parse
from translate.articles.raw import RawArticle
from translate.articles.segment import default_segmenter
from translate.articles.source import STDIN, Places, SourceFile, discover, known, walk

__all__ = [
    "READER_VERSION",
    "STDIN",
    "STDIN_FORMATS",
    "Format",
    "Places",
    "RawArticle",
    "ReadOptions",
    "SourceFile",
    "check_size",
    "default_segmenter",
    "discover",
    "from_bytes",
    "known",
    "load",
    "parse",
    "walk",
]
