"""Stage `export`: the adapter of the last checkpoint, in fp16, as the engines read it."""

from __future__ import annotations

from ..config import RecipeError
from ..files import log_event, tell
from .config import Config
from .lora import WEIGHTS, write_adapter
from .train import CHECKPOINT, read_checkpoint


def export(config: Config) -> None:
    """Write the adapter's folder; its card is written by hand."""
    path = config.run / CHECKPOINT
    if not path.exists():
        raise RecipeError(f"{config.run} has no checkpoint; run stage train first")
    content = read_checkpoint(path, config.train)
    write_adapter(config.export, content["tensors"], config.train, config.base)
    size = (config.export / WEIGHTS).stat().st_size
    log_event(config.run, "export", step=content["step"], bytes=size)
    tell(f"adapter written to {config.export}, {size / 1e6:.1f} MB")
