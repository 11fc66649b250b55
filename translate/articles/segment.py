"""Sentences: the Dutch rules behind the protocol."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import pairwise

from translate.protocols import Segmenter
from translate.text.dutch_sentences import RULES_VERSION, sentence_ends
from translate.types import Span

_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"\S+")


class DutchSegmenter:
    """Splits Dutch by the rules of :mod:`translate.text.dutch_sentences`."""

    @property
    def id(self) -> str:
        """``dutch-r<version of the rules>``."""
        return f"dutch-r{RULES_VERSION}"

    def spans(self, text: str) -> list[Span]:
        """Spans that tile ``text``; white space belongs to the sentence before it.

        ``text`` is one block: a line break in it is white space.
        """
        if not text:
            return []
        # runs of white space are one space to the rules; words tell where a place in it was
        flat = _BLANKS.sub(" ", text)
        words, originals = ([word.start() for word in _WORD.finditer(one)] for one in (flat, text))
        cuts = [0]
        for end in sentence_ends(flat):
            end += flat[end : end + 1] == " "
            if 0 < end < len(flat):
                word = bisect_right(words, end) - 1
                cuts.append(originals[word] + end - words[word])
        return [(start, end) for start, end in pairwise([*cuts, len(text)]) if start < end]


@cache
def default_segmenter() -> Segmenter:
    """The segmenter that articles are split with unless another is given."""
    return DutchSegmenter()
