"""Slavic names in Dutch spelling, respelled as English does it: Sjevtsova is Shevtsova.

Dutch and English both write Cyrillic by sound, each with its own letters (oe is u, tsj is ch).
The rules follow the BGN/PCGN romanisation in the simplified form of English-language
newspapers. A name is respelled only if it has a Slavic ending *and* letters that Cyrillic has
in Dutch spelling: Dutch, Frisian, Polish and Czech names, which share either, do not have both.
"""

from __future__ import annotations

import re

#: An ending, and what must stand before it or in it to make the name Slavic in Dutch spelling.
_MARK = r"(?=.*(?:oe|tsj|zj|sj))"
_ENDINGS = (
    re.compile(rf"{_MARK}.{{2,}}[^aeiou](?:ov|ev|jev|ova|eva|jeva)"),
    re.compile(r"(?=.*(?<!s)ch).{2,}[^aeiou]ov"),  # Tichonov; -ova would catch Czech Muchova
    re.compile(r".{2,}(?:[^aeiou]j|[aiy]j)ev"),  # Alijev
    re.compile(rf"(?:{_MARK}|(?=.*(?:(?<!s)ch|j))).{{2,}}enko"),
    re.compile(r".{2,}[aeiouy]v(?:i|y)tsj"),  # Rabinovitsj
    re.compile(rf"{_MARK}.{{2,}}(?:sk|tsk)(?:i|ij|y|yj|aja)"),
    re.compile(r".{3,}skaja"),
    re.compile(r".{2,}(?:tsj|[nl]j)oek"),  # Tkatsjoek
    re.compile(r"(?=.*(?:tsj|zj|(?<!^)sj)).{2,}[^aeiou](?:in|ina)"),  # Narysjkin
    re.compile(r".{3,}sjvili"),
    re.compile(rf"{_MARK}.{{3,}}[^aeiou]sk"),  # Oeljanovsk
)
#: Letters that transcribed Cyrillic does not have in Dutch: with them a name is Dutch, German,
#: Polish, or in English spelling already (Yushchenko).
_FOREIGN = re.compile(
    r"[^a-z]|[wqx]|c(?!h)|sch|[sc]z|rz|[pstzk]h|y[aeou]|ck|(?<!o)ee|aa|oo|uu|ij[^aeo]"
)
#: Dutch letters and their English ones; the first that fits at a place is taken.
_LETTERS = {
    "sjtsj": "shch",
    "tsj": "ch",
    "sj": "sh",
    "zj": "zh",
    "ch": "kh",
    "oe": "u",
    "ij$": "y",
    "yj$": "y",
    "(?<=sk)i$": "y",
    "(?<=[aeo])j(?![aeoy])": "i",
    "j": "y",
}
_RULES = re.compile("|".join(f"({pattern})" for pattern in _LETTERS))
_ENGLISH = tuple(_LETTERS.values())


def transliterate(name: str) -> str | None:
    """The English spelling of a Slavic name in Dutch spelling, or None for any other word.

    ``name`` is one word, capitalised; in a hyphenated name each part is judged by itself.
    """
    parts = [_part(part) or part for part in name.split("-")]
    english = "-".join(parts)
    return english if english != name else None


def _part(name: str) -> str | None:
    low = name.lower()
    if len(name) < 5 or name != name.capitalize() or _FOREIGN.search(low):
        return None
    if not any(ending.fullmatch(low) for ending in _ENDINGS):
        return None
    return romanised(low).capitalize()


def romanised(low: str) -> str:
    """A Slavic name in Dutch spelling and lower case, letter by letter as English spells it."""
    return _RULES.sub(lambda match: _ENGLISH[(match.lastindex or 1) - 1], low)
