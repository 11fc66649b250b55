"""The command line in this process, with fakes for models."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from tests.fakes import FakeGenerator, FakeTranslator, fake_parts
from translate.articles import default_segmenter
from translate.corrections import Corrections, default_path, load


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Ended]


@pytest.fixture
def translator() -> FakeTranslator:
    return FakeTranslator()


@pytest.fixture
def command(
    translator: FakeTranslator, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Call ``translate`` with these words and this standard input."""
    from translate import assembly, pipeline
    from translate.cli.main import main

    def assemble(settings, notice):
        memory = assembly.NoMemory()
        if settings.cache:
            place = assembly.default_path(settings.cache_dir)
            memory = assembly.Memory.open(place, notice=notice)
        parts = fake_parts(translator, FakeGenerator(), memory)
        reading = replace(
            parts.reading,
            assume_dutch=settings.assume_dutch,
            max_bytes=settings.max_bytes,
            text_field=settings.text_field,
            stdin_format=settings.stdin_format,
        )
        fixed = load(default_path()) if settings.corrections else Corrections()
        return replace(parts, segmenter=default_segmenter(), reading=reading, corrections=fixed)

    monkeypatch.setattr(pipeline, "assemble", assemble)

    def call(*words: object, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "argv", ["translate", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        try:
            main()
            code = 0
        except SystemExit as exit:
            code = int(exit.code or 0)
        captured = capsys.readouterr()
        return Ended(code, captured.out, captured.err)

    return call
