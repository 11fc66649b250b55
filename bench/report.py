"""How long a browser takes to show the report's list of articles, as a Markdown table.

    PYTHONPATH=. python bench/report.py [--articles 1000] [--repeats 7]

The list holds so many articles with the titles and reference summaries of ``corpus/``, each with
a date and flags. Each time a new page in headless Chromium opens it from the disk; the clock stops
when the browser has laid it out and drawn the next frame. Then the search is given a word. The
last line is the processor time of the page's main thread for both, which other programs on the
machine do not lengthen.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from translate.outputs import IndexItem, render_index

ROOT = Path(__file__).resolve().parents[1]
_DRAWN = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"


def items(count: int) -> list[IndexItem]:
    """Rows as a run over ``count`` articles would give them."""
    summaries = sorted((ROOT / "corpus" / "reference").glob("*.summary.txt"))
    texts = [file.read_text("utf-8").strip() for file in summaries]
    made = []
    for number in range(count):
        summary = texts[number % len(texts)]
        title = f"{summary.split('. ')[0]} ({number})"
        made.append(
            IndexItem(
                f"{number}.txt.html",
                title,
                dutch=title,
                date=f"{2010 + number % 15}-{1 + number % 12:02}",
                summary=summary,
                flags={"NUM": 1 + number % 3, "NAME": 1, "UNSURE": number % 9 + 1},
            )
        )
    return made


def measure(page: Any, file: Path) -> tuple[float, float, float]:
    """Seconds until the list is drawn, from a search to the rows that are left, and of work."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(file.as_uri())
    page.evaluate(_DRAWN)
    shown = page.evaluate("() => performance.now()") / 1000
    page.evaluate("() => { window.began = performance.now(); }")
    page.fill("#search", "(7)")
    page.evaluate(_DRAWN)
    searched = page.evaluate("() => performance.now() - window.began") / 1000
    metrics = {
        one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]
    }
    return shown, searched, metrics["TaskDuration"]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--repeats", type=int, default=7)
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.stderr.write("there is no Chromium on this machine\n")
        return 1
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder, "index.html")
        file.write_text(render_index(items(options.articles)), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        times = []
        for _ in range(options.repeats):
            page = browser.new_page()
            times.append(measure(page, file))
            page.close()
        browser.close()
        size = file.stat().st_size / 1e6
    sys.stdout.write(f"{options.articles} articles, {size:.1f} MB, {options.repeats} times\n\n")
    sys.stdout.write("| | median (s) | least | most |\n| --- | ---: | ---: | ---: |\n")
    kinds = ("open", "search", "work of both")
    for what, values in zip(kinds, zip(*times, strict=True), strict=True):
        row = (median(values), min(values), max(values))
        sys.stdout.write(f"| {what} | " + " | ".join(f"{value:.2f}" for value in row) + " |\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
