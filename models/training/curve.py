"""Stage `curve`: the run's log as a table and a picture."""

from __future__ import annotations

import json
from typing import Any

from .config import Config, RecipeError
from .files import atomic_path, atomic_text
from .prepare import read_lines

TABLE, PICTURE = "curve.csv", "learning-curve.png"


def curve(config: Config) -> None:
    """Write curve.csv into the run folder and the picture into the export folder."""
    log = config.run / "log.jsonl"
    if not log.exists():
        raise RecipeError(f"{log} is missing; run stage train first")
    events: list[dict[str, Any]] = [json.loads(line) for line in read_lines(log)]
    train = [event for event in events if event["event"] == "train"]
    dev = [event for event in events if event["event"] == "dev"]
    last = [event for event in events if event["event"] == "done"]
    dev += [{"event": "dev", "tokens": event["tokens"], "loss": event["dev"]} for event in last]
    with atomic_text(config.run / TABLE) as out:
        out.write("kind,stage,tokens,loss\n")
        for event in sorted(train + dev, key=lambda item: item["tokens"]):
            stage = event.get("stage", "")
            out.write(f"{event['event']},{stage},{event['tokens']},{event['loss']}\n")
    _draw(config, train, dev)


def _draw(config: Config, train: list[dict[str, Any]], dev: list[dict[str, Any]]) -> None:
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise RecipeError("matplotlib is missing; install the train extra") from error
    figure = Figure(figsize=(6, 3.6), layout="constrained")
    axes = figure.subplots()
    for events, name in ((train, "training"), (dev, "development (FLORES dev)")):
        axes.plot([e["tokens"] / 1e6 for e in events], [e["loss"] for e in events], label=name)
    axes.set_xlabel("target tokens seen, millions")
    axes.set_ylabel("cross-entropy a token, nats")
    axes.grid(alpha=0.3)
    axes.legend()
    config.export.mkdir(parents=True, exist_ok=True)
    with atomic_path(config.export / PICTURE) as partial:
        figure.savefig(partial, dpi=110, format="png")
