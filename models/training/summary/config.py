"""Configuration of the recipe: one TOML file, checked on load; paths are relative to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..config import RecipeError, read_recipe, section


@dataclass(frozen=True)
class DataConfig:
    """Where pairs come from.

    `articles` are JSON lines with `id`, `source`, `article` and `summary`, less those whose
    source is one of `skipped`; `sentences` is a
    shuffled text, one sentence a line, whose `sentence_sources` name the source of each line, and
    `graded` those sources that tell the same at several levels of reading.
    """

    articles: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    sentences: str = ""
    sentence_sources: str = ""
    graded: tuple[str, ...] = ()
    heldout_share: float = 0.08


@dataclass(frozen=True)
class RuleConfig:
    """Which pairs teach; shares are of words, of word pairs, or of content words."""

    min_words: int = 6
    max_words: int = 40
    max_passage_words: int = 80
    min_ratio: float = 0.25
    max_ratio: float = 0.85
    min_coverage: float = 0.6
    min_new_bigrams: float = 0.08
    max_new_words: float = 0.2
    max_loose_pairs: int = 2


@dataclass(frozen=True)
class TrainConfig:
    """LoRA (Hu et al., 2021) on a frozen base; `minutes` and `epochs` both end a run."""

    rank: int = 8
    alpha: float = 16.0
    targets: tuple[str, ...] = (
        "q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj",
    )  # fmt: skip
    rate: float = 5e-4
    warmup_steps: int = 20
    epochs: float = 1.0
    minutes: float = 60.0
    batch: int = 8
    max_tokens: int = 192
    clip: float = 1.0
    dtype: str = "bfloat16"
    threads: int = 1
    checkpoint_seconds: float = 180.0
    dev_steps: int = 40
    dev_examples: int = 48
    seed: int = 1


@dataclass(frozen=True)
class Config:
    """The whole recipe: `base` names a model of the shelf or a folder; `run` is read and written
    by every stage; `export` gets the adapter.
    """

    run: Path
    export: Path
    base: str
    data: DataConfig = field(default_factory=DataConfig)
    rules: RuleConfig = field(default_factory=RuleConfig)
    train: TrainConfig = field(default_factory=TrainConfig)
    source: Path = Path()

    def path(self, value: str) -> Path:
        """A path of the file, taken relative to the configuration file."""
        return (self.source.parent / value).resolve()


def load_config(path: Path, run: Path | None = None, export: Path | None = None) -> Config:
    """Read and check a recipe file; `run` and `export` override its folders.

    Raises RecipeError for a file that is missing, unreadable or has unknown keys.
    """
    raw, folders = read_recipe(path)
    base = raw.pop("base", "")
    if not base or not isinstance(base, str):
        raise RecipeError(f'{path}: no base model; set base = "smollm2-135m" or a folder')
    data = section(DataConfig, raw.pop("data", {}), "data")
    rules = section(RuleConfig, raw.pop("rules", {}), "rules")
    train = section(TrainConfig, raw.pop("train", {}), "train")
    if raw:
        raise RecipeError(f"{path}: unknown setting {', '.join(sorted(raw))}")
    if train.dtype not in ("bfloat16", "float32"):
        raise RecipeError(f"{path}: train.dtype is bfloat16 or float32")
    if train.rank < 1 or train.batch < 1 or not 0 < data.heldout_share < 1:
        raise RecipeError(f"{path}: rank and batch begin at 1, heldout_share is between 0 and 1")
    return Config(
        run or folders["run"],
        export or folders["export"],
        base,
        data,
        rules,
        train,
        path.resolve(),
    )
