"""Entry command of the recipe: `python -m models.training.summary STAGE... --config FILE`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from translate.errors import TranslateError

from ..config import RecipeError
from .config import Config, load_config

_NAMES = ("pairs", "train", "export")


def _stages() -> dict[str, Callable[[Config], None]]:
    from .export import export
    from .pairs import make_pairs
    from .train import train

    return {"pairs": make_pairs, "train": train, "export": export}


def main(arguments: list[str] | None = None) -> int:
    """Run stages in the order of the recipe; exit code 1 with one line when something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m models.training.summary", description=__doc__)
    parser.add_argument("stages", nargs="+", choices=[*_NAMES, "all"], metavar="STAGE",
                        help=f"any of: {', '.join(_NAMES)}, all")  # fmt: skip
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("recipe.toml"))
    parser.add_argument("--run", type=Path, help="folder of the run (default: from the file)")
    parser.add_argument("--export", type=Path, help="folder of the adapter")
    options = parser.parse_args(arguments)
    wanted = _NAMES if "all" in options.stages else options.stages
    try:
        config = load_config(options.config, options.run, options.export)
        stages = _stages()
        for name in _NAMES:
            if name in wanted:
                stages[name](config)
    except (RecipeError, TranslateError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
