"""Rows for tests of the checker, made of what a test cares about."""

from __future__ import annotations

from decimal import Decimal
from itertools import count
from typing import Any

from pipeline.checker.model import TableRow

_PLACES = count()


def row(
    doc: str, name: str, indicator: str | None, value: str | float | None = None, unit: str | None = None, due: str | None = None, **other: Any
) -> TableRow:
    """A row whose evidence, if not given, says indicator and value; later rows stand later in their document."""
    evidence = other.pop("evidence", f"{indicator} {value}")
    known: dict[str, Any] = {"action": indicator or evidence, "evidence": evidence, "position": next(_PLACES), **other}
    return TableRow(doc, name, indicator=indicator, value=None if value is None else Decimal(str(value)), unit=unit, due=due, **known)
