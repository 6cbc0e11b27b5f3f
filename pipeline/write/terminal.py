"""How commitments look as a table on the terminal, and how text from a document is made safe to print there."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING

from pipeline.write.tables import Row, Tables

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_SIGNS = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"} | {0x7F: "\u2421"}
_C1 = range(0x80, 0xA0)
_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SURROGATES = range(0xD800, 0xE000)
_VISIBLE = _SIGNS | dict.fromkeys((*_C1, *_BIDI, *_SURROGATES), "\ufffd")

_PLAIN_WIDTH = 140
"""Columns where the output is no terminal."""

STATUS_STYLES = {"committed": "bold blue", "achieved": "green"}
COMPARATORS = {"ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "approx": "≈ "}
CHANGES = {"increase": "+", "decrease": "−"}


def visible(text: str) -> str:
    """The text, character for character, with controls shown as signs: nothing in a document can steer the terminal.

    A carriage return before a line feed becomes a space; line feeds and tabs stay. Bidirectional overrides become U+FFFD.

    >>> visible("a\\x1b[31mb")
    'a␛[31mb'
    """
    return text.replace("\r\n", " \n").translate(_VISIBLE)


def console(file: IO[str] | None = None, *, width: int | None = None) -> Console:
    """A console on standard output (or `file`): colours and the real width on a terminal, plain and wide elsewhere."""
    from rich.console import Console

    file = file or sys.stdout
    return Console(file=file, width=width or (None if file.isatty() else _PLAIN_WIDTH), highlight=False, markup=False, emoji=False)


class Screen:
    """Takes rows as `Output` does, and prints the commitments as one table when all have come."""

    def __init__(self, file: IO[str] | None = None) -> None:
        self._file = file
        self._rows: list[Row] = []

    def __enter__(self) -> Screen:
        return self

    def add(self, rows: Tables) -> None:
        """Keep the commitments of one document."""
        self._rows.extend(rows.get("commitments", ()))

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None:
            print_commitments(self._rows, console(self._file))


def print_commitments(rows: Sequence[Row], to: Console, *, why: bool = False) -> None:
    """Print the rows: status, due, target, what, agencies, evidence cut to fit; `why` adds the rule that made each row."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    if not rows:
        to.print(Text("no commitments"))
        return
    several = len({row.get("doc_id") for row in rows}) > 1
    table = Table(box=box.SIMPLE_HEAD if to.is_terminal else None, pad_edge=False, header_style="bold", expand=False, show_lines=False)
    if several:
        table.add_column("document", max_width=18, overflow="ellipsis", no_wrap=True)
    table.add_column("id", no_wrap=True, style="dim")
    table.add_column("status", no_wrap=True)
    table.add_column("due", no_wrap=True, min_width=10)
    table.add_column("target", max_width=22, min_width=10)
    table.add_column("what", ratio=3, min_width=12)
    table.add_column("agencies", ratio=2, min_width=8)
    if why:
        table.add_column("rule", overflow="fold", style="dim")
    else:
        table.add_column("evidence", ratio=4, min_width=12, no_wrap=True, overflow="ellipsis", style="dim")
    for row in rows:
        cells = [_text(row, "doc_id")] if several else []
        cells += [_text(row, "commitment_id"), _status(row), _text(row, "due"), Text(target(row)), Text(visible(_what(row))), _text(row, "agencies")]
        table.add_row(*cells, _text(row, "extractor" if why else "evidence"))
    to.print(table)


def target(row: Row) -> str:
    """The target in a few signs, empty where there is none.

    >>> target({"value": 95, "comparator": "ge", "unit": "percent"}), target({"value": 300000000, "unit": "CNY"})
    ('≥ 95 %', '300,000,000 CNY')
    """
    value, most = row.get("value"), row.get("value_max")
    if not isinstance(value, int | float):
        return ""
    number = f"{value:,.10g}" if isinstance(value, float) else f"{value:,}"
    if isinstance(most, int | float):
        number += f"–{most:,.10g}" if isinstance(most, float) else f"–{most:,}"
    unit = str(row.get("unit", ""))
    unit = {"percent": "%", "percentage_point": "pp", "count": str(row.get("noun", ""))}.get(unit, unit)
    return visible(f"{COMPARATORS.get(str(row.get('comparator')), '')}{CHANGES.get(str(row.get('change')), '')}{number} {unit}").rstrip()


def _what(row: Row) -> str:
    action, indicator = str(row.get("action", "")), str(row.get("indicator", ""))
    return action if not indicator or indicator in action else indicator if action in indicator or not action else f"{indicator}: {action}"


def _status(row: Row) -> Text:
    from rich.text import Text

    status, modality = str(row.get("status", "")), str(row.get("modality", ""))
    return Text(modality or status, style=STATUS_STYLES.get(status, ""))


def _text(row: Row, name: str) -> Text:
    from rich.text import Text

    cell = row.get(name, "")
    text = ", ".join(cell) if isinstance(cell, list) else str(cell)
    return Text(" ".join(visible(text).split()))
