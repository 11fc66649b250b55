"""Whether every pin of constraints.txt has a wheel for the machines that the README names.

    python tools/wheels.py      (uv has to be installed; ``make wheels`` sees to it)

Prints a line for each kind of machine and Python, and ends with 1 where one lacks something.
"""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import product
from pathlib import Path

PINS = Path(__file__).parents[1] / "constraints.txt"
MACHINES = {
    "Linux x86-64": "x86_64-manylinux_2_28",
    "Linux ARM": "aarch64-manylinux_2_28",
    "macOS 14 ARM": "aarch64-apple-darwin",
    "Windows": "x86_64-pc-windows-msvc",
}
#: Without it uv takes macOS to be 13.
MACOS_14 = os.environ | {"MACOSX_DEPLOYMENT_TARGET": "14.0"}
#: Published as source only, of pure Python: any machine installs it.
SOURCE_ONLY = ("rouge_score",)
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def lacking(machine: str, python: str) -> str:
    """What uv says is missing; empty where all is there. Nothing is downloaded but metadata."""
    lines = PINS.read_text("utf-8").splitlines()
    pins = "\n".join(line for line in lines if not line.startswith(SOURCE_ONLY))
    command = [sys.executable, "-m", "uv", "pip", "compile", "-", "--quiet", "--no-config"]
    command += ["--only-binary", ":all:", "--no-deps"]
    command += ["--python-platform", machine, "--python-version", python]
    done = subprocess.run(
        command, input=pins, env=MACOS_14, capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else done.stderr.strip()


def main() -> int:
    """Print the table; 1 where a wheel is missing."""
    faults = 0
    for (name, machine), python in product(MACHINES.items(), PYTHONS):
        missing = lacking(machine, python)
        faults += bool(missing)
        sys.stdout.write(f"{name}, Python {python}: {missing or 'all wheels are there'}\n")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
