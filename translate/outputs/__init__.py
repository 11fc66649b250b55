"""Write: results as files for programs and for people, each whole or not at all."""

from translate.outputs.files import sweep_temporary, write_atomic
from translate.outputs.formats import FORMATS, OutputFormat
from translate.outputs.json_result import from_json, render_json, to_json
from translate.outputs.markdown import render_markdown
from translate.outputs.names import OutputNames, output_names
from translate.outputs.run_record import ArticleEntry, RunLog, count_flags

__all__ = [
    "FORMATS",
    "ArticleEntry",
    "OutputFormat",
    "OutputNames",
    "RunLog",
    "count_flags",
    "from_json",
    "output_names",
    "render_json",
    "render_markdown",
    "sweep_temporary",
    "to_json",
    "write_atomic",
]
