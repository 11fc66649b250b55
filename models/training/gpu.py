"""A teacher on a borrowed GPU: `python -m models.training.gpu STEP... [--seconds 540]`.

For a machine that is lent in short calls: every step stops before the call's limit, goes on in the
next, and leaves what must not be lost in --out, in parts under 16 MB. On a fresh machine, or back
here, the parts are taken up from --back. README.md has the commands in their order.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import parts
from .config import (
    BackTranslateConfig,
    Config,
    RecipeError,
    config_of,
    load_config,
    read_recipe,
    section,
)
from .files import log_event, tell

if TYPE_CHECKING:
    from .search import Search

PACK = "pack.tar.xz"
TOKENIZER = ("source.spm", "target.spm", "vocab.json")
_BUNDLES = ("back-translations.tar.xz", "answers.tar.xz")
_ROLES = ("teacher", "student")
_RESERVE = 25.0  # seconds of a call for writing what it made


@dataclass(frozen=True)
class PackConfig:
    """How much of each text travels, in sentences, and the most megabytes they may take."""

    pairs: int = 290_000
    english: int = 220_000
    dutch: int = 165_000
    limit: float = 27.0


@dataclass(frozen=True)
class DistilConfig:
    """Which Dutch the teacher translates for the student, and how."""

    pairs: int = 250_000
    beam: int = 4
    chunk: int = 20_000


@dataclass
class Job:
    """One call: its folders, its settings and when it has to stop."""

    file: Path
    work: Path
    out: Path
    device: str
    deadline: float
    raw: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.raw, folders = read_recipe(self.file)
        self.work = folders["run"] if self.work == Path() else self.work.resolve()
        self.pack = section(PackConfig, self.raw.pop("pack", {}), "pack")
        self.distil = section(DistilConfig, self.raw.pop("distil", {}), "distil")
        self._roles = {name: self.raw.pop(name, {}) for name in _ROLES}

    def config(self, role: str) -> Config:
        """The recipe of the teacher or the student, with the packed texts as its data."""
        raw = {**self.raw, **self._roles[role]}
        raw["train"] = {**raw.get("train", {}), "device": self.device}
        names = {"names": str(self.work / "names.tsv")}
        raw["back_translate"] = {**raw.get("back_translate", {}), **names}
        raw["data"] = {
            "parallel": [], "dutch": str(self.work / "dutch.txt"),
            "dev_source": str(self.work / "dev.nl"), "dev_target": str(self.work / "dev.en"),
        }  # fmt: skip
        return config_of(raw, self.work / role, self.work / "nl-en", self.file)

    def late(self, seconds: float) -> bool:
        """True when something of so many seconds would not end in this call."""
        return time.monotonic() + seconds > self.deadline


def pack(job: Job, recipe: Path) -> bool:
    """Write the texts that travel into one file: drawn pairs, English, Dutch, development set."""
    from .packing import write_texts

    config = load_config(recipe)
    files = write_texts(
        config, job.work / "texts", job.pack.pairs, job.pack.english, job.pack.dutch
    )
    parts.pack_files(files, job.work / PACK, preset=6)
    size = (job.work / PACK).stat().st_size / 1e6
    if size > job.pack.limit:
        raise RecipeError(
            f"{job.work / PACK} has {size:.0f} MB, the limit is {job.pack.limit:.0f}; "
            f"lower the numbers under [pack] of {job.file}"
        )
    tell(f"packed {job.work / PACK}: {size:.1f} MB")
    return True


def restore(job: Job, back: Path) -> None:
    """Take up what earlier calls made, and the pack; what is there already stays."""
    if not (job.work / "pairs.npz").exists():
        if not (job.work / PACK).exists():
            raise RecipeError(f"{job.work / PACK} is missing; run step pack, and bring it along")
        parts.unpack_files(job.work / PACK, job.work)
    for role in _ROLES:
        run = job.work / role
        run.mkdir(exist_ok=True)
        for name in TOKENIZER:
            if not (run / name).exists():
                (run / name).write_bytes((job.work / name).read_bytes())
        checkpoint = run / "checkpoint.pt"
        if not checkpoint.exists() and parts.join(back, f"{role}.pt", checkpoint):
            tell(f"{role}: taken up from {back}")
    for name in _BUNDLES:
        folder, archive = job.work / name.removesuffix(".tar.xz"), job.work / name
        if not folder.exists() and parts.join(back, name, archive):
            parts.unpack_files(archive, folder)
            tell(f"{folder.name}: taken up from {back}")


def teach(job: Job) -> bool:
    """Train the teacher in both directions; once there are back-translations, on them too."""
    config = job.config("teacher")
    pairs, synthetic = job.work / "pairs.npz", config.run / "synthetic.npz"
    done = _train(job, config, "train", [pairs])
    if done and synthetic.exists():
        done = _train(job, config, "continue", [pairs, synthetic])
    return done


def back_translate(job: Job) -> bool:
    """The teacher's Dutch of the packed English, filtered as the recipe filters."""
    from .backtranslate import write_synthetic
    from .prepare import read_lines
    from .store import encode_pairs
    from .tokenizer import TO_DUTCH, Vocabulary

    config, folder = job.config("teacher"), job.work / "back-translations"
    english = list(read_lines(job.work / "english.txt"))
    done = _translate(job, english, folder, config.back_translate, TO_DUTCH)
    if done and not (config.run / "synthetic.npz").exists():
        counts = write_synthetic(config, folder)
        if not counts["kept"]:
            raise RecipeError(f"no back-translation in {folder} is usable; the teacher is too weak")
        encode_pairs(
            config.run / "synthetic.tsv", config.run / "synthetic.npz", Vocabulary(job.work)
        )
        tell(f"back-translated {len(english)} sentences: {dict(counts)}")
        log_event(job.work, "back-translate", asked=len(english), **counts)
    return done


def distil(job: Job) -> bool:
    """Train the student on the teacher's answers (Kim and Rush 2016) and its back-translations."""
    from .packing import dutch_of_pairs
    from .prepare import read_lines
    from .store import encode_pairs
    from .tokenizer import Vocabulary

    config, folder = job.config("student"), job.work / "answers"
    encoded = config.run / "distilled.npz"
    if not encoded.exists():
        vocabulary = Vocabulary(job.work)
        dutch = list(read_lines(job.work / "dutch.txt"))
        dutch += dutch_of_pairs(job.work / "pairs.npz", job.distil.pairs, vocabulary)
        search = replace(config.back_translate, beam=job.distil.beam, sampled=0)
        if not _translate(job, dutch, folder, search, ""):
            return False
        table = config.run / "distilled.tsv"
        with table.open("w", encoding="utf-8", newline="\n") as out:
            for part in sorted(folder.glob("model-*.tsv")):
                out.writelines(f"distilled\t1.0\t{line}\n" for line in read_lines(part))
        encode_pairs(table, encoded, vocabulary)
    files = [encoded, job.work / "teacher" / "synthetic.npz"]
    return _train(job, config, "train", [file for file in files if file.exists()])


def export(job: Job) -> bool:
    """Write the student as a MarianMT folder in fp16."""
    from .export import write_model
    from .state import average_weights

    config = job.config("student")
    weights = average_weights(config.run / "checkpoint.pt", config)
    write_model(weights, config.model, job.work, config.export)
    tell(f"model written to {config.export}")
    return True


def score(job: Job) -> bool:
    """BLEU and chrF of teacher and student on the development set, by this script's own search."""
    from .evaluate import score as measure
    from .prepare import read_lines
    from .search import Settings
    from .text import normalise

    dutch, english = (list(read_lines(job.work / f"dev.{side}")) for side in ("nl", "en"))
    for role in _ROLES:
        config = job.config(role)
        if not (config.run / "checkpoint.pt").exists():
            continue
        settings = Settings(config.score.beam, 0, config.back_translate.batch_tokens)
        found = _search(job, role).translate([normalise(line) for line in dutch], settings)
        scores = measure(found, english)
        tell(f"{role}: BLEU {scores['bleu']}, chrF {scores['chrf']}")
        log_event(job.work, "score", role=role, beam=config.score.beam, **scores)
    return True


def _train(job: Job, config: Config, stage: str, files: list[Path]) -> bool:
    """Train until the stage or the call ends; the averaged weights go out in parts."""
    from .state import CHECKPOINT, load_checkpoint, save_snapshot
    from .train import run_stage

    done = run_stage(config, stage, files, job.deadline)
    state, tensors, vocabulary = load_checkpoint(config.run / CHECKPOINT, config)
    copy = job.work / f"{config.run.name}.pt"
    save_snapshot(copy, config, state, tensors["average"], vocabulary)
    parts.split(copy, job.out)
    return done


def _translate(
    job: Job, texts: list[str], folder: Path, settings: BackTranslateConfig, prefix: str
) -> bool:
    """Dutch and English of the texts by the teacher, part by part, as the recipe keeps them."""
    from .backtranslate import missing_parts, write_part
    from .clean import PairRules
    from .search import Settings

    missing = missing_parts(folder, "model", len(texts), job.distil.chunk)
    if not missing:
        return True
    search, longest = _search(job, "teacher"), 0.0
    for start, part in missing.items():
        if job.late(longest):
            break
        begin = time.monotonic()
        chunk = texts[start : start + job.distil.chunk]
        found = search.translate(
            chunk, Settings(settings.beam, settings.sampled, settings.batch_tokens), prefix
        )
        pairs = zip(found, chunk, strict=True) if prefix else zip(chunk, found, strict=True)
        write_part(part, pairs, PairRules())
        longest = max(longest, time.monotonic() - begin)
        tell(f"{folder.name}: {start + len(chunk)} of {len(texts)} sentences")
    archive = job.work / f"{folder.name}.tar.xz"
    parts.pack_files(sorted(folder.glob("model-*.tsv")), archive, preset=1)
    parts.split(archive, job.out)
    return not missing_parts(folder, "model", len(texts), job.distil.chunk)


def _search(job: Job, role: str) -> Search:
    """The averaged weights of the teacher or the student, ready to translate."""
    from .arithmetic import choose
    from .model import Translator
    from .search import Search
    from .state import CHECKPOINT, average_weights
    from .tokenizer import Vocabulary

    config, vocabulary = job.config(role), Vocabulary(job.work)
    if not (config.run / CHECKPOINT).exists():
        raise RecipeError(f"no {role} in {config.run}; run step teach first")
    dtype, _ = choose(config.train.arithmetic, job.device)
    weights = {
        name: tensor.to(job.device, dtype)
        for name, tensor in average_weights(config.run / CHECKPOINT, config).items()
    }
    return Search(Translator(config.model, vocabulary.pad, job.device), weights, vocabulary)


STEPS: dict[str, Callable[[Job], bool]] = {
    "teach": teach, "back-translate": back_translate, "distil": distil, "export": export,
    "score": score,
}  # fmt: skip


def check_machine(device: str) -> None:
    """Raise RecipeError that names what this machine lacks."""
    needed = ("numpy", "torch", "sentencepiece", "safetensors", "sacrebleu")
    missing = [name for name in needed if importlib.util.find_spec(name) is None]
    if missing:
        raise RecipeError(f"this Python lacks {', '.join(missing)}: {sys.executable}")
    import torch

    if device == "cuda" and not torch.cuda.is_available():
        raise RecipeError(f"torch {torch.__version__} sees no GPU here; --device cpu does without")


def main(arguments: list[str] | None = None) -> int:
    """Run the steps in turn until one is stopped by the clock; exit code 1 on a fault."""
    begin = time.monotonic()
    parser = argparse.ArgumentParser(prog="python -m models.training.gpu", description=__doc__)
    names = ("pack", *STEPS)
    parser.add_argument("steps", nargs="+", choices=names, metavar="STEP",
                        help=f"any of: {', '.join(names)}")  # fmt: skip
    parser.add_argument("--seconds", type=float, default=540, help="length of this call")
    parser.add_argument("--device", choices=("cuda", "cpu"), default="cuda")
    parser.add_argument("--work", type=Path, default=Path(), help="folder (default: of gpu.toml)")
    parser.add_argument("--out", type=Path, default=Path(os.environ.get("OUT", "build/gpu-out")))
    parser.add_argument("--back", type=Path, default=Path("build/gpu-back"))
    parser.add_argument("--settings", type=Path, default=Path(__file__).with_name("gpu.toml"))
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("recipe.toml"),
                        help="the recipe whose run is packed")  # fmt: skip
    options = parser.parse_args(arguments)
    deadline = begin + options.seconds - min(_RESERVE, options.seconds / 4)
    try:
        job = Job(options.settings, options.work, options.out, options.device, deadline)
        check_machine("cpu" if options.steps == ["pack"] else options.device)
        for name in options.steps:
            if name != "pack":
                restore(job, options.back)
            done = pack(job, options.config) if name == "pack" else STEPS[name](job)
            if not done:
                tell(f"{name}: stopped by the clock; run the same steps again")
                break
    except RecipeError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
