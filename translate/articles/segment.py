"""Sentences: the Dutch rules behind the protocol."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from translate.protocols import Segmenter
from translate.types import Span
from translate.versions import RULES_VERSION

_BLANKS = re.compile(r"\s+")
#: What is one character to them.
_CHAR = re.compile(r"\s+|\S")


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
        from translate.text.dutch_sentences import sentence_ends  # known articles are not split

        # runs of white space are one space to the rules
        flat = _BLANKS.sub(" ", text)
        places = [one.start() for one in _CHAR.finditer(text)] if flat != text else range(len(text))
        ends = (end + (flat[end : end + 1] == " ") for end in sentence_ends(flat))
        cuts = [0, *(places[end] for end in ends if end < len(flat)), len(text)]
        return list(pairwise(cuts))


@cache
def default_segmenter() -> Segmenter:
    """The segmenter that articles are split with unless another is given."""
    return DutchSegmenter()
