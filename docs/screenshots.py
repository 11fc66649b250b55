"""Takes the README's pictures of the report anew: ``python -m docs.screenshots [OPTIONS]``.

Runs ``translate run`` over ``corpus/`` into a folder of its own, with the models that are on this
machine or that OPTIONS of ``translate run`` name, opens the report in headless Chromium, and
writes ``docs/images/report-index.png`` (light) and ``docs/images/report-article.png`` (dark).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
ARTICLE = "politiek-gemeenteraad.txt.html"
SIZE = {"width": 960, "height": 600}


def take(out: Path, chromium: str) -> None:
    """Pictures of the report in ``out``."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page: Any = browser.new_page(viewport=SIZE, color_scheme="light")
        page.goto((out / "index.html").as_uri())
        page.screenshot(path=IMAGES / "report-index.png")
        page.emulate_media(color_scheme="dark")
        page.goto((out / ARTICLE).as_uri())
        page.eval_on_selector(".piece", "piece => piece.scrollIntoView()")
        page.hover(".piece")
        page.screenshot(path=IMAGES / "report-article.png")
        browser.close()


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.stderr.write("there is no Chromium on this machine\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", "from translate.cli.main import main; main()"]
        command += ["run", str(ROOT / "corpus"), "--out", folder, "--to", "html", "--quiet"]
        command += ["--no-cache", *sys.argv[1:]]
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        take(Path(folder), chromium)
    for name in ("report-index.png", "report-article.png"):
        size = (IMAGES / name).stat().st_size
        sys.stdout.write(f"{name}: {size // 1000} kB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
