"""Read: files become articles, articles become blocks, blocks become sentences.

Nothing heavy is imported with this package: parsers and the segmentation library load when an
article is met that needs them.
"""

from __future__ import annotations

from translate.articles.load import RawArticle, from_bytes, load
from translate.articles.options import READER_VERSION, STDIN_FORMATS, Format, ReadOptions
from translate.articles.parse import parse
from translate.articles.segment import default_segmenter
from translate.articles.source import STDIN, SUFFIXES, Places, SourceFile, discover

__all__ = [
    "READER_VERSION",
    "STDIN",
    "STDIN_FORMATS",
    "SUFFIXES",
    "Format",
    "Places",
    "RawArticle",
    "ReadOptions",
    "SourceFile",
    "default_segmenter",
    "discover",
    "from_bytes",
    "load",
    "parse",
]
