"""The bench for the tracer runs on a file of judged summaries and prints its table."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parents[2] / "bench" / "faithfulness.py"
ARTICLE = "Mayor Vos opened the bridge on Monday. It cost 12 million euros."


def test_the_table_has_a_row_for_each_method(tmp_path: Path) -> None:
    rows = [
        {
            "id": f"{number}_{kind}",
            "article": ARTICLE,
            "summary": summary,
            "consistent": kind,
        }
        for number in range(12)
        for kind, summary in enumerate(
            ("Mayor Kok opened the bridge for 40 million euros.", "Vos opened the bridge.")
        )
    ]
    file = tmp_path / "judged.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, BENCH, file],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(BENCH.parents[1])},
    )
    lines = done.stdout.splitlines()
    assert lines[0].startswith("| set | held out |")
    (shipped,) = [line for line in lines if "trace, as shipped" in line]
    assert shipped.endswith("| 100.0% | 100.0% | 100.0% |")
    assert len(lines) == 8
