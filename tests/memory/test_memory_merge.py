"""The laws of merging: order and repetition do not matter."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memory_values import article, key, rendering, summary

from translate.errors import CacheError
from translate.flags import FlagCode
from translate.memory import ARTICLES, SENTENCES, SUMMARIES, Memory

Rows = list[tuple[int, str, bool, int]]

#: number of the key, target, whether it looped, when
contents = st.lists(
    st.tuples(
        st.integers(0, 3), st.sampled_from(["", "a", "b", "c"]), st.booleans(), st.integers(0, 9)
    ),
    max_size=6,
)


def write(path: Path, rows: Rows) -> Path:
    now = 0.0
    with Memory.open(path, clock=lambda: now) as memory:
        for number, text, looped, moment in rows:
            now = float(moment)
            flags = (FlagCode.LOOP,) if looped else ()
            memory.put(SENTENCES, {key(number): rendering(text, *flags)})
            memory.put(ARTICLES, {key(number): article(text)})
            memory.put(SUMMARIES, {key(number): summary(text)})
    return path


def dump(path: Path) -> list[list[tuple[object, ...]]]:
    connection = sqlite3.connect(path)
    try:
        return [
            connection.execute(f"SELECT * FROM {table} ORDER BY key").fetchall()
            for table in ("sentences", "articles", "summaries")
        ]
    finally:
        connection.close()


def union(folder: Path, name: str, *parts: Path) -> list[list[tuple[object, ...]]]:
    """The rows of the first part after merging the others into a copy of it, in order."""
    target = folder / name
    target.write_bytes(parts[0].read_bytes())
    with Memory.open(target) as memory:
        for part in parts[1:]:
            memory.merge(part)
    return dump(target)


@settings(max_examples=15, deadline=None)
@given(contents, contents, contents)
def test_laws(first: Rows, second: Rows, third: Rows) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        a, b, c = (
            write(folder / n, rows) for n, rows in zip("abc", (first, second, third), strict=True)
        )
        before = dump(b)
        merged = union(folder, "ab", a, b)
        assert merged == union(folder, "ba", b, a), "commutative"
        assert merged == union(folder, "abb", a, b, b), "idempotent"
        assert merged == union(folder, "aba", folder / "ab", a, b), "absorbs its parts"
        left = union(folder, "ab_c", folder / "ab", c)
        union(folder, "bc", b, c)
        assert left == union(folder, "a_bc", a, folder / "bc"), "associative"
        assert dump(b) == before, "the other file stays as it is"


def test_the_sound_sentence_wins_over_the_failed_one(tmp_path: Path) -> None:
    write(tmp_path / "a", [(1, "aaa", True, 0)])
    write(tmp_path / "b", [(1, "zzz", False, 0)])
    with Memory.open(tmp_path / "a") as memory:
        merged = memory.merge(tmp_path / "b")
        assert memory.get(SENTENCES, [key(1)])[key(1)].target == "zzz"
    assert (merged.added, merged.differing) == (0, 3)


@pytest.mark.parametrize("payload", [b"\0", "text"])
def test_an_intact_row_wins_over_a_damaged_one(tmp_path: Path, payload: object) -> None:
    good, bad = write(tmp_path / "good", [(1, "m", False, 0)]), tmp_path / "bad"
    write(bad, [(1, "m", False, 0)])
    connection = sqlite3.connect(bad)
    connection.execute("UPDATE sentences SET payload = ?", (payload,))
    connection.commit()
    connection.close()
    assert union(tmp_path, "1", good, bad) == union(tmp_path, "2", bad, good) == dump(good)


def test_merging_a_memory_into_itself_changes_nothing(path: Path, memory: Memory) -> None:
    memory.put(SENTENCES, {key(1): rendering()})
    assert memory.merge(path).added == 0


def test_a_damaged_or_missing_other_file_harms_nothing(
    tmp_path: Path, path: Path, memory: Memory, notices: list[str]
) -> None:
    memory.put(SENTENCES, {key(1): rendering()})
    (tmp_path / "bad").write_bytes(b"no database at all" * 100)
    damaged = write(tmp_path / "damaged", [(n, "x" * 2000, False, 0) for n in range(60)])
    data = bytearray(damaged.read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    damaged.write_bytes(data)
    for name in ("bad", "damaged", "missing"):
        with pytest.raises(CacheError):
            memory.merge(tmp_path / name)
    assert memory.get(SENTENCES, [key(1)]) == {key(1): rendering()}
    assert not notices
    assert not (tmp_path / "missing").exists()
