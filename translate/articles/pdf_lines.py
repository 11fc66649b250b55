"""The lines of a PDF, read by PDFium (Apache-2.0 or BSD-3-Clause); run as a process of its own.

    python pdf_lines.py MEGABYTES SECONDS < file.pdf

A PDF is a program of sorts, and its reader a large one in another language: whatever a hostile
file makes it do ends with this process, which gives itself limits where the system has them.
stdout is one JSON object: ``meta`` (the document's own properties) and ``pages``, or ``error``:
``encrypted``, ``broken`` or ``pages``. A page has its ``height`` and ``lines`` in the order in
which they were written; a line is ``[text, left, bottom, right, top, angle]`` in points from the
page's lower left corner and radians. What stands far from it on its height is a line of its own.
Imports nothing of the project, which its caller may have put anywhere.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

#: No article; reading more would take longer than anybody waits.
MAX_PAGES = 500
#: A gap of so many heights of a line divides it.
GAP = 1.5
#: How PDFium writes a hyphen that it takes for one of the line's end.
LINE_HYPHEN = ("\x02", "\ufffe")

Line = list[Any]


def limit(megabytes: int, seconds: int) -> None:
    """Give this process at most so much memory and processor time, where the system can."""
    if sys.platform == "win32":  # the caller's clock is the only limit
        return
    import resource

    for kind, amount in (
        (resource.RLIMIT_AS, megabytes << 20),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _, most = resource.getrlimit(kind)
        if most != resource.RLIM_INFINITY:
            amount = min(amount, most)
        resource.setrlimit(kind, (amount, most))


def lines_of(page: Any, raw: Any) -> Iterator[Line]:
    """The lines of one page; white space that only moves to another line is left out."""
    text = page.get_textpage()
    box = raw.FS_RECTF()
    line: Line = _empty()
    for index in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        if char in "\r\n":
            if line[0].strip():
                yield line
            line = _empty()
            continue
        ends = char in LINE_HYPHEN  # it stands for the line's end, too
        if ends:
            char = "-"
        if "\ud800" <= char <= "\udfff" or (char < " " and char != "\t"):
            continue
        if not char.isspace() and raw.FPDFText_GetLooseCharBox(text, index, box):
            place = [round(value, 1) for value in (box.left, box.bottom, box.right, box.top)]
            if line[0].strip() and place[0] - line[3] > GAP * (line[4] - line[2]):
                yield line
                line = _empty()
            if not line[0].strip():
                line[5] = round(raw.FPDFText_GetCharAngle(text, index), 1)
            line[1:5] = place if not line[0].strip() else _around(line[1:5], place)
        line[0] += char
        if ends:
            yield line
            line = _empty()
    if line[0].strip():
        yield line


def _empty() -> Line:
    return ["", 0.0, 0.0, 0.0, 0.0, 0.0]


def _around(one: Line, other: Line) -> Line:
    return [
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    ]


def read(data: bytes) -> dict[str, Any]:
    """What the module's text promises on stdout."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
        if count > MAX_PAGES:
            return {"error": "pages"}
        pages = []
        for page in document:
            height = page.get_height()
            pages.append({"height": height, "lines": list(lines_of(page, raw))})
        return {"meta": document.get_metadata_dict(), "pages": pages}
    except pypdfium2.PdfiumError:
        locked = raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        return {"error": "encrypted" if locked else "broken"}


def main() -> None:
    limit(int(sys.argv[1]), int(sys.argv[2]))
    json.dump(read(sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    main()
