"""``run.json`` of a run whose articles end in no order, and each perhaps more than once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from translate.cluster.folders import Folder
from translate.cluster.plan import Plan
from translate.outputs import ArticleEntry, RunLog, entry_line
from translate.outputs.run_record import FILE_NAME


class SpooledLog(RunLog):
    """A run's record with its articles in the plan's file, in the order of a local run."""

    def __init__(
        self, signature: str, options: Mapping[str, Any], versions: Mapping[str, str], plan: Plan
    ) -> None:
        super().__init__(signature, options, versions, journal=plan)
        self._plan = plan

    def note(self, order: tuple[int, int], entry: ArticleEntry, item: bytes | None) -> bool:
        """Note an article at its place, once; False where it was noted before."""
        if not self._plan.end(order, entry_line(entry), item):
            return False
        self._count(entry)
        return True

    def spool(self, out: Folder, folder: Path) -> None:
        """Write ``run.json`` into ``out``, by way of a file in ``folder``."""
        file = folder / FILE_NAME
        with file.open("w", encoding="utf-8") as stream:
            stream.writelines(self.text())
        out.put(FILE_NAME, file)
