"""Reading of lexicon files: data/lexicons/NAME.csv, facts of the world with their source.

A lexicon is UTF-8 CSV. Lines that begin with `#` are comments; the first must be `# source: ...`. The next line names the columns.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from pipeline.errors import ConfigurationError

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "data" / "lexicons"
FOLDER = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "data" / "lexicons"
"""Where the lexicons lie: in the package where it is installed, beside it in a checkout."""


@cache
def load(name: str, *, key: tuple[str, ...] = ()) -> tuple[dict[str, str], ...]:
    """The rows of `data/lexicons/{name}.csv`, cells stripped.

    `key` names columns that together must be unique. Raises ConfigurationError, naming file and line, where the source line is
    missing, a row has too many or too few cells, or a key stands twice.

    >>> load("units_zh", key=("word",))[0]["unit"] != ""
    True
    """
    path = FOLDER / f"{name}.csv"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ConfigurationError(f"{path}: the lexicon cannot be read ({error.strerror})") from error
    if not lines or not lines[0].startswith("# source:"):
        raise ConfigurationError(f"{path}: the first line must be '# source: ...'")
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    rows: list[dict[str, str]] = []
    seen: dict[tuple[str, ...], int] = {}
    columns: list[str] = []
    for (number, _), cells in zip(numbered, csv.reader(line for _, line in numbered), strict=True):
        if not columns:
            columns = [c.strip() for c in cells]
            continue
        if len(cells) != len(columns):
            raise ConfigurationError(f"{path}:{number}: {len(cells)} cells where {len(columns)} are needed")
        row = {c: v.strip() for c, v in zip(columns, cells, strict=True)}
        if key:
            k = tuple(row[c] for c in key)
            if k in seen:
                raise ConfigurationError(f"{path}:{number}: {', '.join(k)} stands already in line {seen[k]}")
            seen[k] = number
        rows.append(row)
    return tuple(rows)
