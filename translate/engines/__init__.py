"""Engines: what turns Dutch sentences into English ones, and English ones into shorter ones.

Importing this package imports no ML library; :func:`load_translator` does.
"""

from translate.engines.registry import (
    EngineChoice,
    decoding_for,
    generator_engine,
    generator_engine_id,
    load_generator,
    load_translator,
    resolve_engine,
)
from translate.engines.together import together

__all__ = [
    "EngineChoice",
    "decoding_for",
    "generator_engine",
    "generator_engine_id",
    "load_generator",
    "load_translator",
    "resolve_engine",
    "together",
]
