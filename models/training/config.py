"""Configuration of the recipe: one TOML file, checked on load; paths are relative to it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


class RecipeError(Exception):
    """A fault the user can mend: one line that says what and what to do next."""


@dataclass(frozen=True)
class DataConfig:
    """Where text comes from and how much each source counts (draws per pass)."""

    parallel: tuple[str, ...]
    dictionaries: tuple[str, ...] = ()  # parallel too, made of the others (dictionary.py)
    english: str = ""
    english_sources: str = ""
    dutch: str = ""
    dutch_sources: str = ""
    heldout: tuple[str, ...] = ()
    dev_source: str = ""
    dev_target: str = ""
    default_weight: float = 1.0
    weights: dict[str, float] = field(default_factory=dict)
    free_form: tuple[str, ...] = ()
    max_words: int = 60
    max_same_opening: int = 12


@dataclass(frozen=True)
class TokenizerConfig:
    """SentencePiece unigram model shared by both languages."""

    vocabulary: int = 8000
    coverage: float = 0.9998
    sentences: int = 600_000


@dataclass(frozen=True)
class ModelConfig:
    """MarianMT sizes."""

    width: int = 256
    heads: int = 8
    encoder_layers: int = 6
    decoder_layers: int = 2
    inner: int = 1536
    positions: int = 256
    embedding_start: str = "svd"


@dataclass(frozen=True)
class TrainConfig:
    """Optimisation; times in seconds, batch sizes in target tokens."""

    minutes: float = 60.0
    start: str = ""  # exported folder whose weights and tokenizer a new run begins with
    max_steps: int = 0
    step_tokens: int = 6144
    micro_tokens: int = 1536
    buckets: tuple[int, ...] = tuple(range(4, 97))  # padded lengths
    to_dutch: float = 0.4
    back_translated: float = 1.0
    tagged: float = 1.0  # share of synthetic pairs whose source begins with >>bt<<
    bulk: float = 1.0  # factor on sources whose weight is below one
    matrix_rate: float = 0.02
    other_rate: float = 0.002
    warmup_steps: int = 150
    decay_fraction: float = 0.2
    smoothing: float = 0.1
    dropout: float = 0.0
    average_decay: float = 0.997
    checkpoint_seconds: float = 300.0
    dev_seconds: float = 180.0
    dev_sentences: int = 200
    device: str = "cpu"
    arithmetic: str = "auto"  # of products: the faster here, or "bfloat16" or "float32"
    helper_processes: int = 1
    cores: tuple[int, ...] = ()
    helper_nice: int = 10
    seed: int = 1


@dataclass(frozen=True)
class BackTranslateConfig:
    """Which English sentences are turned into Dutch, and how many."""

    # "lexicon" is word by word, while the reverse model is weak; "both" uses it for rare words.
    method: str = "model"
    model: str = ""  # exported folder of a reverse model; "": the run's own reverse direction
    beam: int = 1
    sampled: int = 0  # draw each piece among so many best ones; 0 takes the best
    ready: tuple[str, ...] = ()  # back-translations made before: source, English, Dutch
    names: str = ""  # table of Dutch<TAB>English names, for those that the model left English
    abbreviations: float = 0.0  # share of copied abbreviations exchanged for Dutch ones
    synonyms: float = 0.0  # share made up for of what words of Dutch news lack (synonyms.py)
    people: float = 0.0  # share of people exchanged for Dutch ones (people.py)
    first_names: str = ""  # word lists whose section [first names] tells who are people
    marked: float = 0.0  # share of pairs that get an address, a symbol or brackets to copy
    sentences: int = 120_000
    first: int = 0
    # Also every sentence, of any source, with a word of the pairs that fewer of the chosen have.
    rare_below: int = 0
    sources: dict[str, float] = field(default_factory=lambda: {"*": 1.0})  # share kept
    min_words: int = 5
    max_words: int = 38
    threads: int = 1
    core: int = -1
    varied: float = 0.0  # share of copied names and numbers exchanged for others (lexicon only)
    batch_tokens: int = 4096


@dataclass(frozen=True)
class ForwardConfig:
    """Which Dutch sentences the model translates for itself, and which answers it learns from."""

    model: str = ""  # exported folder; "": stage `all` leaves self-training out
    sources: dict[str, float] = field(default_factory=lambda: {"*": 1.0})  # share kept
    sentences: int = 250_000
    min_words: int = 5
    max_words: int = 38
    beam: int = 4
    unlikely: float = 0.3  # share of the answers, the least likely by the model, left out
    weight: float = 1.0
    threads: int = 1
    core: int = -1


@dataclass(frozen=True)
class ScoreConfig:
    """How weights are averaged for export, and how the export is scored."""

    average_last: int = 3
    sentences: int = 0
    beam: int = 4
    threads: int = 1


@dataclass(frozen=True)
class SealConfig:
    """What the exported folder's manifest says of it."""

    name: str = "nl-en"
    licence: str = "MIT"


@dataclass(frozen=True)
class Config:
    """The whole recipe. `run` is the folder every stage reads and writes."""

    run: Path
    export: Path
    data: DataConfig
    tokenizer: TokenizerConfig
    model: ModelConfig
    train: TrainConfig
    proceed: TrainConfig
    back_translate: BackTranslateConfig
    forward: ForwardConfig
    score: ScoreConfig
    seal: SealConfig
    source: Path

    def path(self, value: str) -> Path:
        """A path of the file, taken relative to the configuration file."""
        return (self.source.parent / value).resolve()


def load_config(path: Path, run: Path | None = None, export: Path | None = None) -> Config:
    """Read and check a recipe file; `run` and `export` override its folders.

    Raises RecipeError for a file that is missing, unreadable or has unknown keys.
    """
    raw, folders = read_recipe(path)
    return config_of(raw, run or folders["run"], export or folders["export"], path)


def config_of(raw: dict[str, Any], run: Path, export: Path, path: Path) -> Config:
    """The configuration of the tables of a recipe file, checked; RecipeError as load_config."""
    raw = dict(raw)
    train = raw.pop("train", {})
    proceed = {**train, **raw.pop("continue", {})}
    try:
        config = Config(
            run=run,
            export=export,
            data=section(DataConfig, raw.pop("data", {}), "data"),
            tokenizer=section(TokenizerConfig, raw.pop("tokenizer", {}), "tokenizer"),
            model=section(ModelConfig, raw.pop("model", {}), "model"),
            train=section(TrainConfig, train, "train"),
            proceed=section(TrainConfig, proceed, "continue"),
            back_translate=section(
                BackTranslateConfig, raw.pop("back_translate", {}), "back_translate"
            ),
            forward=section(ForwardConfig, raw.pop("forward", {}), "forward"),
            score=section(ScoreConfig, raw.pop("score", {}), "score"),
            seal=section(SealConfig, raw.pop("seal", {}), "seal"),
            source=path.resolve(),
        )
    except TypeError as error:
        raise RecipeError(f"{path}: {error}; compare with recipe.toml") from error
    if raw:
        raise RecipeError(f"{path}: unknown setting {', '.join(sorted(raw))}")
    for settings in (config.train, config.proceed):
        if settings.arithmetic not in ("auto", "bfloat16", "float32"):
            raise RecipeError(f"{path}: arithmetic is auto, bfloat16 or float32")
    if config.model.width % config.model.heads or config.model.width % 2:
        raise RecipeError(f"{path}: model.width must be even and a multiple of model.heads")
    return config


def read_recipe(path: Path) -> tuple[dict[str, Any], dict[str, Path]]:
    """The tables of a recipe file, and its folders `run` and `export`, taken relative to it.

    Raises RecipeError for a file that cannot be read.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RecipeError(f"cannot read recipe {path}: {error}") from error
    here = path.resolve().parent
    return raw, {name: (here / raw.pop(name, name)).resolve() for name in ("run", "export")}


def section(kind: type[T], values: dict[str, Any], name: str) -> T:
    """A table as its dataclass; raises RecipeError for a setting that it does not have."""
    known = {item.name for item in fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(values) - known)
    if unknown:
        raise RecipeError(f"unknown setting [{name}] {', '.join(unknown)}")
    frozen = {key: tuple(v) if isinstance(v, list) else v for key, v in values.items()}
    return kind(**frozen)
