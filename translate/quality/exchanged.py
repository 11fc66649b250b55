"""Names that a model exchanged for others it knows better: Wilders became VVD, Omtzigt Hillary.

Which word stands in the place of a lost name is read from the model's own attention. A word is
replaced only if it has a capital, the Dutch does not account for it, and no other word is linked
to the name. docs/reference/checks.md says how often that was right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from translate.quality.added_names import is_added
from translate.quality.lost_names import lost_names
from translate.text.names import Name, names
from translate.text.vocabulary import dutch_words, is_english
from translate.text.words import ENGLISH_FUNCTION, NAME_WORD, bare, fold
from translate.types import Link, Span

#: Least share of the attention with which a word was written from the name that it replaced.
LEAST = 0.45
#: A name with a common noun: VVD-lijsttrekker.
_WITH_NOUN = re.compile(r"-[a-z]")
#: Behind these a Dutch word with a capital is rather a noun: de Overheid, het Verkiezingsdebat.
_ARTICLES = frozenset(["de", "het", "een", "deze", "dit", "zijn", "haar", "hun", "ons", "onze"])


def with_lost_names(
    source: str, target: str, links: Sequence[Link]
) -> tuple[str, list[tuple[str, str]]]:
    """``target`` with the names that were exchanged in it put back, and what became what.

    ``links`` are those between the two texts.
    """
    found = sorted(_exchanged(source, target, links))
    made = [(target[slice(*span)], name) for span, name in found]
    for span, name in reversed(found):
        target = target[: span[0]] + name + target[span[1] :]
    return target, made


def _exchanged(source: str, target: str, links: Sequence[Link]) -> Iterator[tuple[Span, str]]:
    """What stands in the place of each name that is lost, and that name."""
    found = lost_names(source, target)
    if not found:
        return
    lost, garbled = {one.name for one in found}, {one.near for one in found}
    surplus = Counter(fold(bare(word)) for word in NAME_WORD.findall(target))
    surplus.subtract(fold(bare(word)) for word in NAME_WORD.findall(source))
    invented = {
        name.start: name
        for name in names(target, "en")
        if surplus[fold(name.text)] > 0 and (name.text in garbled or is_added(name.text, source))
    }
    taken: set[int] = set()
    for start, end in _runs(source, lost):
        beside = {
            link.target: link.weight
            for link in links
            if link.source[0] < end
            and start < link.source[1]
            and fold(target[slice(*link.target)]) not in ENGLISH_FUNCTION
        }
        linked = {place: share for (place, _), share in beside.items() if place in invented}
        sure = [place for (place, _), share in beside.items() if share >= LEAST]
        if not sure or taken & linked.keys() or not linked.keys() >= set(sure):
            continue
        first, *more = (invented[place] for place in sorted(linked))
        stop = first.start + len(first.text)
        for name in more:
            if name.start != stop + 1:
                break
            stop = name.start + len(name.text)
        else:
            if not more or not all(is_english(fold(name.text)) for name in (first, *more)):
                taken |= linked.keys()
                yield (first.start, stop), source[start:end]


def _runs(source: str, lost: set[str]) -> Iterator[Span]:
    """The lost names of the Dutch that are no nouns, those side by side as one."""
    run: Span | None = None
    before: Name | None = None
    for name in names(source, "nl"):
        beside = before is not None and name.start == before.start + len(before.text) + 1
        word_before = source[: name.start].rpartition(" ")[0].rpartition(" ")[2].lower()
        noun = _WITH_NOUN.search(name.text) or (
            name.text.istitle() and (word_before in _ARTICLES or fold(name.text) in dutch_words())
        )
        end = name.start + len(name.text)
        if name.text in lost and run and beside:
            run = run[0], end
        else:
            if run:
                yield run
            run = (name.start, end) if name.text in lost and not noun else None
        before = name
    if run:
        yield run
