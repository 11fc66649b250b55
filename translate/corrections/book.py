"""Corrections by their Dutch: the same sentence, and sentences like it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from translate.flags import Flag, FlagCode
from translate.signature import digest_of
from translate.text.normalise import normalise
from translate.types import BlockKind, NearMatch, TranslatedBlock, Translation

#: Corrections of sentences less like than this, in per cent, are of no help.
NEAR = 75
#: So many of them are shown beside a sentence.
SHOWN = 3
MARK = Flag(FlagCode.HUMAN)


@dataclass(frozen=True, slots=True)
class Correction:
    """A Dutch sentence and the English that a person wrote or confirmed for it.

    ``machine`` is what was corrected, "" where that is unknown; ``by`` and ``changed`` (as in
    TMX, ``20261129T130000Z``) are what the file that it came in says, or when it was imported.
    """

    source: str
    target: str
    machine: str = ""
    by: str = ""
    changed: str = ""

    @property
    def id(self) -> str:
        """Eight digits that stay with the Dutch sentence."""
        return digest_of(normalise(self.source))[:8]


class Corrections:
    """Corrections, one for each Dutch sentence as the project normalises it; the last counts."""

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        self._by_source = {normalise(one.source): one for one in corrections}
        self._by_source.pop("", None)
        self.digest = self._digest(self._by_source)

    def __len__(self) -> int:
        return len(self._by_source)

    def __iter__(self) -> Iterator[Correction]:
        return iter(self._by_source.values())

    def exact(self, source: str) -> Correction | None:
        """The correction of this sentence."""
        return self._by_source.get(normalise(source)) if self._by_source else None

    def near(self, source: str) -> tuple[NearMatch, ...]:
        """Corrections of sentences like this one but not of itself, the most similar first.

        Similarity is RapidFuzz's ``ratio``: 100 less the share of characters to insert or delete.
        """
        if not self._by_source:
            return ()
        from rapidfuzz import fuzz, process

        normal = normalise(source)
        found = process.extract(
            normal, self._by_source.keys(), scorer=fuzz.ratio, score_cutoff=NEAR, limit=SHOWN + 1
        )
        return tuple(
            NearMatch(self._by_source[key].source, self._by_source[key].target, int(similarity))
            for key, similarity, _ in found
            if key != normal
        )[:SHOWN]

    def served_in(self, blocks: Iterable[TranslatedBlock]) -> bool:
        """Whether these blocks are corrected as they should be now, no more and no less."""
        translated = (block for block in blocks if block.kind is not BlockKind.CODE)
        for pair in (pair for block in translated for pair in block.sentences):
            correction = self.exact(pair.source)
            expected = correction.target if correction is not None else None
            if expected != (pair.target if MARK in pair.flags else None):
                return False
        return True

    def beside(self, blocks: Sequence[TranslatedBlock]) -> tuple[tuple[TranslatedBlock, ...], str]:
        """The blocks with near matches, and the digest of all corrections that show in them.

        The digest is "" where none does.
        """
        if not self._by_source:
            return tuple(blocks), ""
        shown: dict[str, Correction] = {}
        with_near = []
        for block in blocks:
            if block.kind is BlockKind.CODE:
                with_near.append(block)
                continue
            pairs = tuple(map(self.matched, block.sentences))
            with_near.append(replace(block, sentences=pairs))
            for pair in pairs:
                sources = [match.source for match in pair.near]
                for normal in map(normalise, [*sources, pair.source]):
                    if (found := self._by_source.get(normal)) is not None:
                        shown[normal] = found
        return tuple(with_near), self._digest(shown)

    def matched(self, pair: Translation) -> Translation:
        """The pair with near matches, where a machine made it."""
        if MARK in pair.flags or not any(map(str.isalpha, pair.source)):
            return pair
        near = self.near(pair.source)
        return replace(pair, near=near) if near else pair

    @staticmethod
    def _digest(corrections: dict[str, Correction]) -> str:
        """SHA-256 (hex) of Dutch and English, whatever the order; "" for none."""
        pairs = sorted((normal, one.target) for normal, one in corrections.items())
        return digest_of(pairs) if pairs else ""
