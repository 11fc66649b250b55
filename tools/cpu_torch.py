"""The CPU build of torch where there is no NVIDIA GPU, before anything else asks for torch.

    python tools/cpu_torch.py [--index URL] [--wait SECONDS]

On Linux the torch of the Python Package Index brings CUDA: gigabytes for a GPU that most machines
have not. Its makers' own index has a build without. Where that index does not answer within
``--wait`` seconds, or has no build for this Python, one line says so and nothing is installed:
whoever asks for torch next gets what pip finds. Only the standard library and pip are needed.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

CONSTRAINTS = Path(__file__).parents[1] / "constraints.txt"
INDEX = "https://download.pytorch.org/whl/cpu"
#: In a process of its own: no time-out of a socket covers looking up a name.
ASK = "import sys, urllib.request; urllib.request.urlopen(sys.argv[1]).read(1)"


def main() -> None:
    """Install it, or say in one line why not; the exit code is 0 either way."""
    parser = argparse.ArgumentParser(description="Install the CPU build of torch.")
    parser.add_argument("--index", default=INDEX, help="where it is; %(default)s")
    parser.add_argument("--wait", type=float, default=3.0, help="seconds to wait for an answer")
    options = parser.parse_args()
    if platform.system() != "Linux" or find_spec("torch") or has_gpu():
        return
    index = options.index.rstrip("/")
    if not answers(f"{index}/torch/", options.wait):
        told(f"{index} does not answer")
    elif not install(index):
        told(f"{index} has no torch for this machine")


def has_gpu() -> bool:
    """Whether the driver sees an NVIDIA GPU."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return any(Path("/proc/driver/nvidia/gpus").glob("*"))
    done = subprocess.run([program, "-L"], capture_output=True, text=True, check=False)
    return done.returncode == 0 and "GPU" in done.stdout


def answers(url: str, seconds: float) -> bool:
    """Whether a page can be read in time."""
    ask = [sys.executable, "-c", ASK, url]
    try:
        return (
            subprocess.run(ask, capture_output=True, timeout=seconds, check=False).returncode == 0
        )
    except subprocess.TimeoutExpired:
        return False


def install(index: str) -> bool:
    """torch alone; what it needs comes with the rest, from the usual place."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--only-binary=:all:",
    ]
    command += ["--index-url", index, "--constraint", str(CONSTRAINTS), "torch"]
    return subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 0


def told(why: str) -> None:
    """The one line."""
    sys.stderr.write(f"torch: {why}: taking the usual build, which may bring CUDA (5 GB)\n")


if __name__ == "__main__":
    main()
