"""No path, however hostile, leads out of OUT or onto another article's result."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.outputs import OutputNames, output_names

DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"
}

paths = st.lists(
    st.text(max_size=6)
    | st.sampled_from(["..", ".", "", "%2E%2E", "NUL", "nul.txt", "a" * 300, "é" * 200, "\udcff"]),
    min_size=1,
    max_size=4,
).map("/".join)


def canonical(path: str) -> tuple[str, ...]:
    return tuple(part for part in path.split("/") if part not in ("", "."))


def test_the_tree_is_kept() -> None:
    assert output_names("a/b.txt") == {
        "json": "a/b.txt.json",
        "md": "a/b.txt.md",
    }
    assert output_names("c.jsonl#12", ["html"]) == {"html": "c.jsonl#12.html"}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("../../etc/passwd", "%2E%2E/%2E%2E/etc/passwd.json"),
        ("/etc/passwd", "etc/passwd.json"),
        ("a/./b//c", "a/b/c.json"),
        ("-rf", "-rf.json"),
        ("a\nb", "a%0Ab.json"),
        ("a\\b", "a%5Cb.json"),
        ('wat?"', "wat%3F%22.json"),
        ("100%", "100%.json"),
        ("%41", "%2541.json"),
        ("x. ", "x.%20.json"),
        ("\udcff", "%FF.json"),
        ("\u202egpj", "%E2%80%AEgpj.json"),
        ("..", "%2E%2E.json"),
        ("", "%.json"),
        ("Één vogel.txt", "Één vogel.txt.json"),
        ("CON.txt", "%43ON.txt.json"),
        ("nul/aux", "%6Eul/%61ux.json"),
        ("Com1 .a.b/LPT².txt", "%43om1 .a.b/%4CPT².txt.json"),
        ("conin$", "%63onin$.json"),
        ("%43ON.txt", "%2543ON.txt.json"),
        ("contact.txt/COM10", "contact.txt/COM10.json"),
    ],
)
def test_hostile_names(path: str, name: str) -> None:
    assert output_names(path)["json"] == name


@given(paths)
def test_names_stay_inside_and_can_be_written(path: str) -> None:
    for name in map(PurePosixPath, output_names(path, ["json", "jsonl"]).values()):
        assert not name.is_absolute()
        assert ".." not in name.parts
        assert all(len(part.encode("utf-8")) <= 255 for part in name.parts)
        assert not set("\0\n\r\\:") & set(str(name))
        assert all(part.partition(".")[0].rstrip(" ").upper() not in DEVICES for part in name.parts)


@given(paths, paths)
def test_different_paths_have_different_names(first: str, second: str) -> None:
    same = output_names(first) == output_names(second)
    assert same == (canonical(first) == canonical(second)) or "%" in (first, second)


def test_long_names_are_cut_at_a_character(tmp_path: Path) -> None:
    first, second = output_names("é" * 200)["json"], output_names("é" * 201)["json"]
    assert first != second
    (tmp_path / first).write_text("x")


@given(st.lists(paths, unique_by=canonical, max_size=6))
def test_no_two_results_of_a_run_meet(found: list[str]) -> None:
    names = OutputNames()
    taken = [name for path in found for name in names.take(path).values()]
    folded = [name.casefold() for name in taken]
    assert len(set(folded)) == len(folded)
    folders = {str(parent).casefold() for name in taken for parent in PurePosixPath(name).parents}
    assert not folders & set(folded)
    again = OutputNames()
    assert taken == [name for path in found for name in again.take(path).values()]


def test_meetings_give_the_later_one_a_hash() -> None:
    names = OutputNames(["json", "md"])
    assert names.take("A.txt")["json"] == "A.txt.json"
    second = names.take("a.txt")
    assert second["json"].startswith("a.txt~")
    assert second["md"] == second["json"].removesuffix(".json") + ".md"
    assert names.take("run")["json"] != "run.json"
    assert names.take("x")["json"] == "x.json"
    inside = names.take("x.json/y")["json"]
    assert inside.startswith("x.json~")
    names.take("z.json/y")
    assert names.take("z")["json"].startswith("z~")
