"""``translate check``: doubt results that are there already."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translate.cli.sink import Sink, one_line
from translate.errors import ExitCode
from translate.options import words
from translate.readable import counted
from translate.settings import CheckOptions, Settings, codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.flags import FlagCode
    from translate.recheck import Broken, Checked, Finding


def check(
    out: Annotated[list[Path], typer.Argument(help="Folders that a run wrote, or JSON results.")],
    failing: CheckOptions,
    settings: Annotated[Settings, "glossary names"],
    sink: Sink,
) -> None:
    """Check existing results anew, without a model, and list the doubts, worst first."""
    from translate.glossary import Glossary
    from translate.recheck import Checked, recheck_files, result_files

    wanted = _codes(failing.fail_on)
    files = result_files(out)
    terms = Glossary.chosen(settings.names, settings.glossary)
    checked, broken = [], []
    for one in recheck_files(files, terms):
        if isinstance(one, Checked):
            checked.append(one)
        else:
            broken.append(one)
            sink.error(f"{one.file}: {one.problem}")
    made = f"gloss:{terms.digest[:8]}"
    others = sum(made not in one.signature.split("|") for one in checked)
    if others:
        sink.note(
            f"{counted(others, 'result')} made with another glossary or other names: give"
            " --glossary and --no-names as the run had them"
        )
    if corrected := sum(one.corrected for one in checked):
        verb = "is" if corrected == 1 else "are"
        sink.note(f"{counted(corrected, 'corrected sentence')} {verb} not checked again")
    findings = sorted(
        (finding for one in checked for finding in one.findings),
        key=lambda finding: finding.rank,
    )
    sink.answer(lambda: _plain(checked, broken, findings), lambda: _text(checked, broken, findings))
    if broken and not checked:
        raise typer.Exit(ExitCode.ALL_FAILED)
    if broken or any(finding.code in wanted for finding in findings):
        raise typer.Exit(ExitCode.SOME_FAILED)


def _codes(names: str | None) -> frozenset[FlagCode]:
    from translate.flags import FlagCode

    return frozenset(map(FlagCode, words(names, codes(), "--fail-on") if names is not None else ()))


def _text(checked: Sequence[Checked], broken: Sequence[Broken], findings: Sequence[Finding]) -> str:
    lines = []
    for finding in findings:
        lines.append(
            f"{finding.code}  {finding.file}, {finding.place} {finding.index}:"
            f" {one_line(finding.detail)}"
        )
        lines += [
            f"    {language}: {one_line(text)}"
            for language, text in (("nl", finding.source), ("en", finding.target))
            if text
        ]
    if findings:
        codes = Counter(finding.code for finding in findings)
        lines.append(", ".join(f"{code} {number}" for code, number in codes.items()))
    counts = [
        counted(len(checked), "result"),
        counted(sum(one.sentences for one in checked), "sentence"),
        counted(len(findings), "doubt"),
    ]
    if broken:
        counts.append(f"{len(broken)} broken")
    lines.append(", ".join(counts))
    return "\n".join(lines)


def _plain(
    checked: Sequence[Checked], broken: Sequence[Broken], findings: Sequence[Finding]
) -> dict[str, object]:
    return {
        "results": len(checked),
        "sentences": sum(one.sentences for one in checked),
        "corrected": sum(one.corrected for one in checked),
        "findings": [
            {**asdict(finding), "severity": finding.code.severity} for finding in findings
        ],
        "broken": broken,
    }
