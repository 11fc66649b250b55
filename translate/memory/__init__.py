"""Remember: one SQLite file of results, so that nothing is ever computed twice."""

from translate.memory.file import default_path
from translate.memory.merging import Merged
from translate.memory.protocol import MemoryLike, NoMemory
from translate.memory.store import Memory
from translate.memory.tables import (
    ARTICLES,
    REPORTS,
    SENTENCES,
    SUMMARIES,
    WRITTEN,
    StoredArticle,
    Table,
    WrittenArticle,
    WrittenReport,
)
from translate.memory.upkeep import MemoryReport, MemoryStats, Pruned

__all__ = [
    "ARTICLES",
    "REPORTS",
    "SENTENCES",
    "SUMMARIES",
    "WRITTEN",
    "Memory",
    "MemoryLike",
    "MemoryReport",
    "MemoryStats",
    "Merged",
    "NoMemory",
    "Pruned",
    "StoredArticle",
    "Table",
    "WrittenArticle",
    "WrittenReport",
    "default_path",
]
