"""What is done, written down beside the results, so that whoever runs next need not do it again.

After the results of a window are in their place, one small file below ``.translate/done`` says
so. Every row has the digest of all that decided the results' bytes, the article's own among it;
a row counts only while that digest is the same and the results still have the sizes it names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from translate.cluster.folders import OWN, Folder
from translate.memory import WrittenArticle

_DONE = f"{OWN}/done"


@dataclass(frozen=True, slots=True)
class Done:
    """An article whose results are in their place.

    ``file`` is the name of the file it came from and ``path`` its own; ``key`` is the digest.
    ``written.files`` has the size of each result, by format.
    """

    file: str
    path: str
    key: str
    written: WrittenArticle

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Done:
        """The inverse of :meth:`to_json`."""
        files = {name: tuple(state) for name, state in value["written"]["files"].items()}
        written = WrittenArticle(**{**value["written"], "files": files})
        return cls(value["file"], value["path"], value["key"], written)

    def stands(self, key: str, names: Mapping[str, str], out: Folder) -> bool:
        """Whether an article with ``key`` and these results needs no more work."""
        sizes = self.written.files
        return (
            key == self.key
            and sizes.keys() == names.keys()
            and all((out.size(path),) == sizes[name] for name, path in names.items())
        )


def write_done(out: Folder, run: str, unit: str, rows: Sequence[Done]) -> None:
    """Note a window's articles, after their results were written."""
    if rows:
        text = "".join(json.dumps(row.to_json()) + "\n" for row in rows)
        out.write(f"{_DONE}/{run}/{unit}.jsonl", text.encode())


def read_done(out: Folder) -> Iterator[Done]:
    """All rows, those of later runs last; what cannot be understood is as if it were not there."""
    for name in out.names(_DONE):
        try:
            lines = out.read(name).decode().splitlines()
            rows = [Done.from_json(json.loads(line)) for line in lines]
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            continue  # a note that is lost costs a second look-up, no result
        yield from rows
