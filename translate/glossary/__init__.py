"""Names and terms: found in the Dutch, handed to the model in English, checked in the answer."""

from __future__ import annotations

from translate.glossary.glossary import Glossary
from translate.glossary.terms import GLOSSARY_VERSION, Applied, Entry, Kind, Term

__all__ = [
    "GLOSSARY_VERSION",
    "Applied",
    "Entry",
    "Glossary",
    "Kind",
    "Term",
]
