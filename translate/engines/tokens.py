"""MarianTokenizer's ids without transformers: SentencePiece pieces looked up in vocab.json."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Any, TypeVar

from translate.engines.checkpoint import Checkpoint, damaged

_UNDERLINE = "▁"
_SPECIAL = ("</s>", "<unk>", "<pad>")
T = TypeVar("T")


class MarianTokens:
    """The tokenizer of a checkpoint with one vocabulary for both languages.

    A piece that is not in the vocabulary is ``<unk>``; text that looks like a special token or a
    language tag is text: a model that writes English alone needs no tag.
    """

    def __init__(self, checkpoint: Checkpoint) -> None:
        self.ids = checkpoint.vocabulary
        self.pieces = sorted(self.ids, key=self.ids.__getitem__)
        self.end, self._unknown, self.pad = (self.ids[token] for token in _SPECIAL)
        self._source = _load(checkpoint, "source.spm")
        self._target = _load(checkpoint, "target.spm")

    def encode(self, text: str) -> list[int]:
        """Source ids with the end mark."""
        return [*self._ids(self._source, text), self.end]

    def encode_target(self, text: str) -> list[int]:
        """Ids of the beginning of a target: no end mark."""
        return self._ids(self._target, text)

    def written(self, rows: Iterable[Iterable[int]]) -> list[list[str]]:
        """The vocabulary's pieces behind rows of ids."""
        return [[self.pieces[index] for index in row] for row in rows]

    def source_tokens(self, text: str) -> list[str]:
        """The text of each of the ids of :meth:`encode`; the end mark has none."""
        pieces = self._source.encode(text, out_type=str)
        return [*_texts(self._source.decode_pieces, pieces), ""]

    def target_tokens(self, ids: Sequence[int]) -> list[str]:
        """The text of each target id; ids that are no text have none."""
        return _texts(self.decode, ids)

    def decode(self, ids: Sequence[int]) -> str:
        """Target ids as text, without special tokens."""
        special = (self.end, self._unknown, self.pad)
        pieces = [self.pieces[index] for index in ids if index not in special]
        text: str = self._target.decode_pieces(pieces)
        return text.replace(_UNDERLINE, " ").strip()

    def _ids(self, model: Any, text: str) -> list[int]:
        return [self.ids.get(piece, self._unknown) for piece in model.encode(text, out_type=str)]


def _texts(decode: Callable[[Sequence[T]], str], tokens: Sequence[T]) -> list[str]:
    """Each token's part of the text; a character in byte tokens is all in the first of them."""
    lengths = [len(decode(tokens[:end])) for end in range(1, len(tokens) + 1)]
    ends = [*accumulate(reversed(lengths), min)][::-1]  # bytes may be more characters than one
    text = decode(tokens)
    return [text[start:end] for start, end in pairwise([0, *ends])]


def _load(checkpoint: Checkpoint, name: str) -> Any:
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(checkpoint.model.path / name))
    except (OSError, RuntimeError) as error:
        raise damaged(checkpoint.model, name, "SentencePiece cannot read it") from error
