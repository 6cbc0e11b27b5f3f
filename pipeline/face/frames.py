"""How do rows of a table become a DataFrame with typed columns, and back?

Words with a closed list of values are categories (with all of its values, so that counts show what is missing), days are datetime64[s] (which holds
every year of the calendar, where nanoseconds end in 2262), numbers float64 (as numpy and plots take them), whole numbers Int64, text string (both
with NA), lists are Python lists, empty where there is nothing, ready for `explode`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pipeline.read.table import cell, given_date
from pipeline.write.schema import Column, Table
from pipeline.write.tables import Cell, Row, filled

if TYPE_CHECKING:
    import pandas as pd


def frame(table: Table, rows: Iterable[Row]) -> pd.DataFrame:
    """The rows as a DataFrame with all columns of the table, typed.

    >>> from pipeline.write.schema import COMMITMENTS
    >>> made = frame(COMMITMENTS, [{"status": "committed", "due": "2999-12-31", "start": 3}])
    >>> [str(made[name].dtype) for name in ("status", "due", "value", "start")]
    ['category', 'datetime64[s]', 'float64', 'Int64']
    """
    import pandas as pd

    held = list(rows)
    return pd.DataFrame({c.name: _typed(c, [row.get(c.name) for row in held]) for c in table.columns})


def _typed(column: Column, cells: list[Any]) -> Any:
    import numpy as np
    import pandas as pd

    if column.allowed:
        return pd.Categorical(cells, categories=list(column.allowed))
    match column.type:
        case "strings":
            return pd.Series([c or [] for c in cells], dtype=object)
        case "date":
            return np.array([c or "NaT" for c in cells], dtype="datetime64[s]")
        case "integer":
            return pd.array(cells, dtype="Int64")
        case "number":
            return np.array([np.nan if c is None else c for c in cells], dtype="float64")
        case "string":
            return pd.array(cells, dtype="string")


def rows_of(table: Table, made: pd.DataFrame) -> list[Row]:
    """The rows of a DataFrame, empty cells left out: the way back. Own columns are passed over.

    >>> from pipeline.write.schema import COMMITMENTS
    >>> rows_of(COMMITMENTS, frame(COMMITMENTS, [{"due": "1066-10-14", "value": 24, "agencies": ["教育部"]}]))
    [{'value': 24, 'due': '1066-10-14', 'agencies': ['教育部']}]
    """
    columns = [c for c in table.columns if c.name in made.columns]
    records = zip(*(made[c.name] for c in columns), strict=True) if columns else ()
    return [filled({c.name: _plain(c, value) for c, value in zip(columns, record, strict=True)}) for record in records]


def _plain(column: Column, value: Any) -> Cell | None:
    import pandas as pd

    if column.type == "strings":
        empty = value is None or value is pd.NA or isinstance(value, float)
        return value.split("; ") if isinstance(value, str) else [] if empty else [str(v) for v in value]
    if pd.isna(value):
        return None
    match column.type:
        case "date":
            return given_date(value)
        case "integer":
            return int(value)
        case "number":
            return int(value) if float(value).is_integer() else float(value)
        case _:
            return cell(value)
