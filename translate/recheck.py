"""Results that lie on disk, doubted once more: every check computed anew from what is stored.

No model is needed; how sure it was is kept as it stands. Sentences are checked as they were when
they were made, against the Dutch with the glossary's names in it (see ``translation``), so that a
sound result stays sound.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from translate.corrections import MARK
from translate.errors import BadFormat, NothingMatched, UsageError
from translate.files import files_below
from translate.flags import Flag, FlagCode
from translate.glossary import Glossary
from translate.outputs import from_json
from translate.outputs.run_record import FILE_NAME as RUN_RECORD
from translate.quality import CHECKS, recheck, trace
from translate.text.normalise import normalise
from translate.types import ArticleResult

#: What can be found, the gravest first: the checks on a sentence in the registry's order, terms
#: that were missed, summaries that their evidence does not bear out, what a model was unsure of.
FOUND: Sequence[FlagCode] = (*CHECKS, FlagCode.TERM, FlagCode.UNSUPPORTED, FlagCode.UNSURE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubt about one text of an article.

    ``place`` is ``sentence`` or ``summary``, ``index`` the position of the sentence or the
    piece, from 0; ``source`` is empty for a piece of a summary.
    """

    file: Path
    article: str
    place: str
    index: int
    code: FlagCode
    detail: str
    source: str
    target: str

    @property
    def rank(self) -> int:
        """Its place among what can be found, 0 for the gravest."""
        return FOUND.index(self.code)


@dataclass(frozen=True, slots=True)
class Checked:
    """A result that was read: how many sentences were checked, and what was found.

    ``corrected`` sentences, a person's word, are not checked.
    """

    file: Path
    article: str
    signature: str
    sentences: int
    corrected: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """A file, or a line of one, that is no sound result."""

    file: Path
    problem: str


def result_files(paths: Sequence[Path]) -> list[Path]:
    """The JSON and JSONL results under files and folders, in order.

    A folder's ``run.json`` is none, and ``a.jsonl`` beside ``a.json`` says the same as that.
    Raises :class:`~translate.errors.NothingMatched`, or UsageError for a path that is not there.
    """
    found: dict[Path, None] = {}
    for path in paths:
        found.update(dict.fromkeys(_below(path) if path.is_dir() else [path]))
    if missing := [str(path) for path in found if not path.is_file()]:
        problem = f"no such file or folder: {', '.join(missing)}"
        raise UsageError(problem, "name the folder that a run wrote")
    if not found:
        names = ", ".join(map(str, paths))
        raise NothingMatched(
            f"no results under {names}", "'translate run --to json' writes what can be checked"
        )
    return list(found)


def _below(folder: Path) -> list[Path]:
    files = sorted(
        path
        for path in files_below(folder)
        if path.suffix in (".json", ".jsonl")
        and path.name != RUN_RECORD
        and not path.name.startswith(".")
    )
    known = set(files)
    return [
        path for path in files if path.suffix == ".json" or path.with_suffix(".json") not in known
    ]


def recheck_files(files: Sequence[Path], glossary: Glossary) -> Iterator[Checked | Broken]:
    """Each result of ``files`` checked, in order; what is broken stops nothing.

    ``glossary`` should be the one of the run that made them.
    """
    for file, result in read_results(files):
        yield result if isinstance(result, Broken) else _checked(file, result, glossary)


def read_results(files: Sequence[Path]) -> Iterator[tuple[Path, ArticleResult | Broken]]:
    """Each result of ``files``, in order, or why there is none."""
    for file in files:
        try:
            text = file.read_text(encoding="utf-8")
        except OSError as error:
            yield file, Broken(file, f"cannot be read ({error.strerror or error})")
            continue
        except UnicodeDecodeError as error:
            yield file, Broken(file, f"is not UTF-8 (byte {error.start})")
            continue
        lines = (line for line in text.split("\n") if line.strip())
        for one in lines if file.suffix == ".jsonl" else [text]:
            try:
                yield file, read_result(one)
            except BadFormat as fault:
                yield file, Broken(file, str(fault))


def read_result(text: str) -> ArticleResult:
    """A result from its JSON, sound in form: spans in order, evidence that exists.

    Raises :class:`~translate.errors.BadFormat`.
    """
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFormat(f"is not JSON ({error})") from error
    result = from_json(data)
    pairs = list(result.sentences())
    for number, pair in enumerate(pairs):
        if not 0 <= pair.span[0] <= pair.span[1]:
            raise BadFormat(f"sentence {number} has the span {list(pair.span)}")
        if pair.score is not None and not 0 <= pair.score <= 1:
            raise BadFormat(f"sentence {number} has the score {pair.score}")
    for number, (one, following) in enumerate(pairwise(pairs)):
        if following.span[0] < one.span[1]:
            raise BadFormat(f"the spans of sentences {number} and {number + 1} overlap")
    for number, piece in enumerate(result.summary.pieces if result.summary else ()):
        for index in piece.evidence:
            if not 0 <= index < len(pairs):
                raise BadFormat(f"summary piece {number} rests on sentence {index}: there is none")
    return result


def _checked(file: Path, result: ArticleResult, glossary: Glossary) -> Checked:
    article = result.article.path
    found = chain(_sentences(result, glossary), _pieces(result))
    findings = [
        Finding(file, article, place, index, flag.code, flag.detail, source, target)
        for place, index, flag, source, target in found
    ]
    return Checked(
        file=file,
        article=article,
        signature=result.signature,
        sentences=sum(pair.score is not None for pair in result.sentences()),
        corrected=sum(MARK in pair.flags for pair in result.sentences()),
        findings=tuple(sorted(findings, key=lambda finding: finding.rank)),
    )


#: Where a doubt is, the doubt, and the text in both languages.
_Found = Iterator[tuple[str, int, Flag, str, str]]


def _sentences(result: ArticleResult, glossary: Glossary) -> _Found:
    pairs = list(result.sentences())
    prepared = [glossary.prepared(normalise(pair.source)) for pair in pairs]
    doubted = recheck(_with_sources(result, [one.text for one in prepared])).sentences()
    for index, (pair, fresh, one) in enumerate(zip(pairs, doubted, prepared, strict=True)):
        if MARK in pair.flags:
            continue  # a person's word stands
        flags = [flag for flag in fresh.flags if flag.code in CHECKS]
        flags += [flag for flag in pair.flags if flag.code is FlagCode.UNSURE]
        if pair.score is not None:
            flags += one.apply(pair.target).misses(flags)
        for flag in flags:
            yield "sentence", index, flag, pair.source, pair.target


def _with_sources(result: ArticleResult, sources: Iterable[str]) -> ArticleResult:
    """``result`` with each Dutch sentence as the model saw it."""
    seen = iter(sources)
    blocks = tuple(
        replace(
            block,
            sentences=tuple(replace(pair, source=next(seen)) for pair in block.sentences),
        )
        for block in result.blocks
    )
    return replace(result, blocks=blocks)


def _pieces(result: ArticleResult) -> _Found:
    """What the evidence does not bear out in a summary that is not the article itself."""
    summary = result.summary
    if summary is None or any(flag.code is FlagCode.SHORT for flag in summary.flags):
        return
    pairs = list(result.sentences())
    for index, piece in enumerate(summary.pieces):
        evidence = [(pairs[one].source, pairs[one].target) for one in piece.evidence]
        for flag in trace(piece.text, evidence):
            yield "summary", index, flag, "", piece.text
