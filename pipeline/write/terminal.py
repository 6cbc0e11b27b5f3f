"""How commitments look as a table on the terminal, and how text from a document is made safe to print there."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import TracebackType
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

    class PipedConsole(Console):
        """Rich ends the program when a pipe is closed; here the command line does, as for all other output."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    file = file or sys.stdout
    return PipedConsole(file=file, width=width or (None if file.isatty() else _PLAIN_WIDTH), highlight=False, markup=False, emoji=False)


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

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            print_commitments(self._rows, console(self._file))


def print_commitments(rows: Sequence[Row], to: Console, *, why: bool = False) -> None:
    """Print the rows: status, due, target, what, agencies, evidence cut to fit; `why` adds the rule that made each row."""
    from rich.cells import cell_len
    from rich.table import Table
    from rich.text import Text

    if not rows:
        to.print(Text("no commitments"))
        return
    documents = {str(row.get("doc_id", "")) for row in rows}
    names = (["document"] if len(documents) > 1 else []) + ["id", "status", "due", "target", "what", "agencies", "rule" if why else "evidence"]
    table = Table(box=None, pad_edge=False, header_style="bold underline", padding=(0, 2, 0, 0))
    widths = _widths(names, to.width, max(map(cell_len, documents)))
    for name in names:
        table.add_column(name, width=widths[name], overflow="fold")
    for row in rows:
        cells = {
            "document": _cut(_line(row, "doc_id"), widths.get("document", 0)),
            "id": Text(_line(row, "commitment_id"), "dim"),
            "status": Text(str(row.get("modality", row.get("status", ""))), STATUS_STYLES.get(str(row.get("status")), "")),
            "due": Text(_line(row, "due")),
            "target": Text(target(row)),
            "what": _cut(_what(row), widths["what"], lines=3),
            "agencies": Text(_line(row, "agencies")),
            "rule": Text(_line(row, "extractor"), "dim"),
            "evidence": _cut(_line(row, "evidence"), widths.get("evidence", 0), lines=2, style="dim"),
        }
        table.add_row(*(cells[name] for name in names))
    to.print(table)


def _widths(names: Sequence[str], width: int, longest_document: int) -> dict[str, int]:
    """Columns for each name; what the narrow ones leave is shared out, two columns stand between."""
    widths = {"id": 5, "status": 12, "due": 10} | ({"document": min(18, max(8, longest_document))} if "document" in names else {})
    left = max(width - sum(widths.values()) - 2 * len(names), 40)
    widths |= {"target": min(20, left * 20 // 100), "agencies": min(30, left * 18 // 100)}
    left = max(width - sum(widths.values()) - 2 * len(names), 24)
    return widths | {"what": left * 45 // 100, names[-1]: left - left * 45 // 100}


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
    """What is to be done or measured, said once where one holds the other."""
    action, indicator = _line(row, "action"), _line(row, "indicator")
    return action if not indicator or indicator in action else indicator if action in indicator or not action else f"{indicator}: {action}"


def _line(row: Row, name: str) -> str:
    """A cell on one line."""
    cell = row.get(name, "")
    return " ".join(visible(", ".join(cell) if isinstance(cell, list) else str(cell)).split())


def _cut(text: str, width: int, *, lines: int = 1, style: str = "") -> Text:
    """The text cut with … to so many lines of so many columns; Han letters take two."""
    from rich.text import Text

    cut = Text(text, style)
    cut.truncate(max(width * lines - 3 * (lines - 1), 1), overflow="ellipsis")
    return cut
