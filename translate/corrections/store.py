"""The file of corrections: TMX 1.4b, so that any translation tool opens what people own.

It lies in the user's data folder, never in the cache, and is replaced whole, under a lock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from translate import __version__
from translate.corrections.book import Correction, Corrections
from translate.errors import BadFormat, CorrectionsError
from translate.files import write_atomic
from translate.places import user_folder

ENVIRONMENT = "TRANSLATE_CORRECTIONS_DIR"
FILE_NAME = "corrections.tmx"
_WAIT_SECONDS = 30.0
MEND = f"restore it from a backup or move it away; {ENVIRONMENT} names another folder"


def default_path() -> Path:
    """The file: in $TRANSLATE_CORRECTIONS_DIR, else in the user's data folder; not created."""
    return user_folder(ENVIRONMENT, "data") / FILE_NAME


def load(path: Path) -> Corrections:
    """The corrections in ``path``, none where there is no file.

    Raises :class:`~translate.errors.CorrectionsError`: what people own is never passed over.
    """
    if not path.exists():
        return Corrections()
    try:
        from translate.corrections.reading import read_edited

        edited = read_edited(path)
    except BadFormat as error:
        raise CorrectionsError(f"cannot use your corrections: {error.problem}", MEND) from error
    return Corrections(one.correction() for one in edited if one.is_correction)


def render(corrections: Iterable[Correction]) -> str:
    """Corrections as TMX; reading it back gives the same ones."""
    from translate.outputs.tmx import Unit, render_units

    units = []
    for one in corrections:
        stamps = {"changeid": one.by, "changedate": one.changed}
        props = {"x-confirmed": "yes", "x-machine": one.machine}
        units.append(Unit(one.source, one.target, stamps, props))
    return render_units(units, __version__)


@contextmanager
def changing(path: Path) -> Iterator[dict[str, Correction]]:
    """The corrections by id, to be changed; written when the block ends without a fault."""
    from filelock import FileLock, Timeout

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(path.name + ".lock"), timeout=_WAIT_SECONDS):
            kept = {one.id: one for one in load(path)}
            yield kept
            write_atomic(path, render(kept.values()).encode("utf-8"))
    except Timeout as error:
        raise CorrectionsError(f"another process is changing {path}", "try again") from error
    except OSError as error:
        raise CorrectionsError(
            f"cannot write your corrections into {path.parent} ({error.strerror})",
            f"{ENVIRONMENT} names another folder",
        ) from error
