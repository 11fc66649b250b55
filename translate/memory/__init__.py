"""Remember: one SQLite file of results, so that nothing is ever computed twice."""

from translate.memory.merging import Merged
from translate.memory.places import default_path
from translate.memory.protocol import MemoryLike, NoMemory
from translate.memory.store import Memory
from translate.memory.tables import (
    ARTICLES,
    SENTENCES,
    SUMMARIES,
    WRITTEN,
    StoredArticle,
    Table,
    WrittenArticle,
)
from translate.memory.upkeep import MemoryReport, MemoryStats, Pruned

__all__ = [
    "ARTICLES",
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
    "default_path",
]
