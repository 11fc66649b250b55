"""The exit codes are a contract: scripts depend on them."""

from __future__ import annotations

import re
from pathlib import Path

from translate import errors
from translate.errors import ExitCode, TranslateError

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "exit-codes.md"


def test_the_page_has_every_code() -> None:
    rows = re.findall(r"^\| (\d+) \| ([A-Z_]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [(int(code), name) for code, name in rows] == [
        (code.value, code.name) for code in ExitCode
    ]


def test_codes_do_not_change() -> None:
    assert {code.name: code.value for code in ExitCode} == {
        "OK": 0,
        "SOME_FAILED": 1,
        "USAGE": 2,
        "NOTHING_MATCHED": 3,
        "MODEL": 4,
        "ALL_FAILED": 5,
        "INTERNAL": 70,
        "INTERRUPTED": 130,
    }


def test_every_fault_has_a_code_and_a_status() -> None:
    faults = [
        value
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, TranslateError)
    ]
    assert len(faults) > 10
    for fault in faults:
        assert fault.exit_code in ExitCode and re.fullmatch("[a-z-]+", fault.status)


def test_a_fault_is_one_line_with_its_mend() -> None:
    error = errors.ModelError("no model is called 'x'", "translate models list")
    assert str(error) == "no model is called 'x': translate models list"
