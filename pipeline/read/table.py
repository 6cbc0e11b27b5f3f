"""Which document does a row of a table stand for?"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterator
from datetime import date, datetime
from typing import Any

from pipeline.read.rows import Row
from pipeline.types import Document, Lang

_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s].*)?\Z|(\d{4})(\d\d)(\d\d)\Z")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LANGUAGES: dict[str, Lang] = dict.fromkeys(("zh", "cn", "chinese", "中文", "汉语"), "zh")
_LANGUAGES |= dict.fromkeys(("en", "eng", "english", "英文", "英语"), "en")


def given_date(value: Any) -> str | None:
    """The ISO date of a cell: a date, or text like 2022-01-26, 2022/1/26, 20220126, 2022年1月26日; None for anything else.

    >>> given_date("2022/1/26"), given_date("2022"), given_date(None)
    ('2022-01-26', None, None)
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    m = _ISO.match(str(value).strip()) if value is not None else None
    if not m:
        return None
    year, month, day = (int(g) for g in m.groups() if g)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def given_lang(value: Any) -> Lang | None:
    """The language of a cell (zh, zh-CN, en_US, English, 中文), None where it names none of ours."""
    return _LANGUAGES.get(re.split(r"[-_]", str(value).strip().lower())[0]) if value is not None else None


def cell(value: Any) -> str | None:
    """A cell as text, None where it is empty; a whole number without `.0`."""
    if value is None or value != value:  # NaN
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _SURROGATE.sub("\ufffd", str(value)) if str(value).strip() else None


def documents(rows: Iterator[Row], *, file_id: str, media_type: str, lang: Lang | None, doc_date: str | None, shared: Container[str]) -> Iterator[Document]:
    """The documents of a table, in order. `shared` are the ids that several rows of the run have: they get their file and, within a file,
    their place added."""
    seen: set[str] = set()
    for row in rows:
        fallback = f"{file_id}#{row.place}"
        own = cell(row.cells.get("doc_id"))
        own = own.strip() if own else None
        doc_id = own or fallback
        if own and own in shared:
            doc_id = f"{file_id}#{own}"
        if doc_id in seen:
            doc_id = f"{doc_id}#{row.place}" if own else fallback
        seen.add(doc_id)
        text = cell(row.cells.get("text"))
        problem = row.problem or (None if text else f"row {row.place} has no text")
        title, issuer, number = (cell(row.cells.get(c)) for c in ("title", "issuer", "doc_number"))
        yield Document(
            doc_id,
            text or "",
            lang=lang or given_lang(row.cells.get("lang")),
            doc_date=doc_date or given_date(row.cells.get("doc_date")),
            title=title.strip() if title else None,
            issuer=issuer.strip() if issuer else None,
            doc_number=number.strip() if number else None,
            media_type=media_type,
            sha256=hashlib.sha256((text or "").encode()).hexdigest() if text else None,
            problem=problem,
        )
