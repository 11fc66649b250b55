"""Which torch an installation gets, against an index on the loopback interface."""

from __future__ import annotations

import os
import platform
import socket
import subprocess
import threading
import venv
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pip
import pytest

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "tools" / "cpu_torch.py"
PINNED = next(
    line.removeprefix("torch==")
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    if line.startswith("torch==")
)

pytestmark = pytest.mark.skipif(platform.system() != "Linux", reason="PyPI's build is a CPU build")


def put_wheel(folder: Path, version: str) -> None:
    """A torch of the index at ``folder`` with nothing in it."""
    place = folder / "torch"
    place.mkdir(parents=True, exist_ok=True)
    name = f"torch-{version}-py3-none-any.whl"
    info = f"torch-{version}.dist-info"
    with zipfile.ZipFile(place / name, "w") as wheel:
        wheel.writestr("torch/__init__.py", "")
        wheel.writestr(
            f"{info}/METADATA",
            f"Metadata-Version: 2.1\nName: torch\nVersion: {version}\nRequires-Dist: cuda\n",
        )
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    (place / "index.html").write_text(f'<a href="{name}">{name}</a>', "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the index has."""
    place = tmp_path / "index"
    place.mkdir()
    return place


@pytest.fixture
def index(folder: Path) -> Iterator[str]:
    """The address of an index over ``folder``."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """An environment with nothing in it but our pip."""
    venv.create(tmp_path / "venv", symlinks=True)
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "pip").symlink_to(Path(pip.__file__).parent)
    return tmp_path / "venv" / "bin" / "python"


def ran(python: Path, index: str, wait: float = 60.0, gpus: str = "") -> tuple[list[str], str]:
    """What was installed, and what was said; ``gpus`` is what the driver lists."""
    driver = python.parent / "nvidia-smi"
    driver.write_text(f"#!/bin/sh\necho '{gpus}'\n")
    driver.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    done = subprocess.run(
        [python, SCRIPT, "--index", index, "--wait", str(wait)],
        env={
            **kept,
            "PATH": f"{python.parent}{os.pathsep}{kept['PATH']}",
            "PYTHONPATH": str(python.parents[2] / "lib"),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        },
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [
        one.stem for one in python.parents[1].glob("lib/*/site-packages/*.dist-info")
    ], done.stderr


def test_without_a_gpu_the_cpu_build_is_taken_and_nothing_that_it_names(
    python: Path, folder: Path, index: str
) -> None:
    put_wheel(folder, f"{PINNED}+cpu")
    assert ran(python, index) == ([f"torch-{PINNED}+cpu"], "")
    put_wheel(folder, f"{PINNED}+cpu.post1")  # what is there stays
    assert ran(python, index) == ([f"torch-{PINNED}+cpu"], "")


def test_with_a_gpu_nobody_is_asked(python: Path, folder: Path, index: str) -> None:
    put_wheel(folder, f"{PINNED}+cpu")
    assert ran(python, index, gpus="GPU 0: NVIDIA H200 (UUID: GPU-1)") == ([], "")


def test_an_index_without_the_pinned_version_is_one_line(
    python: Path, folder: Path, index: str
) -> None:
    put_wheel(folder, "1.0+cpu")
    installed, said = ran(python, index)
    assert installed == []
    assert "no torch for this machine: taking the usual build" in said and said.count("\n") == 1


def test_an_index_that_keeps_silent_is_waited_for_no_longer_than_said(python: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # connects, and never answers
        installed, said = ran(python, f"http://127.0.0.1:{silent.getsockname()[1]}", wait=1)
    assert installed == []
    assert "does not answer: taking the usual build" in said and said.count("\n") == 1


def test_so_is_one_that_is_not_there(python: Path, index: str) -> None:
    installed, said = ran(python, f"{index}/nowhere")
    assert installed == [] and "does not answer" in said
