"""Small plots of what grows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path


def plot(
    path: Path,
    title: str,
    across: str,
    up: str,
    x: Sequence[float],
    lines: Mapping[str, Sequence[float]],
) -> None:
    """A PNG of a few lines; both axes are logarithmic, so that a straight slope is a power."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot
    from matplotlib.ticker import NullFormatter, ScalarFormatter

    figure, axes = pyplot.subplots(figsize=(5.2, 3.2), dpi=110)
    marks = ("o-", "s--", "^:", "d-.")
    for mark, (name, values) in zip(marks, lines.items(), strict=False):
        axes.plot(x, values, mark, label=name)
    axes.set(title=title, xlabel=across, ylabel=up, xscale="log", yscale="log")
    axes.set_xticks(list(x), [f"{value:,}" for value in x])
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.yaxis.set_major_formatter(ScalarFormatter())
    axes.grid(alpha=0.3)
    axes.legend()
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)
    pyplot.close(figure)
