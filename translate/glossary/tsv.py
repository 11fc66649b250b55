"""Reading glossaries: the user's file, checked line by line, and the built-in list of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from translate.errors import UsageError
from translate.files import read_bytes
from translate.glossary.terms import Entry, Kind

#: What the third column of a user's file may hold.
USER_FLAGS = frozenset({"case", "keep", "regex"})
_HEADER = ("dutch", "english")


def read_user(path: Path) -> tuple[Entry, ...]:
    """The entries of a user's file: ``dutch<TAB>english[<TAB>flags]``, UTF-8.

    Blank lines, lines that begin with ``#`` and a header line ``dutch<TAB>english`` are skipped.
    Several English forms are separated by ``|``: the first is put in, the rest are right as well.

    Raises:
        UsageError: the file cannot be read, or a line does not follow the format; the message
            names the file and the line.
    """
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        raise UsageError(f"cannot read the glossary {path}", reason) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"the glossary {path} is not UTF-8", "save it as UTF-8") from error
    entries: list[Entry] = []
    seen: dict[str, tuple[int, Entry]] = {}
    for number, columns in _rows(text):
        try:
            entry = _user_entry(columns)
        except ValueError as error:
            raise UsageError(f"{path}, line {number}", str(error)) from error
        key = entry.dutch if entry.case or entry.regex else entry.dutch.lower()
        first, earlier = seen.setdefault(key, (number, entry))
        if earlier != entry:
            problem = f"{entry.dutch!r} differs from line {first}; keep one of the two"
            raise UsageError(f"{path}, line {number}", problem)
        if first == number:
            entries.append(entry)
    return tuple(entries)


def read_builtin() -> tuple[Entry, ...]:
    """The list of names that the package carries, ``names.tsv``."""
    text = Path(__file__).with_name("names.tsv").read_text("utf-8")
    return tuple(_builtin_entry(columns) for _, columns in _rows(text))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = [_unquoted(column.strip()) for column in line.rstrip("\r").split("\t")]
        if number > 1 or tuple(column.lower() for column in columns[:2]) != _HEADER:
            yield number, columns


def _unquoted(column: str) -> str:
    """A column without the quotation marks that spreadsheets put around one."""
    quoted = len(column) > 1 and column[0] == column[-1] == '"'
    return column[1:-1].replace('""', '"') if quoted else column


def _user_entry(columns: list[str]) -> Entry:
    if len(columns) < 2:
        raise ValueError("two columns with a tab between them are needed: dutch, english")
    if len(columns) > 3:
        raise ValueError("more than three columns; flags are separated by commas, not by tabs")
    dutch, english, listed = (*columns, "")[:3]
    flags = {flag.strip() for flag in listed.split(",") if flag.strip()}
    if unknown := sorted(flags - USER_FLAGS):
        raise ValueError(f"unknown flag {unknown[0]!r}; there are case, keep and regex")
    if "keep" in flags:
        return _kept(dutch, english, flags)
    forms = [form.strip() for form in english.split("|")] if english else []
    if not forms or not all(forms):
        raise ValueError("the English is empty; to keep the Dutch as it is, use the flag keep")
    if "regex" in flags:
        _check_pattern(dutch, forms[0])
    _check_dutch(dutch)
    case, regex = "case" in flags, "regex" in flags
    return Entry(dutch, forms[0], Kind.TERM, tuple(forms[1:]), case=case, regex=regex)


def _kept(dutch: str, english: str, flags: set[str]) -> Entry:
    if "regex" in flags:
        raise ValueError("keep and regex do not go together")
    if english not in ("", dutch):
        raise ValueError("with the flag keep the English is empty or the same as the Dutch")
    _check_dutch(dutch)
    # Kept as it is written: another case would be another word.
    return Entry(dutch, dutch, Kind.TERM, case=True)


def _check_dutch(dutch: str) -> None:
    if not re.search(r"\w", dutch):
        raise ValueError("the Dutch column holds no word")


def _check_pattern(pattern: str, template: str) -> None:
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    if compiled.fullmatch(""):
        raise ValueError("the regular expression matches nothing at all, so it is everywhere")
    try:
        # An alternative of nothing makes every group known to the template, without a sample.
        re.compile(f"(?:{pattern})|").sub(template, "")
    except (re.error, IndexError) as error:
        raise ValueError(f"the English does not fit the expression: {error}") from error


def _builtin_entry(columns: list[str]) -> Entry:
    dutch, english, kind, listed = (*columns, "")[:4]
    forms = english.split("|")
    flags = set(listed.split(",")) - {""}
    return Entry(
        dutch,
        forms[0],
        Kind(kind),
        tuple(forms[1:]),
        case=True,
        check="check" in flags,
        inner="inner" in flags,
        surname="surname" in flags,
    )
