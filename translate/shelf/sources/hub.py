"""Models from the Hugging Face Hub, at a commit that is resolved once and then pinned."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from translate.errors import ModelError
from translate.shelf import layout
from translate.shelf.catalog import Entry
from translate.shelf.digests import sha256_file
from translate.shelf.sources.base import TAMPERED, Progress, Provenance, SourceUnreachable

_TIMEOUT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of a repository; the Hub knows the SHA-256 of large files only."""

    name: str
    size: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A repository at one commit."""

    commit: str
    files: tuple[RemoteFile, ...]


class HubClient(Protocol):
    """The two questions that are put to the Hub; tests answer them themselves."""

    def listing(self, repository: str, revision: str) -> Listing:
        """What the repository holds at a revision; raises SourceUnreachable."""
        ...

    def download(self, repository: str, commit: str, names: Sequence[str], into: Path) -> None:
        """Put the named files of that commit into a folder; raises SourceUnreachable."""
        ...


class HuggingFaceHub:
    """The Hub through its own client library, with the user's mirror, proxy and token."""

    def listing(self, repository: str, revision: str) -> Listing:
        """What the repository holds at a revision."""
        from huggingface_hub import HfApi
        from huggingface_hub.errors import HTTPError  # type: ignore[attr-defined]

        try:
            info = HfApi().model_info(
                repository, revision=revision, files_metadata=True, timeout=_TIMEOUT_SECONDS
            )
        except (OSError, ValueError, HTTPError) as fault:
            raise _unreachable(repository, fault) from fault
        files = tuple(
            RemoteFile(s.rfilename, s.size, s.lfs.sha256 if s.lfs else None)
            for s in info.siblings or ()
        )
        if not info.sha:
            raise ModelError(f"the Hub names no commit of {repository}", "try again later")
        return Listing(info.sha, files)

    def download(self, repository: str, commit: str, names: Sequence[str], into: Path) -> None:
        """Put the named files of that commit into a folder; files that are there are kept."""
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HTTPError  # type: ignore[attr-defined]

        try:
            snapshot_download(
                repository, revision=commit, allow_patterns=list(names), local_dir=into
            )
        except (OSError, ValueError, HTTPError) as fault:
            raise _unreachable(repository, fault) from fault


def _unreachable(repository: str, fault: Exception) -> SourceUnreachable:
    why = (str(fault).strip().splitlines() or [type(fault).__name__])[0][:160]
    mend = "check the network, or bring its folder: translate models pull NAME --from FOLDER"
    return SourceUnreachable(f"the Hub does not give {repository} ({why})", mend)


@dataclass(frozen=True, slots=True)
class HubSource:
    """A repository on the Hub: config, tokenizer, and weights as safetensors."""

    client: HubClient = field(default_factory=HuggingFaceHub)
    resumes: bool = True

    def fetch(self, entry: Entry, into: Path, progress: Progress) -> Provenance:
        """Resolve the revision, download what a checkpoint needs, check it against the listing."""
        repository = entry.source.repository
        listing = self.client.listing(repository, entry.source.revision)
        names = layout.choose([file.name for file in listing.files], repository)
        wanted = [file for file in listing.files if file.name in names]
        size = sum(file.size or 0 for file in wanted) / 1e6
        progress(f"{entry.name}: {size:.0f} MB from the Hub at commit {listing.commit[:12]}")
        self.client.download(repository, listing.commit, names, into)
        for file in wanted:
            _check(into / file.name, file)
        _drop_others(into, names)
        return {"kind": "hub", "repository": repository, "commit": listing.commit}


def _check(path: Path, file: RemoteFile) -> None:
    if not path.is_file() or path.is_symlink():
        raise SourceUnreachable(f"{file.name} did not arrive", "pull the model again")
    if file.size is not None and path.stat().st_size != file.size:
        path.unlink()
        raise SourceUnreachable(f"{file.name} did not arrive whole", "pull the model again")
    if file.sha256 is not None and sha256_file(path) != file.sha256:
        raise ModelError(f"{file.name} is not the file that the Hub lists", TAMPERED)


def _drop_others(folder: Path, names: Sequence[str]) -> None:
    """Remove the client library's bookkeeping and files of an earlier commit."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name not in names:
            path.unlink()
