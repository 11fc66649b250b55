"""Versions: of our rules, and of installed packages.

The rules' stand here because every run needs them for its keys, and few runs need the rules. Those
of packages come without ``importlib.metadata`` where that can be: its import brings email, csv,
zipfile and socket with it, and each question reads a file: together a tenth of a run over known
articles. The name of a package's folder says the same.
"""

from __future__ import annotations

import os
import re
import sys
from functools import cache

#: Of the rules and lists for the ends of Dutch sentences.
RULES_VERSION = 2
#: Of the checks: raised with every change of what they find, which can cause a retry, or mend.
CHECKS_VERSION = 23
#: Of summaries: raised whenever a plan, a check or a wording can change one.
PLAN_VERSION = 10
#: Of what the formats write: raised with every change of their bytes, so that a run writes the
#: files of an earlier version anew.
FORMATS_VERSION = 2

_SEPARATORS = re.compile(r"[-_.]+")


def installed(name: str) -> str | None:
    """The version of the package ``name``, or None where it is not installed."""
    wanted = _normal(name)
    for folder in sys.path:
        if (found := _versions(folder).get(wanted)) is not None:
            return found
    from importlib.metadata import PackageNotFoundError, version

    try:  # packages in archives, and those of other installers
        return version(name)
    except PackageNotFoundError:
        return None


@cache
def _versions(folder: str) -> dict[str, str]:
    """Versions by normalised name, from ``NAME-VERSION.dist-info``."""
    try:
        entries = os.listdir(folder or ".")  # noqa: PTH208  names are all that is needed
    except OSError:
        return {}
    found: dict[str, str] = {}
    for entry in entries:
        if entry.endswith(".dist-info"):
            name, _, version = entry.removesuffix(".dist-info").rpartition("-")
            found.setdefault(_normal(name), version)
    return found


def _normal(name: str) -> str:
    """As PEP 503 compares names."""
    return _SEPARATORS.sub("-", name).lower()
