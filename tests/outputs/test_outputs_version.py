"""A run takes files of an earlier run for its own only where this version would write the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from translate.outputs import formats


@pytest.mark.parametrize("name", ["markdown.py", "templates/style.css.j2"])
def test_what_writes_results_is_in_the_version(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = formats.formats_version.__wrapped__
    before = version()
    room = shutil.copytree(Path(formats.__file__).parent, tmp_path / "outputs")
    monkeypatch.setattr(formats, "__file__", str(room / "formats.py"))
    assert version() == before
    (room / name).write_text("other")
    assert version() != before
