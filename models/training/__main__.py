"""Entry command of the recipe: `python -m models.training STAGE... --config FILE`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from .config import Config, RecipeError, load_config

# Both are read at process start, hence the second start. glibc returns large blocks to the system
# and pays for fresh pages at every step: a third of the time of a training step on a CPU. oneDNN
# makes a kernel for every shape of product and remembers 1,024 of them; batches of text have more.
_ENVIRONMENT = {
    "GLIBC_TUNABLES": "glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=8000000000"
    ":glibc.malloc.top_pad=268435456",
    "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "30000",
}


def _stages() -> dict[str, Callable[[Config], None]]:
    from .backtranslate import back_translate
    from .curve import curve
    from .evaluate import evaluate
    from .export import average, export, seal
    from .forward import forward_translate
    from .prepare import prepare
    from .probe import probe
    from .tokenizer import train_tokenizer
    from .train import train

    return {
        "prepare": prepare,
        "tokenizer": train_tokenizer,
        "train": lambda config: train(config, "train"),
        "back-translate": back_translate,
        "forward-translate": forward_translate,
        "continue": lambda config: train(config, "continue"),
        "average": average,
        "evaluate": evaluate,
        "curve": curve,
        "export": export,
        "probe": probe,
        "seal": seal,
    }


_NAMES = (
    "prepare", "tokenizer", "train", "back-translate", "forward-translate", "continue", "average",
    "export", "evaluate", "probe", "curve", "seal",
)  # fmt: skip


def _order(config: Config) -> list[str]:
    """Stages in the order they need each other: a lexicon needs no trained reverse model."""
    names = list(_NAMES)
    if config.back_translate.method == "lexicon":
        names.remove("back-translate")
        names.insert(names.index("train"), "back-translate")
    return names


def main(arguments: list[str] | None = None) -> int:
    """Run stages in the order of the recipe; exit code 1 with one line when something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m models.training", description=__doc__)
    parser.add_argument("stages", nargs="+", choices=[*_NAMES, "all"], metavar="STAGE",
                        help=f"any of: {', '.join(_NAMES)}, all")  # fmt: skip
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("recipe.toml"))
    parser.add_argument("--run", type=Path, help="folder of the run (default: from the file)")
    parser.add_argument("--export", type=Path, help="folder of the exported model")
    options = parser.parse_args(arguments)
    try:
        config = load_config(options.config, options.run, options.export)
        stages = _stages()
        wanted = set(_NAMES if "all" in options.stages else options.stages)
        if not config.forward.model and "forward-translate" not in options.stages:
            wanted.discard("forward-translate")
        for name in _order(config):
            if name in wanted:
                stages[name](config)
    except RecipeError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    if sys.platform == "linux" and not _ENVIRONMENT.keys() <= os.environ.keys():
        os.environ.update({**_ENVIRONMENT, **os.environ})
        os.execv(sys.executable, [sys.executable, "-m", "models.training", *sys.argv[1:]])
    sys.exit(main())
