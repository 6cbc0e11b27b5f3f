"""Which rows does a table of documents hold? JSON Lines, CSV, TSV, XLSX, Parquet, one row at a time."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.read.encoding import decode
from pipeline.read.part import Limits, bounded, size

COLUMNS = ("doc_id", "text", "title", "doc_date", "lang", "issuer", "doc_number")
_PROBE = 1 << 16
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its place in the file (a number from 1, with the sheet before it where there are several), its cells, or what is wrong."""

    place: str
    cells: dict[str, Any]
    problem: str | None = None


def jsonl(path: Path, limits: Limits) -> Iterator[Row]:
    """One object per line; a line that is none, or is too long, is a row with a problem."""
    with path.open("rb") as file:
        for number, raw in enumerate(iter(lambda: file.readline(limits.max_bytes + 1), b""), 1):
            if len(raw) > limits.max_bytes:
                yield Row(str(number), {}, f"line {number} has more than {size(limits.max_bytes)}; raise --max-bytes")
                while raw and not raw.endswith(b"\n"):
                    raw = file.readline(_CHUNK)
                continue
            line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
            if line.strip():
                yield _json_row(line, number)


def _json_row(line: bytes, number: int) -> Row:
    place = str(number)
    try:
        value = json.loads(line)
    except UnicodeDecodeError:
        return Row(place, {}, f"line {number}: not UTF-8")
    except (json.JSONDecodeError, RecursionError) as error:
        return Row(place, {}, f"line {number}: broken JSON ({error})")
    if not isinstance(value, dict):
        return Row(place, {}, f"line {number}: not a JSON object")
    return Row(place, {_name(k): v for k, v in value.items()})


def whole(path: Path, limits: Limits) -> bytes:
    """The bytes of a file that cannot be streamed; InputError where it is too large."""
    with path.open("rb") as file:
        return bounded(file, name=str(path), most=limits.max_bytes)


def whole_json(path: Path, limits: Limits) -> Iterator[Row]:
    """A JSON file that is a list of documents, or one document."""
    text, _ = decode(whole(path, limits), name=str(path))
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(str(path), f"broken JSON ({error})") from error
    items = value if isinstance(value, list) else [value]
    if not any(isinstance(item, dict) and "text" in {_name(k) for k in item} for item in items):
        raise InputError(str(path), "holds no objects with a field 'text'")
    for number, item in enumerate(items, 1):
        if isinstance(item, dict):
            yield Row(str(number), {_name(k): v for k, v in item.items()})
        else:
            yield Row(str(number), {}, f"item {number}: not a JSON object")


def _name(column: object) -> str:
    return str(column).strip().lstrip("\ufeff").strip().lower() if column is not None else ""


def separated(path: Path, limits: Limits) -> Iterator[Row]:
    """A CSV or TSV file with column names in its first line; streamed where it is UTF-8."""
    csv.field_size_limit(min(limits.max_bytes, sys.maxsize))
    encoding = _encoding_of(path)
    if encoding:
        with path.open("r", encoding=encoding, newline="") as file:
            yield from _separated(file, path)
    else:
        text, _ = decode(whole(path, limits), name=str(path))
        yield from _separated(io.StringIO(text, newline=""), path)


def _encoding_of(path: Path) -> str | None:
    """The encoding of a file that can be streamed, None where the whole of it must be looked at."""
    with path.open("rb") as file:
        start = file.read(_PROBE)
    if not start.strip():
        raise InputError(str(path), "the file is empty")
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" in start:
        return None
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(start) < _PROBE or error.start < len(start) - 3:
            return None
    return "utf-8-sig"


def _separated(file: Iterable[str], path: Path) -> Iterator[Row]:
    lines = iter(file)
    first = next(lines, "")

    def again() -> Iterator[str]:
        yield first
        yield from lines

    reader = csv.reader(again(), delimiter=delimiter(path, first))
    number = 0
    try:
        columns = [_name(c) for c in next(reader, [])]
        _need_text(columns, path)
        for cells in reader:
            number += 1
            if not any(cells):
                continue
            if len(cells) > len(columns):
                yield Row(str(number), {}, f"row {number}: {len(cells)} cells where the first line names {len(columns)} columns")
            else:
                yield Row(str(number), dict(zip(columns, cells, strict=False)))
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"after row {number}: not {error.encoding}; save it as UTF-8") from error
    except csv.Error as error:
        raise InputError(str(path), f"after row {number}: {error}") from error


def delimiter(path: Path, first: str) -> str:
    """What parts the cells of a table whose first line is given: a tab in a .tsv, else the sign that stands there most often."""
    return "\t" if path.suffix.lower() == ".tsv" else max(",;\t|", key=first.count)


def _need_text(columns: Iterable[str], path: Path) -> None:
    names = [c for c in columns if c]
    if "text" not in names:
        raise InputError(str(path), f"has no column 'text' (it has {', '.join(names[:8]) or 'none'})")


def xlsx(path: Path, limits: Limits) -> Iterator[Row]:
    """The rows of every sheet that has a column `text`."""
    from pipeline.read.package import opened

    opened(path, name=str(path), limits=limits, what=".xlsx workbook").close()
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise InputError(str(path), "reading .xlsx needs openpyxl: pip install openpyxl") from error
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever zipfile, xml and its own checks raise
        raise InputError(str(path), f"not a readable .xlsx workbook ({type(error).__name__})") from error
    found = False
    seen: list[str] = []
    try:
        for sheet in book.worksheets:
            rows = sheet.iter_rows(values_only=True)
            columns = [_name(c) for c in next(rows, ())]
            seen.extend(c for c in columns if c)
            if "text" not in columns:
                continue
            prefix = f"{sheet.title}#" if found else ""
            found = True
            for number, cells in enumerate(rows, 1):
                if any(c is not None and c != "" for c in cells):
                    yield Row(f"{prefix}{number}", dict(zip(columns, cells, strict=False)))
    except Exception as error:  # sheets are parsed while they are read, and raise what the parser raises
        raise InputError(str(path), f"a broken sheet in the workbook ({type(error).__name__}: {error})") from error
    finally:
        book.close()
    if not found:
        _need_text(seen, path)


def parquet(path: Path, limits: Limits) -> Iterator[Row]:
    """The rows of a Parquet file, read in batches."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise InputError(str(path), "reading .parquet needs pyarrow: pip install pyarrow") from error
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise InputError(str(path), f"not a readable Parquet file ({error})") from error
    with file:
        names = {c: _name(c) for c in file.schema_arrow.names}
        _need_text(names.values(), path)
        wanted = [c for c, name in names.items() if name in COLUMNS]
        number = 0
        try:
            for batch in file.iter_batches(batch_size=256, columns=wanted):
                for cells in batch.to_pylist():
                    number += 1
                    yield Row(str(number), {names[c]: v for c, v in cells.items()})
        except (pa.ArrowException, OSError, ValueError) as error:  # ValueError: a text that is no UTF-8, a date out of range
            raise InputError(str(path), f"after row {number}: {error}") from error
