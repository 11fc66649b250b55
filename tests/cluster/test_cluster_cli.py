"""What a user meets before there is a cluster: one line each, and the right exit code."""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from translate.cluster import connection
from translate.cluster.connection import Size, connected, need_ray
from translate.errors import ClusterError, EngineUnavailable, ExitCode, UsageError

ROOT = Path(__file__).parents[2]


def command(articles: Path, tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from translate.cli.main import main; main()", "run", str(articles),
         "--out", str(tmp_path / "out"), "--no-cache", "--no-summary", *words],
        capture_output=True, text=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--workers", "2"), "--workers needs a cluster"),
        (("--cluster", "ray", "--dry-run"), "--dry-run cannot be used with --cluster"),
        (
            ("--cluster", "ray", "--to", "sqlite"),
            "--to sqlite cannot be used with --cluster",
        ),
        (("--out", "s3://bucket/out"), "s3://bucket/out is a URL"),
    ],
    ids=["workers", "dry-run", "tables", "url"],
)
def test_words_that_make_no_sense_together(
    articles: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    done = command(articles, tmp_path, *words)
    assert done.returncode == ExitCode.USAGE
    assert done.stdout == "" and done.stderr.startswith(f"translate: {said}")
    assert done.stderr.count("\n") == 1


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "ray" else real(name)
    )
    with pytest.raises(EngineUnavailable, match=r"pip install 'nieuws-translate\[ray\]'") as caught:
        need_ray()
    assert caught.value.exit_code is ExitCode.MODEL


@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="needs the extra 'ray'")
def test_no_cluster_at_the_address(articles: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    done = command(articles, tmp_path, "--cluster", "ray", "--ray-address", address)
    assert done.returncode == ExitCode.ALL_FAILED
    (line,) = [line for line in done.stderr.splitlines() if "error" in line or "cluster" in line]
    assert line.startswith(f"translate: no cluster at {address}") and "ray start" in line


@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="needs the extra 'ray'")
def test_addresses_that_cannot_be_meant() -> None:
    for address in ("ray://host:10001", "host", "host:port"):
        with pytest.raises(UsageError), connected(address, Size()):
            pytest.fail("connected")


class NoRay:
    """Ray's module, as far as starting it goes, which ends in ``error``."""

    def __init__(self, error: Exception) -> None:
        self._error = error
        self.is_down = False

    def init(self, **options: object) -> None:
        raise self._error

    def shutdown(self) -> None:
        self.is_down = True


def test_a_cluster_of_another_version_is_one_line() -> None:
    ray = NoRay(
        RuntimeError(
            "Version mismatch: The cluster was started with:\n    Ray: 2.9.0\n    Python: 3.9.1\n"
        )
    )
    with pytest.raises(ClusterError, match=r"Ray: 2\.9\.0 Python: 3\.9\.1") as caught:
        connection._init(ray, "10.0.0.1:6379", Size())
    assert "\n" not in str(caught.value) and ray.is_down
    assert caught.value.exit_code is ExitCode.ALL_FAILED


def test_a_cluster_that_does_not_start_is_one_line() -> None:
    ray = NoRay(Exception("The current node timed out during startup.\nThis could happen."))
    with pytest.raises(ClusterError, match="cannot start Ray here") as caught:
        connection._init(ray, None, Size())
    assert "\n" not in str(caught.value) and ray.is_down
