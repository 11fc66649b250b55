"""Which processor this is, what CTranslate2 makes of it, and how much of it is ours to use.

Machines with other instruction sets add int8 products up in another way: CTranslate2's own
kernels (``ctranslate2`` below) and oneDNN's, whose sums are exact only with VNNI.
"""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path

_CPU_INFO = Path("/proc/cpuinfo")
_QUOTA = Path("/sys/fs/cgroup/cpu.max")
_QUOTA_V1 = Path("/sys/fs/cgroup/cpu/cpu.cfs_quota_us")
_PERIOD_V1 = Path("/sys/fs/cgroup/cpu/cpu.cfs_period_us")
_ARM = ("arm64", "aarch64")
#: Those on which speed and rounding depend, in the kernel's spelling.
_SETS = (
    "sse4_1", "avx", "avx2", "avx_vnni", "avx512f", "avx512_vnni", "avx512_bf16", "amx_int8",
    "amx_bf16", "asimd", "asimddp", "i8mm", "bf16", "sve",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Processor:
    """``name`` is its maker's; ``instruction_sets`` is empty where the system does not list them.

    ``ctranslate2`` is the set for which CTranslate2 has kernels of its own and uses them here:
    GENERIC, AVX, AVX2, AVX512 or NEON, or "" where that cannot be known.
    """

    name: str
    architecture: str
    instruction_sets: tuple[str, ...]
    ctranslate2: str

    def __str__(self) -> str:
        sets = ", ".join(self.instruction_sets) or "instruction sets unknown"
        uses = f"; CTranslate2 uses {self.ctranslate2}" if self.ctranslate2 else ""
        return f"{self.name}, {self.architecture} ({sets}){uses}"


def processor() -> Processor:
    """This machine's."""
    architecture, listed = _architecture(), _listed()
    sets = tuple(name for name in _SETS if name in listed["flags"].split())
    name = listed.get("model name") or platform.processor() or architecture
    return Processor(name, architecture, sets, _of_ctranslate2(architecture, sets))


def has_int8() -> bool:
    """Whether CTranslate2 computes in int8 here: SSE 4.1 on x86, always on 64-bit ARM."""
    flags = _listed()["flags"].split()
    # macOS and Windows list none, and run on nothing older
    return _architecture() in _ARM or (
        _architecture() == "x86_64" and (not flags or "sse4_1" in flags)
    )


def usable_cores() -> int:
    """Cores this process may run on, cut down to the container's quota; at least 1."""
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    else:  # macOS and Windows have no affinity call
        cores = os.cpu_count() or 1
    try:
        limit, period = _QUOTA.read_text().split()[:2]
    except (OSError, ValueError):
        try:
            limit, period = _QUOTA_V1.read_text(), _PERIOD_V1.read_text()
        except OSError:
            return cores
    try:
        quota = int(limit) // int(period)
    except (ValueError, ZeroDivisionError):  # "max": no limit
        return cores
    return max(1, min(cores, quota)) if int(limit) > 0 else cores


def _architecture() -> str:
    return platform.machine().lower().replace("amd64", "x86_64")


def _listed() -> dict[str, str]:
    """What Linux says of the first core, by lower-case name; ``flags`` are there in any case."""
    try:
        first, _, _ = _CPU_INFO.read_text("utf-8", "replace").partition("\n\n")
    except OSError:
        return {"flags": ""}
    rows = (line.partition(":") for line in first.splitlines())
    listed = {name.strip().lower(): value.strip() for name, _, value in rows}
    return {"flags": listed.get("features", ""), **listed}


def _of_ctranslate2(architecture: str, sets: tuple[str, ...]) -> str:
    """Its rule (``cpu_isa.cc``); AVX-512 it takes only where it is told to."""
    if forced := os.environ.get("CT2_FORCE_CPU_ISA"):
        return forced
    if architecture in _ARM:
        return "NEON"
    if not sets:
        return ""
    return next((name.upper() for name in ("avx2", "avx") if name in sets), "GENERIC")
