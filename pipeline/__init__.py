"""What does Python code get from this project? `from pipeline import extract, check`; docs/python.md shows how.

The names are loaded when they are asked for: importing a module of the pipeline brings neither pandas nor the checker.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.errors import PolicyError
    from pipeline.face.check import Comparison, check
    from pipeline.face.extract import extract
    from pipeline.face.results import Extracted, ExtractedDocument, ExtractedRow
    from pipeline.types import Document

__all__ = ["Comparison", "Document", "Extracted", "ExtractedDocument", "ExtractedRow", "PolicyError", "check", "extract"]

_HOMES = {
    "Comparison": "pipeline.face.check",
    "Document": "pipeline.types",
    "Extracted": "pipeline.face.results",
    "ExtractedDocument": "pipeline.face.results",
    "ExtractedRow": "pipeline.face.results",
    "PolicyError": "pipeline.errors",
    "check": "pipeline.face.check",
    "extract": "pipeline.face.extract",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
