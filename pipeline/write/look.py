"""How is a file to look? What a person can choose about it beyond its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pipeline.write.manifest import digest
from pipeline.write.schema import Headers

Profile = Literal["tables", "ledger"]
"""What a workbook is laid out for: all tables with their columns, or the one sheet of a supervision office."""


@dataclass(frozen=True, slots=True)
class Look:
    """The language of header cells, the day from which something is overdue, the profile of a workbook, the workbook to be filled.

    None is what was not asked for: the format decides.

    >>> Look().titles, Look(headers="zh").titles
    ('en', 'zh')
    """

    headers: Headers | None = None
    as_of: date | None = None
    profile: Profile = "tables"
    template: Path | None = None

    @property
    def titles(self) -> Headers:
        """The language of header cells where the format has no reason for another one."""
        return self.headers or "en"

    def only_for_workbooks(self) -> tuple[str, ...]:
        """The options that only a workbook can follow, as they are given on the command line."""
        asked = (("--as-of", self.as_of), ("--profile ledger", self.profile == "ledger"), ("--template", self.template))
        return tuple(option for option, given in asked if given)

    def described(self) -> dict[str, str | None]:
        """What tells this look from another one, for the manifest of a run; a template is known by its bytes."""
        return {
            "as-of": self.as_of.isoformat() if self.as_of else None,
            "profile": self.profile,
            "template": digest(self.template) if self.template else None,
        }
