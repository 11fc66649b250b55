"""Women whom a model makes men of, and men women: mevrouw De Vries, Mr. De Vries.

Of 150 women in Dutch parliamentary and news text the bundled model made 15 men. Where a sentence
addresses women alone, or men alone, an address of the other kind is exchanged.
"""

from __future__ import annotations

import re

_WOMEN = re.compile(r"\b(?:mevrouw|mejuffrouw|mevr\.|mw\.)", re.IGNORECASE)
_MEN = re.compile(r"\b(?:meneer|mijnheer|de heer|dhr\.)", re.IGNORECASE)
#: A master of laws, whom English has no such title for, and people of both kinds.
_UNTOLD = re.compile(r"\bmr\.|\b(?:dames|heren|echtpaar|familie)\b", re.IGNORECASE)
_TO_MEN = re.compile(r"\b(?:Mr\b\.?|Mister|Sir)(?= [A-Z'’])")
_TO_WOMEN = re.compile(r"\b(?:Mrs\b\.?|Ms\b\.?|Miss|Madam)(?= [A-Z'’])")


def with_address(source: str, target: str) -> tuple[str, list[tuple[str, str]]]:
    """``target`` with women addressed as women and men as men, and what became what."""
    women, men = _WOMEN.search(source), _MEN.search(source)
    if bool(women) == bool(men) or _UNTOLD.search(source):
        return target, []
    wrong, right = (_TO_MEN, "Ms.") if women else (_TO_WOMEN, "Mr.")
    made = [(was, right) for was in wrong.findall(target)]
    return wrong.sub(right, target), made
