"""What made a result: the signature that people read and the keys that the memory uses.

Both come from the same objects, so that they cannot disagree: whatever changes an output
changes its key, and whatever does not is in neither.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache

from translate.types import Decoding

#: Raised when the meaning of a stored row changes, so that older rows are never served.
KEY_SCHEMA = 1


def canonical_json(value: object) -> str:
    """JSON with sorted keys and no white space: equal values give equal strings."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(value: object) -> str:
    """SHA-256 (hex) of the canonical JSON of ``value``."""
    return hashlib.sha256(canonical_json(value).encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=8)  # asked for every sentence
def _fields(decoding: Decoding) -> Mapping[str, object]:
    return asdict(decoding)


@dataclass(frozen=True, slots=True)
class TranslationSpec:
    """Everything that decides how a sentence is translated.

    ``engine`` carries the compute type (``ct2-int8``, ``torch-float32``); ``normaliser`` and
    ``checks`` are versions of our own code: the second is here because a failed check causes a
    second decoding. ``glossary`` is the digest of the whole glossary, for the signature and
    the article key; a sentence's key has only the terms that occur in it. Nor is
    ``unsure_below`` in a sentence's key: it flags a translation and does not change it.
    """

    model: str
    model_digest: str
    engine: str
    decoding: Decoding = field(default_factory=Decoding)
    normaliser: int = 1
    checks: int = 1
    glossary: str = "none"
    unsure_below: float = 0.0

    def sentence_key(self, source: str, terms: Sequence[Sequence[str]] = ()) -> str:
        """Key of one normalised source sentence with the glossary terms that occur in it."""
        return digest_of(
            {
                "schema": KEY_SCHEMA,
                "source": source,
                "model": self.model_digest,
                "engine": self.engine,
                "decoding": _fields(self.decoding),
                "normaliser": self.normaliser,
                "checks": self.checks,
                "terms": [list(term) for term in terms],
            }
        )

    def __str__(self) -> str:
        return "|".join(
            [
                f"mt:{self.model}@{self.model_digest[:8]}",
                f"engine:{self.engine}",
                f"beam:{self.decoding.beam}",
                f"norm:{self.normaliser}",
                f"checks:{self.checks}",
                f"gloss:{self.glossary[:8]}",
                f"unsure:{self.unsure_below:g}",
            ]
        )


@dataclass(frozen=True, slots=True)
class SummarySpec:
    """Everything that decides how a summary is made of an English text."""

    model: str
    model_digest: str
    engine: str
    plan: int
    max_words: int

    def summary_key(self, sentences: Sequence[Sequence[object]]) -> str:
        """Key of an article's sentences, each with everything that a plan knows of it."""
        return digest_of(
            {
                "schema": KEY_SCHEMA,
                "sentences": [list(sentence) for sentence in sentences],
                "model": self.model_digest,
                "engine": self.engine,
                "plan": self.plan,
                "max_words": self.max_words,
            }
        )

    def __str__(self) -> str:
        return (
            f"sum:{self.model}@{self.model_digest[:8]}|sum-engine:{self.engine}"
            f"|plan:{self.plan}|words:{self.max_words}"
        )


def article_key(
    sha256: str, translation: TranslationSpec, segmenter: str, reader: Mapping[str, object]
) -> str:
    """Key of one file's translation: its bytes, how they are read, split and translated."""
    return digest_of(
        {
            "schema": KEY_SCHEMA,
            "sha256": sha256,
            "segmenter": segmenter,
            "reader": dict(reader),
            "translation": asdict(translation),
        }
    )


def result_signature(
    translation: TranslationSpec,
    segmenter: str,
    summary: SummarySpec | None,
    version: str,
    corrections: str = "",
) -> str:
    """The line that every result carries, naming all that made it.

    ``corrections`` is the digest of those that show in the result; "" is left out.
    """
    parts = [str(translation), f"seg:{segmenter}", str(summary) if summary else "sum:none"]
    if corrections:
        parts.append(f"corr:{corrections[:8]}")
    return "|".join([*parts, f"v:{version}"])
