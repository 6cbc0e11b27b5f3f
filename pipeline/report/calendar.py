"""What does a calendar hold? An entry for the deadline of each row that is still to do, by RFC 5545."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from pipeline.write.schema import Headers
from pipeline.write.tables import Row, Tables, day, joined

_WORDS = {
    "due": ("Due", "期限"),
    "agencies": ("Agencies", "责任单位"),
    "document": ("Document", "文件"),
    "calendar": ("Policy commitments: deadlines", "政策承诺事项：期限"),
}


def calendar(rows: Tables, *, lang: Headers = "en", title: str | None = None, as_of: str | None = None, everything: bool = False) -> bytes:
    """The calendar file: all-day entries on `due`, from the first to the last day where the deadline is a period (relation from_to).

    Achieved rows and rows that a reviewer rejected are left out unless `everything` is wanted. Nothing comes from the clock: an entry is
    stamped with `as_of`, else with its document's date, else with its own last day, so the same rows give the same bytes.

    >>> row = {"doc_id": "a.txt", "commitment_id": "c1", "status": "committed", "due": "2025-12-31", "action": "建成公园", "target_text": "12个"}
    >>> print(calendar({"commitments": [row]}).decode().split("BEGIN:VEVENT\\r\\n")[1].split("\\r\\nUID")[0].replace("\\r\\n", " | "))
    SUMMARY:建成公园：12个 | DTSTART;VALUE=DATE:20251231 | DTEND;VALUE=DATE:20260101 | DTSTAMP:20251231T000000Z
    """
    of_document = {d.get("doc_id"): d for d in rows.get("documents", [])}
    begins = {(m.get("doc_id"), m.get("mention_id")): m.get("date_from") for m in rows.get("mentions", [])}
    made = Calendar()
    made.add("prodid", "-//policy-commitments//report//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", title or _WORDS["calendar"][lang == "zh"])
    for row in rows.get("commitments", []):
        last = day(str(row.get("due", "")))
        if last is None or not (everything or _open(row)):
            continue
        document = of_document.get(row.get("doc_id"), {})
        stamp = day(as_of or str(document.get("doc_date", ""))) or last
        made.add_component(_entry(row, document, _first(row, begins.get((row.get("doc_id"), row.get("deadline_id"))), last), last, stamp, lang))
    return bytes(made.to_ical())


def _open(row: Row) -> bool:
    return row.get("status") != "achieved" and row.get("review") != "reject"


def _first(row: Row, begins: object, last: date) -> date:
    """The first day of the entry: that of the period where the text gives one, else the deadline itself."""
    first = day(str(begins)) if row.get("relation") == "from_to" else None
    return first if first is not None and first <= last else last


def _entry(row: Row, document: Row, first: date, last: date, stamp: date, lang: Headers) -> Event:
    entry = Event()
    entry.add("uid", sha256(f"{row.get('doc_id')}\0{row.get('commitment_id')}".encode("utf-8", "surrogatepass")).hexdigest()[:32] + "@policy-commitments")
    entry.add("dtstamp", datetime.combine(stamp, time(), UTC))
    entry.add("dtstart", first)
    if last < date.max:
        entry.add("dtend", last + timedelta(days=1))  # the day after the last one, as RFC 5545 has it
    entry.add("summary", _clean(_summary(row)))
    entry.add("description", _clean("\n".join(_description(row, document, lang))))
    if agencies := row.get("agencies"):
        entry.add("categories", [_clean(a) for a in (agencies if isinstance(agencies, list) else [joined(agencies)])])
    entry.add("transp", "TRANSPARENT")  # a deadline does not make anybody busy
    return entry


def _summary(row: Row) -> str:
    what = str(row.get("indicator") or row.get("action") or row.get("evidence", ""))
    target = str(row.get("target_text", ""))
    if not target or target in what:
        return what
    return f"{what}：{target}" if any("\u4e00" <= c <= "\u9fff" for c in what) else f"{what}: {target}"


def _description(row: Row, document: Row, lang: Headers) -> Iterable[str]:
    words = {key: pair[lang == "zh"] for key, pair in _WORDS.items()}
    colon = "：" if lang == "zh" else ": "
    yield str(row.get("evidence", ""))
    if "deadline_text" in row:
        yield f"{words['due']}{colon}{row['deadline_text']}"
    if agencies := row.get("agencies"):
        yield f"{words['agencies']}{colon}{joined(agencies)}"
    doc_id = str(row.get("doc_id", ""))
    yield f"{words['document']}{colon}{document['title']} ({doc_id})" if "title" in document else f"{words['document']}{colon}{doc_id}"


def _clean(text: str) -> str:
    """The text without control characters, which calendars must not hold, and lone surrogates."""
    return "".join(c for c in text if c in "\n\t" or (c >= " " and c != "\x7f" and not "\ud800" <= c <= "\udfff"))
