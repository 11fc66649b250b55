"""Nothing in a test touches the user's home, the network or another test's folders."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes is the machine's affair; what hangs is ended by pytest-timeout.
settings.register_profile("translate", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("translate")

# A suite started in the background inherits that Ctrl-C is ignored, and so would what it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _own_places(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("TRANSLATE_CACHE_DIR", str(home / "cache"))
    monkeypatch.setenv("TRANSLATE_MODELS_DIR", str(home / "models"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    # what a test starts is compiled once a run, not once a process, whatever this one was told
    run = tmp_path_factory.getbasetemp()
    run = run.parent if "PYTEST_XDIST_WORKER" in os.environ else run
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(run / "bytecode"))
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with two small articles in the date-line format, one in a subfolder."""
    folder = tmp_path / "articles"
    (folder / "regio").mkdir(parents=True)
    (folder / "brug.txt").write_text(
        " date 2023-04 De brug over de Maas gaat in mei dicht. Dat duurt 14 weken.\n\n"
        "Omrijden\n\n"
        "Automobilisten moeten omrijden via Venlo. De gemeente trekt er 3 miljoen euro voor uit.\n",
        encoding="utf-8",
    )
    (folder / "regio" / "markt.txt").write_text(
        " date 2022-11 De markt verhuist naar het plein. Kooplieden zijn tevreden.\n\n"
        "De wethouder opent de markt op 5 december. De brug over de Maas gaat in mei dicht.\n",
        encoding="utf-8",
    )
    return folder
