"""What is remembered comes back as it was, and only that."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from memory_values import article, key, rendering, summary

from translate.errors import CacheError
from translate.flags import Flag, FlagCode
from translate.memory import (
    ARTICLES,
    SENTENCES,
    SUMMARIES,
    Memory,
    MemoryLike,
    NoMemory,
    default_path,
)
from translate.memory.tables import DamagedRowError, StoredArticle, Table, checksum
from translate.types import Rendering, TermUse

DAY = 86_400


def test_values_come_back_as_they_were(path: Path) -> None:
    with Memory.open(path) as memory:
        memory.put(SENTENCES, {key(1): rendering("One.", FlagCode.NUM), key(2): rendering()})
        memory.put(ARTICLES, {key(3): article(repeat=40)})
        memory.put(SUMMARIES, {key(4): summary()})
    with Memory.open(path) as memory:
        assert memory.get(SENTENCES, [key(2), key(1), key(9)]) == {
            key(1): rendering("One.", FlagCode.NUM),
            key(2): rendering(),
        }
        assert memory.get(ARTICLES, [key(3)]) == {key(3): article(repeat=40)}
        assert memory.get(SUMMARIES, [key(4)]) == {key(4): summary()}
        assert memory.get(ARTICLES, [key(1)]) == {}


@pytest.mark.parametrize(
    ("table", "value", "payload"),
    [
        (SENTENCES, rendering(), b'["A sentence.",0.87,[]]'),
        (
            SENTENCES,
            replace(rendering("One.", FlagCode.NUM), terms=(TermUse("a", "b", True),)),
            b'["One.",0.87,[["NUM","why"]],[["a","b",true]]]',
        ),
        (
            ARTICLES,
            article(),
            b'["2022-10",null,"utf-8",[["heading",2,[["Een zin.",0,8,"A sentence.",0.9,'
            b'[["NUM","3"]]]]],["paragraph",0,[["Een zin.",0,8,"A sentence.",0.9,[["NUM","3"]]]]],'
            b'["table",0,[["Een zin.",0,8,"A sentence.",0.9,[["NUM","3"]]]],'
            b'[[[0,1]],1],[["Een zin","https://x.example"]]]],[["hidden","Meer",40]]]',
        ),
        (SUMMARIES, summary(), b'["Short.",[["Short.",[0,2],[["SHORT",""]]]],[]]'),
    ],
)
def test_rows_of_earlier_versions_stay_readable(
    table: Table[object], value: object, payload: bytes
) -> None:
    assert table.decode(b"key", payload, checksum(b"key", payload)) == value
    assert table.encode(value) == payload


def test_an_article_of_before_parts_were_left_out_is_readable() -> None:
    payload = b'["2022-10",null,"utf-8",[]]'
    found = ARTICLES.decode(b"key", payload, checksum(b"key", payload))
    assert found == StoredArticle("2022-10", None, "utf-8", ())


@pytest.mark.parametrize("payload", [b"[]", b'["One.",0.87,[],[],5]', b'["One.",0.87,[["?","x"]]]'])
def test_a_row_of_another_shape_is_damaged(payload: bytes) -> None:
    with pytest.raises(DamagedRowError):
        SENTENCES.decode(b"key", payload, checksum(b"key", payload))


def test_no_keys_and_no_rows_are_fine(memory: Memory) -> None:
    memory.put(SENTENCES, {})
    assert memory.get(SENTENCES, []) == {}


def test_many_keys_take_few_queries(memory: Memory) -> None:
    rows = {key(n): rendering(f"Sentence {n}.") for n in range(1201)}
    memory.put(SENTENCES, rows)
    connection = memory._file._connection
    assert connection is not None
    queries: list[str] = []
    connection.set_trace_callback(queries.append)
    assert memory.get(SENTENCES, rows) == rows
    assert len(queries) == 3


def test_a_second_value_replaces_the_first(memory: Memory) -> None:
    memory.put(SENTENCES, {key(1): rendering("Worse.", FlagCode.LOOP)})
    memory.put(SENTENCES, {key(1): rendering("Better.")})
    assert memory.get(SENTENCES, [key(1)]) == {key(1): rendering("Better.")}


def test_failures_keep_their_flags(memory: Memory) -> None:
    failed = Rendering("", 0.0, (Flag(FlagCode.EMPTY),))
    memory.put(SENTENCES, {key(1): failed})
    assert memory.get(SENTENCES, [key(1)]) == {key(1): failed}


@pytest.mark.parametrize("text", ["\ud800 alone", "\x00\x1f", "e\u0301 \u202e \U0001f600", '"\\'])
def test_any_text_survives(memory: Memory, text: str) -> None:
    memory.put(SENTENCES, {key(1): rendering(text)})
    memory.put(ARTICLES, {key(1): article(text)})
    assert memory.get(SENTENCES, [key(1)])[key(1)].target == text
    assert memory.get(ARTICLES, [key(1)]) == {key(1): article(text)}


def test_what_is_not_a_key_is_refused(memory: Memory) -> None:
    with pytest.raises(ValueError, match="hexadecimal"):
        memory.get(SENTENCES, ["not a key"])


def test_only_what_is_large_is_compressed() -> None:
    assert SENTENCES.encode(rendering()).startswith(b"[")
    assert ARTICLES.encode(article(repeat=40)).startswith(b"x")


def test_the_null_memory_keeps_nothing() -> None:
    memory = NoMemory()
    memory.put(SENTENCES, {key(1): rendering()})
    memory.put(ARTICLES, {key(1): article()})
    memory.put(SUMMARIES, {key(1): summary()})
    assert not memory.get(SENTENCES, [key(1)])
    assert not memory.get(ARTICLES, [key(1)])
    assert not memory.get(SUMMARIES, [key(1)])


def test_both_memories_are_memories(memory: Memory) -> None:
    assert isinstance(memory, MemoryLike)
    assert isinstance(NoMemory(), MemoryLike)


def test_a_closed_memory_says_so(path: Path) -> None:
    memory = Memory.open(path)
    memory.close()
    memory.close()
    with pytest.raises(CacheError, match="closed"):
        memory.get(SENTENCES, [key(1)])


def test_last_use_is_written_once_a_day(path: Path) -> None:
    now = 1_000_000.0

    def used() -> int:
        connection = sqlite3.connect(path)
        try:
            return int(connection.execute("SELECT used FROM sentences").fetchone()[0])
        finally:
            connection.close()

    with Memory.open(path, clock=lambda: now) as memory:
        memory.put(SENTENCES, {key(1): rendering()})
    with Memory.open(path, clock=lambda: now + DAY - 1) as memory:
        memory.get(SENTENCES, [key(1)])
    assert used() == now
    with Memory.open(path, clock=lambda: now + DAY) as memory:
        memory.get(SENTENCES, [key(1)])
    assert used() == now + DAY
    with Memory.open(path, clock=lambda: now) as memory:  # a clock set back does no harm
        memory.get(SENTENCES, [key(1)])
        memory.put(SENTENCES, {key(1): rendering()})
    assert used() == now + DAY


def test_prune_forgets_what_was_not_used(path: Path) -> None:
    with Memory.open(path, clock=lambda: 0.0) as memory:
        memory.put(SENTENCES, {key(1): rendering(), key(2): rendering()})
        memory.put(ARTICLES, {key(3): article()})
    with Memory.open(path, clock=lambda: 10.0 * DAY) as memory:
        memory.get(SENTENCES, [key(2)])
        pruned = memory.prune(older_than=timedelta(days=5))
        assert pruned.rows == 2
        assert memory.get(SENTENCES, [key(1), key(2)]) == {key(2): rendering()}


def test_prune_by_size_keeps_the_last_used(path: Path) -> None:
    moment = 0.0
    with Memory.open(path, clock=lambda: moment) as memory:
        for step in range(40):
            moment = float(step)
            memory.put(SENTENCES, {key((step, n)): rendering("x" * 400) for n in range(20)})
        full = memory.stats()
        pruned = memory.prune(max_bytes=200_000)
        left = memory.stats()
        assert left.bytes <= 200_000
        assert pruned.rows == full.sentences - left.sentences > 0
        assert left.sentences > 200
        assert memory.get(SENTENCES, [key((39, n)) for n in range(20)]).keys() == {
            key((39, n)) for n in range(20)
        }
        assert memory.prune(max_bytes=0).rows == left.sentences


def test_clear_forgets_everything(memory: Memory) -> None:
    memory.put(SENTENCES, {key(n): rendering("x" * 400) for n in range(300)})
    memory.put(SUMMARIES, {key(1): summary()})
    cleared = memory.clear()
    assert cleared.rows == 301
    assert cleared.bytes_after < cleared.bytes_before
    stats = memory.stats()
    assert (stats.sentences, stats.articles, stats.summaries) == (0, 0, 0)


def test_stats_count(memory: Memory, path: Path) -> None:
    memory.put(SENTENCES, {key(1): rendering(), key(2): rendering()})
    memory.put(ARTICLES, {key(1): article()})
    stats = memory.stats()
    assert (stats.sentences, stats.articles, stats.summaries) == (2, 1, 0)
    assert stats.path == path
    assert stats.bytes >= path.stat().st_size


def test_the_folder_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSLATE_CACHE_DIR", str(tmp_path / "env"))
    assert default_path() == tmp_path / "env" / "memory.sqlite3"
    assert default_path(tmp_path / "arg") == tmp_path / "arg" / "memory.sqlite3"
    monkeypatch.delenv("TRANSLATE_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert default_path().name == "memory.sqlite3"
    assert not list(tmp_path.iterdir())
