"""What other programs rely on: the schemas in ``docs/reference`` and the files agree."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from translate.engines.processor import processor
from translate.flags import FlagCode, Severity
from translate.outputs import FORMATS, ArticleEntry, RunLog, file_bytes, render_json
from translate.types import (
    ArticleRecord,
    ArticleResult,
    BlockKind,
    Grid,
    Hyperlink,
    LeftOut,
    Reason,
    Summary,
    TranslatedBlock,
    Translation,
)

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((REFERENCE / name).read_text(encoding="utf-8"))
    return loaded


def required(part: dict[str, Any], path: str = "$") -> dict[str, list[str]]:
    """The required fields of every object in a schema, by their place in it."""
    found = {}
    for name, value in part.items():
        if name == "required":
            found[path] = sorted(value)
        elif isinstance(value, dict):
            found |= required(value, f"{path}.{name}")
    return found


RESULT = schema("result.schema.json")
RUN = schema("run.schema.json")

offsets = st.integers(0, 10**6)
sentences = st.builds(
    Translation,
    span=st.tuples(offsets, offsets),
    score=st.none() | st.integers(0, 100).map(lambda percent: percent / 100),
)
blocks = st.builds(
    TranslatedBlock,
    sentences=st.lists(sentences, max_size=3).map(tuple),
    level=st.integers(0, 6),
    grid=st.none() | st.builds(Grid, header_rows=offsets, rows=st.just(((1, 0), (2, 1)))),
    links=st.lists(st.from_type(Hyperlink), max_size=2).map(tuple),
)
pieces = st.from_type(Summary).filter(
    lambda summary: all(index >= 0 for piece in summary.pieces for index in piece.evidence)
)
results = st.builds(
    ArticleResult,
    article=st.builds(ArticleRecord, sha256=st.text("0123456789abcdef", min_size=64, max_size=64)),
    blocks=st.lists(blocks, max_size=3).map(tuple),
    summary=st.none() | pieces,
    left_out=st.lists(st.builds(LeftOut, characters=offsets), max_size=2).map(tuple),
)


@pytest.mark.parametrize("loaded", [RESULT, RUN], ids=["result", "run"])
def test_schemas_are_schemas(loaded: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(loaded)


@settings(deadline=None, max_examples=50)
@given(results)
def test_every_result_validates(result: ArticleResult) -> None:
    Draft202012Validator(RESULT).validate(json.loads(render_json(result)))


def test_every_run_record_validates(tmp_path: Path) -> None:
    log = RunLog("mt:tiny", {"beam": 4}, {"translate": "0"}, clock=lambda: 0.0)
    validator = Draft202012Validator(RUN)
    validator.validate(log.to_json())
    log.processor = asdict(processor())
    log.add(ArticleEntry("a.txt", outputs={"json": "a.txt.json"}, flags={"NUM": 1}, sentences=3))
    log.add(ArticleEntry("b.txt", status="empty", error="b.txt: nothing in it"))
    log.notice("model: bundled")
    log.spend("load", 1.5)
    log.finish(1)
    (tmp_path / "run.json").write_text("".join(log.text()), "utf-8")
    validator.validate(json.loads((tmp_path / "run.json").read_text(encoding="utf-8")))


def test_required_fields_are_pinned() -> None:
    """Removing one of these breaks readers: raise ``schema_version`` and say so."""
    assert required(RESULT) == {
        "$": ["article", "blocks", "flags", "left_out", "schema_version", "signature", "summary"],
        "$.properties.article": ["columns", "date", "encoding", "path", "sha256", "title"],
        "$.$defs.flags.items": ["code", "detail", "severity"],
        "$.$defs.sentence": ["flags", "near", "score", "source", "span", "target", "terms"],
        "$.$defs.sentence.properties.near.items": ["similarity", "source", "target"],
        "$.$defs.sentence.properties.terms.items": ["applied", "dutch", "english"],
        "$.$defs.block": ["kind", "level", "links", "sentences", "table"],
        "$.$defs.block.properties.links.items": ["address", "text"],
        "$.$defs.table": ["header_rows", "rows"],
        "$.$defs.left_out": ["characters", "reason", "text"],
        "$.$defs.summary": ["flags", "pieces", "text"],
        "$.$defs.summary.properties.pieces.items": ["evidence", "flags", "text"],
    }
    assert required(RUN) == {
        "$": [
            "articles", "exit_code", "finished", "notices", "options", "processor",
            "schema_version", "seconds", "signature", "started", "timings", "totals", "versions",
        ],
        "$.properties.processor": ["architecture", "ctranslate2", "instruction_sets", "name"],
        "$.properties.totals": [
            "articles", "articles_from_memory", "characters", "flags", "sentences",
            "sentences_from_memory", "severities", "statuses", "summaries_from_memory",
            "translated",
        ],
        "$.properties.articles.items": [
            "characters", "error", "flags", "from_memory", "outputs", "path", "seconds",
            "sentences", "status", "summary_from_memory", "translated",
        ],
    }  # fmt: skip


def test_kinds_and_codes_are_those_of_the_program() -> None:
    definitions = RESULT["$defs"]
    codes = definitions["flags"]["items"]["properties"]["code"]["enum"]
    kinds = definitions["block"]["properties"]["kind"]["enum"]
    severities = definitions["flags"]["items"]["properties"]["severity"]["enum"]
    assert codes == [code.value for code in FlagCode]
    assert severities == [severity.value for severity in Severity]
    assert kinds == [kind.value for kind in BlockKind]
    reasons = definitions["left_out"]["properties"]["reason"]["enum"]
    assert reasons == [reason.value for reason in Reason]


def test_nothing_undescribed_gets_in() -> None:
    def check(part: Any) -> None:
        if isinstance(part, dict):
            if "properties" in part:
                assert part["additionalProperties"] is False
                assert all("description" in p or "$ref" in p for p in part["properties"].values())
                assert set(part["required"]) == set(part["properties"])
            for value in part.values():
                check(value)

    for loaded in (RESULT, RUN):
        for name, value in loaded.items():
            if name != "properties":
                check(value)
        check({"properties": loaded["properties"], "required": loaded["required"],
               "additionalProperties": loaded["additionalProperties"]})  # fmt: skip


def test_the_page_names_every_field() -> None:
    page = (REFERENCE / "results.md").read_text(encoding="utf-8")
    for fields in required(RESULT).values():
        for field in fields:
            assert re.search(rf"`[^`\n]*\b{field}\b[^`\n]*`", page), field
    for name in [*BlockKind, *Reason]:
        assert f"`{name}`" in page


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_whatever_the_text(name: str) -> None:
    article = ArticleRecord("a.txt", "0" * 64, None, None, "utf-8")
    block = TranslatedBlock(BlockKind.PARAGRAPH, (Translation("\ud800", (0, 1), "x", None),))
    assert file_bytes(name, ArticleResult(article, (block,), None, (), "v"))
