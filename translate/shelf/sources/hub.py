"""Models from the Hugging Face Hub: its own client lists them, plain HTTP brings the files.

The client library's own download checks no small file, starts a large one again after a kill,
and waits without end for storage (Xet) that a firewall shuts off. Here each file comes in one
stream that goes on by ranges, and is compared with the listing: SHA-256, or git's SHA-1 for
files that the Hub keeps in git.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from translate.errors import ModelError
from translate.files import sha256_file
from translate.shelf import layout
from translate.shelf.catalog import Entry
from translate.shelf.sources.base import (
    TAMPERED,
    Passing,
    Progress,
    SourceUnreachable,
    ask_space,
    check_pinned,
    silent,
)
from translate.shelf.sources.hub_faults import from_fault, not_a_hub

#: Seconds: to connect, for the answer to a question, and for one question in all, name server
#: and every address of the Hub included. Between two bytes of a file: HF_HUB_DOWNLOAD_TIMEOUT.
CONNECT, ANSWER, QUESTION = 3.0, 5.0, 8.0
#: Tries of one file that bring nothing, and the longest wait that the Hub may ask for.
TRIES, LONGEST_WAIT = 3, 60.0
#: Seconds before the second try; twice as long before the third.
PAUSE = 0.5
_BUSY = (408, 429, 500, 502, 503, 504)
_NOTE_SECONDS = 0.5
T = TypeVar("T")


@dataclass(slots=True)
class _Meter:
    """Tells how much of all files has come, twice a second at most."""

    name: str
    total: int
    progress: Progress
    done: int = 0
    last: float = field(default_factory=time.monotonic)

    def add(self, count: int) -> None:
        """``count`` more bytes, or fewer where a file starts again."""
        self.done += count
        if (now := time.monotonic()) - self.last >= _NOTE_SECONDS:
            self.last = now
            sizes = f"{self.done / 1e6:.0f} of {self.total / 1e6:.0f} MB"
            self.progress(Passing(f"{self.name}: {sizes}"))


def from_hub(entry: Entry, into: Path, progress: Progress) -> dict[str, str]:
    """Download what a checkpoint needs, by the user's mirror and token, and check it.

    What an earlier try has left in the folder is made use of.
    """
    repository = entry.source.repository
    progress(f"{entry.name}: asking the Hub")
    listing = listing_of(entry, progress)
    commit, files = listing.sha, {file.rfilename: file for file in listing.siblings or ()}
    # the small ones first: a fault of theirs is found before the weights have come
    wanted = sorted(map(files.__getitem__, layout.choose(files, repository)), key=_whole)
    weights = {
        file.rfilename: file.lfs.sha256 if file.lfs else None
        for file in wanted
        if layout.is_weights(file.rfilename)
    }
    check_pinned(entry, weights, f"{repository} at {commit[:12]}")
    for path in into.iterdir():  # what an earlier commit left
        if all(path.name not in (file.rfilename, _part(file)) for file in wanted):
            path.unlink()
    there = sum(path.stat().st_size for path in into.iterdir())
    ask_space(into, {file.rfilename: _whole(file) for file in wanted}, there)
    meter = _Meter(entry.name, sum(map(_whole, wanted)), progress)
    start = f", {there / 1e6:.0f} MB of them here already" if there > 1e6 else ""
    size = f"{meter.total / 1e6:.0f} MB from the Hub"
    progress(f"{entry.name}: {size} at commit {commit[:12]}{start}")
    for file in wanted:
        if _is_at(file, into / file.rfilename):
            meter.add(_whole(file))
        else:
            _download(repository, commit, file, into, meter)
    return {
        "kind": "hub",
        "repository": repository,
        "commit": commit,
        "licence": next((t[8:] for t in listing.tags or () if t.startswith("license:")), "unknown"),
        "weights_sha256": " ".join(sorted(digest or "" for digest in weights.values())),
    }


def listing_of(entry: Entry, progress: Progress = silent) -> Any:
    """The Hub's ``ModelInfo`` of a repository at the commit that the catalogue pins, else at the
    revision; ``sha`` is its commit.

    Raises SourceUnreachable; ModelError when the pinned commit is no longer there.
    """
    repository, revision, pinned = (
        entry.source.repository, entry.source.revision, entry.source.commit,
    )  # fmt: skip
    api, timeout = _client(), (CONNECT, ANSWER, ANSWER, CONNECT)

    def at(revision: str) -> Any:
        return api.model_info(repository, revision=revision, files_metadata=True, timeout=timeout)

    listing = _asked(lambda: at(revision), repository, progress)
    if not listing.sha:
        raise not_a_hub()
    if listing.sha.startswith(pinned):
        return listing
    history = _asked(
        lambda: api.list_repo_commits(repository, revision=revision), repository, progress
    )
    commits = [one.commit_id for one in history if str(one.commit_id).startswith(pinned)]
    if not commits:
        why = f"{repository} no longer has the commit {pinned} that the catalogue knows"
        raise ModelError(why, f"--revision {revision} takes what is there now")
    return _asked(lambda: at(commits[0]), repository, progress)


def _whole(file: Any) -> int:
    """Bytes of a file of a repository (the Hub's ``RepoSibling``)."""
    return int(file.size or 0)


def _part(file: Any) -> str:
    """Name of what has come of it so far: another commit's part is another file."""
    digest = file.lfs.sha256 if file.lfs else file.blob_id
    return f"{file.rfilename}.{(digest or '')[:12]}.part"


def _is_at(file: Any, path: Path) -> bool:
    """Whether a path has the file's size and digest: SHA-256, of a small one git's SHA-1."""
    if not path.is_file() or path.stat().st_size != _whole(file):
        return False
    if file.lfs:
        return sha256_file(path) == str(file.lfs.sha256)
    blob = hashlib.sha1(b"blob %d\0" % _whole(file), usedforsecurity=False)
    blob.update(path.read_bytes())
    return blob.hexdigest() == str(file.blob_id)


def _download(repository: str, commit: str, file: Any, into: Path, meter: _Meter) -> None:
    """Put one file into a folder, going on where an earlier try was cut off.

    Raises SourceUnreachable, with what has come kept, when ``TRIES`` in a row bring nothing
    more; ModelError when what has come is not the file that the Hub lists.
    """
    from huggingface_hub import hf_hub_url
    from huggingface_hub.errors import HTTPError  # type: ignore[attr-defined]

    name, part = file.rfilename, into / _part(file)
    url = hf_hub_url(repository, name, revision=commit)
    meter.add(_size(part))
    tries = 0
    while (have := _size(part)) < _whole(file):
        fault = SourceUnreachable(f"{name} did not come whole", "try again later")
        pause: float | None = 0.0
        try:
            _append(url, part, _whole(file), meter)
        except HTTPError as caught:
            fault, pause = from_fault(caught, repository, name), _pause(caught, tries + 1)
        tries = 0 if _size(part) > have else tries + 1
        if pause is None or tries >= TRIES:
            if not _size(part):
                part.unlink(missing_ok=True)
            raise fault
        if pause:
            meter.progress(f"{fault.problem}; trying again")
            time.sleep(pause)
    part.touch()  # of an empty file nothing has come
    if not _is_at(file, part):
        part.unlink()
        raise ModelError(f"{name} is not the file that the Hub lists", TAMPERED)
    part.replace(into / name)


def _append(url: str, part: Path, size: int, meter: _Meter) -> None:
    """One request for what is still missing of a file."""
    import huggingface_hub.utils
    from huggingface_hub import constants

    tools: Any = huggingface_hub.utils  # says nothing of its types
    have = _size(part)
    read = float(constants.HF_HUB_DOWNLOAD_TIMEOUT)
    with tools.get_session().stream(
        "GET", url, timeout=(CONNECT, read, read, CONNECT), follow_redirects=True,
        headers={
            **tools.build_hf_headers(), "Accept-Encoding": "identity", "Range": f"bytes={have}-",
        },
    ) as response:  # fmt: skip
        tools.hf_raise_for_status(response)
        if "text/html" in response.headers.get("Content-Type", ""):
            raise not_a_hub()
        if response.status_code != 206:  # the server knows no ranges
            meter.add(-have)
            have = 0
        with part.open("ab" if have else "wb", buffering=0) as stream:
            for chunk in response.iter_bytes():
                stream.write(chunk)
                have += len(chunk)
                meter.add(len(chunk))
                if have > size:  # never more than was asked space for
                    return


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _pause(fault: Exception, tries: int) -> float | None:
    """Seconds until it is worth asking again, or None when it is not."""
    response = getattr(fault, "response", None)
    if response is None:
        return PAUSE * tries
    if response.status_code not in _BUSY:
        return None
    asked = response.headers.get("Retry-After", "")
    wait = float(asked) if asked.isdigit() else PAUSE * tries
    return wait if wait <= LONGEST_WAIT else None


def _client() -> Any:
    # asks the Hub about the machine's programs before each first question, for statistics
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from huggingface_hub import HfApi

    return HfApi()


def _asked(call: Callable[[], T], repository: str, progress: Progress) -> T:
    """What the Hub answers; asked again where it is busy, and given up where it is silent."""
    from huggingface_hub.errors import HTTPError  # type: ignore[attr-defined]

    tries = 1
    while True:
        try:
            return _within(QUESTION, call)
        except (OSError, ValueError, HTTPError) as caught:
            fault = from_fault(caught, repository)
            pause = _pause(caught, tries) if hasattr(caught, "response") else None
            if pause is None or tries >= TRIES:
                raise fault from caught
        progress(f"{fault.problem}; asking again in {pause:g} s")
        time.sleep(pause)
        tries += 1


def _within(seconds: float, call: Callable[[], T]) -> T:
    """The call's answer; raises TimeoutError after ``seconds``, whatever it waits for.

    The time limits of sockets hold for each address of a name, and for none of a name server.
    """
    from huggingface_hub.errors import HTTPError  # type: ignore[attr-defined]

    answer: Future[T] = Future()

    def work() -> None:
        try:
            answer.set_result(call())
        except (OSError, ValueError, HTTPError) as fault:
            answer.set_exception(fault)

    threading.Thread(target=work, daemon=True).start()
    if not wait([answer], timeout=seconds).done:
        raise TimeoutError(f"no answer in {seconds:g} seconds")
    return answer.result()
