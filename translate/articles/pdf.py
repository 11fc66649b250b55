"""PDF: lines at places on pages become paragraphs again.

A PDF has no paragraphs. Its lines come in the order in which they were written, which is the
reading order in what programs for text and pages make; places and sizes tell where one
paragraph ends and the next begins, and what is printed on every page.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from translate.articles.classify import classify, ends_sentence
from translate.articles.documents import Properties, compose
from translate.articles.draft import Content, Draft
from translate.articles.pdf_page import Line, in_reading_order, running_heads
from translate.articles.source import shown
from translate.errors import BadFormat, EmptyArticle, TooLarge
from translate.types import BlockKind, Reason

#: What reading one file may take; the largest reports take a tenth of it.
MEGABYTES = 1024
SECONDS = 60

#: Programs that print what others wrote: their date is that of the printing.
_PRINTERS = re.compile(r"Skia/PDF|Mozilla/|Quartz PDFContext|Print To PDF|wkhtmltopdf|cairo|GPL Gh")
#: A heading's letters are larger than those of the text by this much, a title's by that.
_HEADING_SIZE = 1.12
_TITLE_SIZE = 1.3
_MAX_HEADING = 200
#: Shares of a column that are free behind a paragraph's last line, and behind a line that is none
#: of a paragraph at all.
_SHORT, _VERY_SHORT = 0.1, 0.4
#: Words that may follow a hyphen that is not one of the line's end: *zee- en luchthaven*.
_AFTER_HYPHEN = re.compile(r"(?:en|of|tot|noch|als|respectievelijk)\b")
_WORD_END = re.compile(r"[^\W\d_]+\Z")
_WORD_START = re.compile(r"[^\W\d_]+")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st"}
_OWN_NAMES = re.compile(
    r"(?:Microsoft (?:Word|PowerPoint) - )|\.(?:docx?|odt|indd|pdf|rtf|qxp|html?|pptx?)\Z", re.I
)


def read_pdf(data: bytes, name: str, limit: int = 0) -> Draft:
    """A draft from a PDF.

    Raises BadFormat where it is encrypted, broken or made to exhaust its reader, TooLarge where
    it has too many pages, EmptyArticle where it holds pictures of text only.
    """
    answer = _read(data, name)
    lines = [
        Line(text.replace("\u00ad", "").translate(_LIGATURES).strip(), number, *place)
        for number, page in enumerate(answer["pages"])
        for text, *place in page["lines"]
        if text.strip()
    ]
    heads = running_heads(lines, [page["height"] for page in answer["pages"]])
    left_out = [(Reason.RUNNING_HEAD, line.text) for line in lines if line in heads]
    lines = [line for line in lines if line not in heads]
    # what stands upright beside the text is the credit of a picture
    upright = [line for line in lines if not line.angle]
    contents = contents_of(in_reading_order(upright))
    contents += [Content(BlockKind.CAPTION, line.text) for line in lines if line.angle]
    if not contents:
        raise EmptyArticle(
            f"{shown(name)} holds no text, perhaps a scan", "recognise its text (OCR) first"
        )
    return compose(contents, _properties(answer["meta"]), "pdf", left_out)


def _read(data: bytes, name: str) -> Any:
    script = str(Path(__file__).with_name("pdf_lines.py"))
    command = [sys.executable, "-P", script, str(MEGABYTES), str(SECONDS)]
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=2 * SECONDS,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except subprocess.TimeoutExpired as error:
        raise _unreadable(name, f"not done after {2 * SECONDS} seconds") from error
    if done.returncode:
        raise _unreadable(name, "its reader gave up")
    answer = json.loads(done.stdout)
    if answer.get("error") == "encrypted":
        raise BadFormat(f"{shown(name)} is locked with a password", "save it without one")
    if answer.get("error") == "pages":
        raise TooLarge(f"{shown(name)} has too many pages for an article", "split it")
    if "error" in answer:
        raise _unreadable(name, "broken or cut off")
    return answer


def _unreadable(name: str, reason: str) -> BadFormat:
    return BadFormat(
        f"{shown(name)} cannot be read as a PDF ({reason})", "save it as plain text or HTML"
    )


def contents_of(lines: Sequence[Line]) -> list[Content]:
    """The paragraphs and headings that ``lines`` make, in order."""
    if not lines:
        return []
    body = _body_size(lines)
    leading = _leading(lines, body)
    columns = _columns(lines, leading)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, leading, columns):
            groups[-1].append(line)
        else:
            groups.append([line])
    groups = _with_initials(groups)
    whole = Counter(word for line in lines for word in re.findall(r"[\w-]+", line.text))
    texts = [(_joined([line.text for line in group], whole), group) for group in groups]
    return list(_kinds(texts, body))


def _body_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size)) or 1.0


def _leading(lines: Sequence[Line], body: float) -> float:
    """The usual distance from one line of text to the next."""
    steps = [
        before.middle - line.middle
        for before, line in pairwise(lines)
        if before.page == line.page and _same_size(before, line) and before.middle > line.middle
    ]
    return median(steps) if steps else 1.2 * body


def _same_size(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= 0.1 * max(one.size, other.size)


def _columns(lines: Sequence[Line], leading: float) -> dict[Line, float]:
    """The right edge of the column that each line stands in."""
    runs: list[list[Line]] = []
    for line in lines:
        before = runs[-1][-1] if runs else None
        if (
            before is not None
            and before.page == line.page
            and _same_size(before, line)
            and abs(before.left - line.left) < 3 * line.size
            and 0 <= before.middle - line.middle < 3 * leading
        ):
            runs[-1].append(line)
        else:
            runs.append([line])
    return {line: max(one.right for one in run) for run in runs for line in run}


def _goes_on(
    group: Sequence[Line], line: Line, leading: float, columns: Mapping[Line, float]
) -> bool:
    """Whether ``line`` belongs to the paragraph that ends in ``group[-1]``."""
    before = group[-1]
    if not _same_size(before, line):
        return False
    step = before.middle - line.middle
    if before.page == line.page and abs(step) < 0.3 * line.size:
        return line.left > before.right  # further on in the same line, behind a tab
    if before.page != line.page or step < 0:  # the next page or column
        open_end = not ends_sentence(before.text)
        return open_end and (_missing(before, columns) < _VERY_SHORT or line.text[:1].islower())
    if step > 1.35 * max(leading, 1.15 * line.size):
        return False
    missing = _missing(before, columns)
    if missing > (_SHORT if ends_sentence(before.text) else _VERY_SHORT):
        return line.text[:1].islower()
    # an indent begins a paragraph, except below a first line that hangs out
    indent = line.left - before.left
    return not (len(group) > 1 or ends_sentence(before.text)) or indent < 0.5 * line.size


def _missing(line: Line, columns: Mapping[Line, float]) -> float:
    """The share of its column's width that ``line`` leaves free at its end."""
    edge = columns[line]
    return (edge - line.right) / max(edge - line.left, 1.0)


def _with_initials(groups: list[list[Line]]) -> list[list[Line]]:
    """Paragraphs with their large first letter, which is a line of its own in the file."""
    joined: list[list[Line]] = []
    for group in groups:
        before = joined[-1] if joined else []
        initial = len(before) == 1 and len(before[0].text) == 1 and before[0].text.isalpha()
        if initial and before[0].size > 1.7 * group[0].size and before[0].text.isupper():
            joined[-1] = [replace(group[0], text=before[0].text + group[0].text), *group[1:]]
        else:
            joined.append(group)
    return joined


def _joined(texts: Sequence[str], whole: Counter[str]) -> str:
    """Lines as running text, words put together that were broken at a line's end."""
    text = texts[0]
    for following in texts[1:]:
        if not text.endswith(("-", "\u2010")) or text[-2:-1].isspace():
            text = f"{text} {following}"
            continue
        head, tail = _WORD_END.search(text[:-1]), _WORD_START.match(following)
        if head is None or tail is None or _AFTER_HYPHEN.match(following):
            space = " " if tail is not None and head is not None else ""
            text = f"{text}{space}{following}"
        elif tail[0][0].isupper() or whole[f"{head[0]}-{tail[0]}"] > whole[head[0] + tail[0]]:
            text += following
        else:
            text = text[:-1] + following
    return " ".join(text.split())


def _kinds(texts: Sequence[tuple[str, list[Line]]], body: float) -> Iterator[Content]:
    sizes = [median(line.size for line in group) / body for _, group in texts]
    fits = [len(text) <= _MAX_HEADING for text, _ in texts]
    first = [size for size, (_, group), fit in zip(sizes, texts, fits, strict=True)
             if fit and group[0].page == 0]  # fmt: skip
    largest = max(first, default=0.0)
    titled = False
    for index, (text, _) in enumerate(texts):
        if not titled and fits[index] and sizes[index] == largest >= _TITLE_SIZE:
            titled = True
            yield Content(BlockKind.TITLE, text, 1)
        elif fits[index] and sizes[index] >= _HEADING_SIZE:
            yield Content(BlockKind.HEADING, text, 2)
        else:
            kind = classify(text, last=index + 1 == len(texts))
            yield Content(kind, text, 2 if kind is BlockKind.HEADING else 0)


def _properties(meta: Mapping[str, str]) -> Properties:
    title = meta.get("Title", "")
    printed = _PRINTERS.search(meta.get("Producer", "") + meta.get("Creator", ""))
    made = "" if printed else meta.get("CreationDate", "")
    date = re.match(r"D:(\d{4})(\d\d)(\d\d)", made)
    return Properties(
        title="" if _OWN_NAMES.search(title) else title,
        author=meta.get("Author", ""),
        date="-".join(date.groups()) if date else "",
    )
