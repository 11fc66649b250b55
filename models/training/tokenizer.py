"""Stage `tokenizer`: one SentencePiece unigram model for both languages, and its id table."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from .config import Config, RecipeError
from .files import atomic_path, atomic_text, log_event, tell
from .prepare import read_lines
from .text import normalise

TO_DUTCH, TO_ENGLISH, BACK_TRANSLATED = ">>nl<<", ">>en<<", ">>bt<<"
TAGS = (TO_DUTCH, TO_ENGLISH, BACK_TRANSLATED)
END, UNKNOWN, PAD = "</s>", "<unk>", "<pad>"


class Vocabulary:
    """Text to ids and back, in the order MarianTokenizer uses (`</s>` 0, `<unk>` 1, pad last)."""

    def __init__(self, folder: Path) -> None:
        import sentencepiece

        try:
            self.ids: dict[str, int] = json.loads((folder / "vocab.json").read_text("utf-8"))
            self._model = sentencepiece.SentencePieceProcessor(
                model_file=str(folder / "source.spm")
            )
        except (OSError, ValueError) as error:
            raise RecipeError(
                f"no tokenizer in {folder}: {error}; run stage tokenizer first"
            ) from error
        self.pad, self.end = self.ids[PAD], self.ids[END]

    def __len__(self) -> int:
        return len(self.ids)

    def encode(self, text: str) -> list[int]:
        """Ids of `text`, without the end mark."""
        return list(self._model.encode(text))

    def encode_many(self, texts: list[str]) -> list[list[int]]:
        """Ids of many texts, without end marks."""
        return list(self._model.encode(texts))

    def decode_many(self, rows: list[list[int]]) -> list[str]:
        """Texts of many rows of ids, which have no tags."""
        return list(self._model.decode(rows))


def train_tokenizer(config: Config) -> None:
    """Write source.spm, target.spm (the same file) and vocab.json into the run folder."""
    import sentencepiece

    if (config.run / "vocab.json").exists():
        tell("tokenizer: already there")
        return
    if config.train.start:
        copy_tokenizer(config.path(config.train.start), config.run)
        return
    settings = config.tokenizer
    with atomic_path(config.run / "spm.model") as partial:
        try:
            sentencepiece.SentencePieceTrainer.train(
                sentence_iterator=_sample(config),
                model_prefix=str(partial),
                vocab_size=settings.vocabulary - len(TAGS) - 1,
                character_coverage=settings.coverage,
                model_type="unigram",
                byte_fallback=True,
                normalization_rule_name="nmt_nfkc",
                unk_id=1,
                eos_id=0,
                bos_id=-1,
                pad_id=-1,
                num_threads=1,
                minloglevel=2,
            )
        except RuntimeError as error:
            raise RecipeError(f"SentencePiece: {str(error).splitlines()[-1]}") from error
        partial.with_name(partial.name + ".model").replace(partial)
        partial.with_name(partial.name + ".vocab").unlink()
    for name in ("source.spm", "target.spm"):
        shutil.copyfile(config.run / "spm.model", config.run / name)
    model = sentencepiece.SentencePieceProcessor(model_file=str(config.run / "spm.model"))
    pieces = [model.id_to_piece(index) for index in range(model.get_piece_size())]
    with atomic_text(config.run / "vocab.json") as out:
        table = {piece: index for index, piece in enumerate([*pieces, *TAGS, PAD])}
        json.dump(table, out, ensure_ascii=False)
    log_event(config.run, "tokenizer", vocabulary=len(table))


def copy_tokenizer(source: Path, target: Path) -> None:
    """Take over the tokenizer of an exported folder."""
    try:
        for name in ("source.spm", "target.spm", "vocab.json"):
            with atomic_path(target / name) as partial:
                shutil.copyfile(source / name, partial)
    except RecipeError as error:
        raise RecipeError(f"cannot start from {source}: {error}") from error


def _sample(config: Config) -> Iterator[str]:
    """Sentences of both languages: pairs by their weight, and as much news as pairs."""
    chance = random.Random(config.train.seed)
    lines = list(read_lines(config.run / "pairs.tsv"))
    total = sum(float(line.split("\t", 2)[1]) for line in lines)
    quarter = config.tokenizer.sentences / 4
    for line in lines:
        _, weight, dutch, english = line.split("\t")
        if chance.random() < quarter * float(weight) / total:
            yield dutch
            yield english
    if config.data.english:
        yield from (
            line.split("\t")[1] for line in _some(config.run / "english.tsv", quarter, chance)
        )
    if config.data.dutch:
        news = _some(config.path(config.data.dutch), quarter, chance)
        yield from (normalise(line) for line in news)


def _some(path: Path, wanted: float, chance: random.Random) -> list[str]:
    lines = list(read_lines(path))
    return chance.sample(lines, min(len(lines), int(wanted)))
