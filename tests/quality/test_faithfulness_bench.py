"""The benches of the rules run on files of judged summaries and print their tables."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench"
ARTICLE = "Mayor Vos opened the bridge on Monday. It cost 12 million euros."


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    """Twelve articles with an unfaithful and a faithful summary each."""
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
    return file


def printed(script: str, *arguments: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, BENCH / script, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(BENCH.parent)},
    )
    return done.stdout.splitlines()


def test_the_table_has_a_row_for_each_method(judged: Path) -> None:
    lines = printed("faithfulness.py", judged)
    assert lines[0].startswith("| set | held out |")
    (shipped,) = [line for line in lines if "trace, as shipped" in line]
    assert shipped.endswith("| 100.0% | 100.0% | 100.0% |")
    assert len(lines) == 7


def test_each_rule_is_measured_alone_and_left_out(judged: Path) -> None:
    lines = printed("rules.py", judged)
    (name,) = [line for line in lines if "trace: name" in line]
    # it fires on the unfaithful half, and without it the number still gives that half away
    assert "| 12 | 100.0 % | +50.0 [+50.0, +50.0] | 100.0 % | 100.0 % [+0.0, +0.0] |" in name


def test_what_choosing_can_give_ends_with_the_judgements(judged: Path) -> None:
    rows = [json.loads(line) for line in judged.read_text("utf-8").splitlines()]
    judged.write_text("".join(json.dumps({**row, "way": "greedy"}) + "\n" for row in rows), "utf-8")
    lines = printed("candidates.py", judged)
    assert lines[2].startswith("| greedy | 24 | 12 |")
    assert lines[-4].startswith("| no check | 1 of 1 |") and lines[-4].endswith("| 1 |")
    assert lines[-1].startswith("| the judgements themselves | 1 of 1 |")
    assert lines[-1].endswith("| 0 |")
