"""How many threads this process can really use."""

from __future__ import annotations

import os
from pathlib import Path

_V2 = Path("/sys/fs/cgroup/cpu.max")
_V1_QUOTA = Path("/sys/fs/cgroup/cpu/cpu.cfs_quota_us")
_V1_PERIOD = Path("/sys/fs/cgroup/cpu/cpu.cfs_period_us")


def usable_cores() -> int:
    """Cores this process may run on, cut down to the container's quota; at least 1."""
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    else:  # macOS and Windows have no affinity call
        cores = os.cpu_count() or 1
    quota = _quota()
    return max(1, min(cores, int(quota))) if quota else max(1, cores)


def _quota() -> float | None:
    """CPUs that the control group grants, or None when it sets no limit."""
    try:
        limit, period = _V2.read_text().split()[:2]
    except (OSError, ValueError):
        try:
            limit, period = _V1_QUOTA.read_text().strip(), _V1_PERIOD.read_text().strip()
        except OSError:
            return None
    try:
        quota = int(limit) / int(period)
    except (ValueError, ZeroDivisionError):  # "max": no limit
        return None
    return quota if quota > 0 else None
