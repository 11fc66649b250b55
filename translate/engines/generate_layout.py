"""What a summarisation model's tokenizer and configuration say once and for all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

LAYOUT_FILE, TOKENIZER_FILE = "layout.json", "tokenizer.json"


@dataclass(frozen=True, slots=True)
class Layout:
    """``positions`` are the tokens that a source, or prompt and answer, may take.

    A chat model's prompt is ``before``, the passage, ``after``; ``stop`` are the ids at which
    its answer ends.
    """

    positions: int
    before: str = ""
    after: str = ""
    stop: tuple[int, ...] = ()

    def save(self, folder: Path) -> None:
        """Write it into a converted folder."""
        (folder / LAYOUT_FILE).write_text(json.dumps(asdict(self)), "utf-8")

    @classmethod
    def read(cls, folder: Path) -> Layout:
        """What :meth:`save` wrote; raises OSError, ValueError or TypeError."""
        values = json.loads((folder / LAYOUT_FILE).read_text("utf-8"))
        return cls(**{**values, "stop": tuple(values["stop"])})


class Tokens:
    """A tokenizer in the format of the ``tokenizers`` library.

    Text is text: a special token that an article writes out is taken for its letters.
    """

    def __init__(self, tokenizer: Any) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer

    @classmethod
    def read(cls, folder: Path) -> Tokens:
        """The tokenizer of a converted folder."""
        from tokenizers import Tokenizer

        return cls(Tokenizer.from_file(str(folder / TOKENIZER_FILE)))

    def ids(self, text: str, *, marks: bool = False) -> list[int]:
        """Ids of a text; ``marks`` adds those that the model wants at its ends."""
        self._tokenizer.encode_special_tokens = True
        return list(self._tokenizer.encode(text, add_special_tokens=marks).ids)

    def frame(self, text: str) -> list[int]:
        """Ids of a part of a prompt, in which special tokens are meant."""
        self._tokenizer.encode_special_tokens = False
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def written(self, ids: Sequence[int]) -> list[str]:
        """The tokens behind ids."""
        return [str(self._tokenizer.id_to_token(index)) for index in ids]

    def id_of(self, token: str) -> int:
        """The id of a token."""
        return int(self._tokenizer.token_to_id(token))

    def text(self, ids: Sequence[int]) -> str:
        """An answer, without special tokens."""
        return str(self._tokenizer.decode(list(ids), skip_special_tokens=True))
