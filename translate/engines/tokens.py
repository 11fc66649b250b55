"""MarianTokenizer's ids without transformers: SentencePiece pieces looked up in vocab.json."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from translate.engines.checkpoint import Checkpoint, damaged

_UNDERLINE = "▁"
_SPECIAL = ("</s>", "<unk>", "<pad>")


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
        """What each of the ids of :meth:`encode` stands for; a tag and the end mark are empty."""
        tag, pieces = self._split(text)
        return [*("" for _ in tag), *pieces, ""]

    def target_tokens(self, ids: Iterable[int]) -> list[str]:
        """What each target id stands for; ids that are no text are empty."""
        return ["" if index in self._silent else self.pieces[index] for index in ids]

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


def _load(checkpoint: Checkpoint, name: str) -> Any:
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(checkpoint.model.path / name))
    except (OSError, RuntimeError) as error:
        raise damaged(checkpoint.model, name, "SentencePiece cannot read it") from error
