"""Write: results as files for programs and for people, each whole or not at all."""

from translate.outputs.files import file_state, sweep_temporary, write_atomic
from translate.outputs.formats import FORMATS, TABLES, file_bytes
from translate.outputs.html_index import (
    INDEX_NAME,
    ONE_FILE_NAME,
    Index,
    IndexItem,
    failed_item,
    index_item,
    one_file_item,
    render_index,
)
from translate.outputs.json_result import from_json, render_json, to_json
from translate.outputs.names import OutputNames, output_names
from translate.outputs.run_record import (
    DONE,
    ArticleEntry,
    RunLog,
    count_characters,
    count_flags,
    entry_line,
)

__all__ = [
    "DONE",
    "FORMATS",
    "INDEX_NAME",
    "ONE_FILE_NAME",
    "TABLES",
    "ArticleEntry",
    "Index",
    "IndexItem",
    "OutputNames",
    "RunLog",
    "count_characters",
    "count_flags",
    "entry_line",
    "failed_item",
    "file_bytes",
    "file_state",
    "from_json",
    "index_item",
    "one_file_item",
    "output_names",
    "render_index",
    "render_json",
    "sweep_temporary",
    "to_json",
    "write_atomic",
]
