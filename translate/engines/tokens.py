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

    A piece that is not in the vocabulary is ``<unk>``; a language tag at the very start
    (``>>nl<<``) is one token; text that looks like a special token is text.
    """

    def __init__(self, checkpoint: Checkpoint) -> None:
        self.ids = checkpoint.vocabulary
        self.pieces = sorted(self.ids, key=self.ids.__getitem__)
        self.end, self._unknown, self.pad = (self.ids[token] for token in _SPECIAL)
        # ids that are no text: the special ones and language tags
        self._silent = {
            index
            for piece, index in self.ids.items()
            if piece in _SPECIAL or (piece.startswith(">>") and piece.endswith("<<"))
        }
        self._source = _load(checkpoint, "source.spm")
        self._target = _load(checkpoint, "target.spm")

    def encode(self, text: str) -> list[int]:
        """Source ids with the end mark."""
        tag, pieces = self._split(text)
        return [*(self.ids.get(piece, self._unknown) for piece in [*tag, *pieces]), self.end]

    def encode_target(self, text: str) -> list[int]:
        """Ids of the beginning of a target: no end mark."""
        pieces: list[str] = self._target.encode(text, out_type=str)
        return [self.ids.get(piece, self._unknown) for piece in pieces]

    def written(self, rows: Iterable[Iterable[int]]) -> list[list[str]]:
        """The vocabulary's pieces behind rows of ids."""
        return [[self.pieces[index] for index in row] for row in rows]

    def source_tokens(self, text: str) -> list[str]:
        """The text of each of the ids of :meth:`encode`; a tag and the end mark have none."""
        tag, pieces = self._split(text)
        return [*("" for _ in tag), *_texts(self._source.decode_pieces, pieces), ""]

    def target_tokens(self, ids: Sequence[int]) -> list[str]:
        """The text of each target id; ids that are no text have none."""
        return _texts(self.decode, ids)

    def decode(self, ids: Sequence[int]) -> str:
        """Target ids as text, without special tokens and language tags."""
        pieces = [self.pieces[index] for index in ids if index not in self._silent]
        text: str = self._target.decode_pieces(pieces)
        return text.replace(_UNDERLINE, " ").strip()

    def _split(self, text: str) -> tuple[list[str], list[str]]:
        tag: list[str] = []
        if text.startswith(">>") and (close := text.find("<<")) >= 0:
            tag, text = [text[: close + 2]], text[close + 2 :]
        pieces: list[str] = self._source.encode(text, out_type=str)
        return tag, pieces


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
