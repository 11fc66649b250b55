"""Coverage-guided fuzzing of the parsers that read other people's bytes; needs atheris.

    pip install atheris
    python -m tests.faults.fuzz articles|headers|pickles [-max_total_time=300 …]

Further options are libFuzzer's. atheris makes bytes and watches which lines they reach. What a
target promises is what the suite asserts of random bytes; an input that breaks it is written to
``crash-…`` and ends the run. Seeds are the hostile files that were made by hand. Not part of the
suite: it has no end of its own.
"""

from __future__ import annotations

import io
import pickle
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.faults.hostile_files import SUFFIXES, by_hand
from translate.errors import ArticleError

Target = Callable[[bytes], None]


def articles() -> tuple[Target, list[bytes]]:
    """The first byte chooses the suffix; any bytes are articles or a fault of the article."""
    from tests.fakes import StopSegmenter
    from translate.articles import ReadOptions, parse
    from translate.articles.load import from_bytes

    reading, segmenter = ReadOptions(), StopSegmenter()

    def run(data: bytes) -> None:
        name = f"a{SUFFIXES[data[0] % len(SUFFIXES)]}" if data else "a.txt"
        try:
            for raw in from_bytes(name, data[1:], reading):
                article = parse(raw, reading, segmenter, is_dutch=lambda text: True)
                spans = [sentence.span for sentence in article.sentences()]
                assert spans == sorted(spans)
                assert not spans or spans[-1][1] <= len(article.text)
        except ArticleError as error:
            assert str(error).isprintable()

    seeds = []
    for name, data in by_hand():
        kinds = [at for at, suffix in enumerate(SUFFIXES) if name.endswith(suffix.encode())]
        seeds += [bytes([kind]) + data for kind in kinds if len(data) < 4096]
    return run, seeds


def pickles() -> tuple[Target, list[bytes]]:
    """What reads the pickled weights of a checkpoint builds tensors or refuses."""
    torch: Any = import_module("torch")
    unpickler: Any = import_module("torch._weights_only_unpickler").Unpickler
    # torch as a whole would take minutes
    unpickler.load = import_module("atheris").instrument_func(unpickler.load)
    before = set(sys.modules)

    def run(data: bytes) -> None:
        try:
            torch.load(io.BytesIO(data), weights_only=True)
        except Exception:  # noqa: BLE001  all of them become a ModelError in the reader
            return
        finally:
            new = {name.split(".")[0] for name in set(sys.modules) - before}
            assert new <= {"atheris", "torch", "numpy", "pickle", "tarfile", "zipfile"}, new

    buffer = io.BytesIO()
    tensors = {"a": torch.zeros(2, 1), "b": torch.ones(3)}
    torch.save(tensors, buffer, _use_new_zipfile_serialization=False)
    return run, [buffer.getvalue(), pickle.dumps({"a": [1.0, "b", None, (2,)]}, protocol=2)]


def write_seeds(folder: Path, seeds: Iterable[bytes]) -> None:
    """A corpus for libFuzzer: a file for each seed."""
    for seed in seeds:
        (folder / f"{zlib.crc32(seed):08x}").write_bytes(seed)


def main() -> None:
    """Fuzz until stopped, out of time, or broken."""
    targets = {"articles": articles, "pickles": pickles}
    if len(sys.argv) < 2 or sys.argv[1] not in targets:
        raise SystemExit(__doc__)
    try:
        atheris: Any = import_module("atheris")
    except ImportError as error:
        raise SystemExit("atheris is not installed: pip install atheris") from error
    with atheris.instrument_imports(include=["translate", "markdown_it"]):
        target, seeds = targets[sys.argv[1]]()
    with tempfile.TemporaryDirectory(prefix="fuzz-seeds-") as corpus:
        write_seeds(Path(corpus), seeds)
        atheris.Setup([sys.argv[0], *sys.argv[2:], corpus], target)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
