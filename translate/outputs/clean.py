"""Text made safe to show: one line, nothing invisible that acts."""

from __future__ import annotations

import re
import unicodedata

# overrides and isolates: they reorder the text that follows on the screen
_BIDI = "\u202a-\u202e\u2066-\u2069"
_ACTING = re.compile(f"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f{_BIDI}\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def one_line(text: str) -> str:
    """``text`` on one line, without control characters and without bidirectional overrides.

    Runs of white space become one space, a lone surrogate becomes U+FFFD. For people's formats
    only: JSON keeps the text as it is.
    """
    return " ".join(without_controls(text).split())


def without_controls(text: str) -> str:
    """``text`` with its white space, without what acts and with U+FFFD for lone surrogates."""
    return _SURROGATE.sub("\ufffd", _ACTING.sub("", text))


def is_unsafe_in_name(character: str) -> bool:
    """Whether a file name should not contain it: controls, line ends, overrides, surrogates."""
    category = unicodedata.category(character)
    return category in ("Cc", "Cs", "Zl", "Zp") or bool(_ACTING.match(character))
