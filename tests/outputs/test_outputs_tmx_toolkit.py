"""TMX in the hands of another tool: read and written again by translate-toolkit.

Its package is called ``translate`` as well, so it lies in a folder of its own (``make test`` puts
it into the virtual environment's ``toolkit/``) and runs in another process.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from result_values import SAMPLE, results

from translate.outputs.clean import one_line
from translate.outputs.tmx import render_tmx
from translate.types import ArticleResult

TOOLKIT = Path(sys.prefix) / "toolkit"
pytestmark = pytest.mark.skipif(
    not TOOLKIT.is_dir(), reason=f"translate-toolkit is not in {TOOLKIT}: 'make test' puts it there"
)
SCRIPT = """
import json, sys
sys.path.insert(0, sys.argv[1])
from translate.storage.tmx import tmxfile
first = tmxfile.parsefile(sys.argv[2])
first.savefile(sys.argv[3])
stores = [first, tmxfile.parsefile(sys.argv[3])]
json.dump([[[str(u.source), str(u.target)] for u in store.units] for store in stores], sys.stdout)
"""


def through_toolkit(text: str, folder: Path) -> list[list[list[str]]]:
    """Pairs as the tool reads our file, and as it reads its own copy of it."""
    ours, theirs = folder / "ours.tmx", folder / "theirs.tmx"
    ours.write_text(text, encoding="utf-8")
    command = [sys.executable, "-I", "-c", SCRIPT, str(TOOLKIT), str(ours), str(theirs)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    stores: list[list[list[str]]] = json.loads(done.stdout)
    return stores


@settings(
    deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(SAMPLE)
@given(results)
def test_another_tool_reads_every_pair_and_keeps_it(tmp_path: Path, value: ArticleResult) -> None:
    first, second = through_toolkit(render_tmx(value), tmp_path)
    sides = [[one_line(pair.source), one_line(pair.target)] for pair in value.sentences()]
    lost = str.maketrans("", "", "\ufffe\uffff")  # which XML cannot hold
    expected = [[text.translate(lost) for text in pair] for pair in sides]
    assert first == [pair for pair in expected if all(pair)]
    assert second == first
