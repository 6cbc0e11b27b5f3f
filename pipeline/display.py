"""How do a document, a row and links look as HTML in a notebook? Styles stand in the elements, as in displaCy, so that forges keep them.

Every text is escaped and controls are shown as signs: nothing in a document can become markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from pipeline.checker.explain_words import known, say
from pipeline.segments import Segment, own_mentions, passage, segments
from pipeline.types import Extraction
from pipeline.write.schema import ALARMING, COMMITMENTS, KEPT, LINKS, OTHER, WEAKER, Headers
from pipeline.write.tables import Row, joined, tables
from pipeline.write.terminal import target, visible

COLOURS = {"temporal": "#ffe08a", "quantity": "#a8e0f0", "agency": "#b9e8b0"}
_NAMES = {
    "temporal": ("time", "时间"),
    "quantity": ("quantity", "数量"),
    "agency": ("agency", "机构"),
    "evidence": ("evidence of a row", "事项依据"),
    "cut": ("The first {shown:,} of {all:,} characters.", "仅显示前 {shown:,} 字，全文 {all:,} 字。"),
    "rows": ("The first {shown:,} of {all:,} rows.", "仅显示前 {shown:,} 行，共 {all:,} 行。"),
    "no rows": ("No commitments.", "未发现承诺事项。"),
}
_VERDICTS = {
    **dict.fromkeys(ALARMING, "#f4b6b0"),
    **dict.fromkeys(WEAKER, "#ffe08a"),
    **dict.fromkeys(OTHER, "#a8e0f0"),
    **dict.fromkeys(KEPT, "#b9e8b0"),
}
_MOST_CHARACTERS = 10_000
_MOST_ROWS = 50

_BOX = "border:1px solid #8886;border-radius:8px;padding:12px 16px;margin:6px 0;line-height:1.75;text-align:left;font-size:14px"
_TEXT = "white-space:pre-wrap;overflow-wrap:anywhere"
_SMALL = "opacity:.7;font-size:12px"
_LINE = "text-decoration:underline;text-decoration-color:#d6336c;text-underline-offset:4px"
_CELL = "text-align:left;vertical-align:top;padding:3px 10px;max-width:28em;overflow-wrap:break-word"


def document_html(extraction: Extraction, labels: Headers) -> str:
    """The text with its mentions coloured and the evidence of rows underlined, in a box that scrolls, and the rows below it."""
    document, rows = extraction.document, tables(extraction)["commitments"]
    known_of_it = (document.title, document.doc_id, document.lang, document.doc_date)
    head = " · ".join(_safe(part) for part in known_of_it if part)
    if document.problem:
        return _box(f"<b>{head}</b><div>{_safe(document.problem)}</div>")
    shown = [s for s in segments(extraction) if s.start < _MOST_CHARACTERS]
    text = "".join(_piece(extraction, s, labels) for s in shown)
    note = _word("cut", labels).format(shown=shown[-1].end, all=len(document.text)) if shown and shown[-1].end < len(document.text) else ""
    legend = " ".join(_mark(_word(kind, labels), colour) for kind, colour in COLOURS.items())
    return _box(
        f'<b>{head}</b> <span style="{_SMALL}">{legend} <span style="{_LINE}">{_word("evidence", labels)}</span></span>'
        f'<div style="{_TEXT};max-height:26em;overflow:auto;margin:8px 0">{text}</div>{_note(note)}{rows_html(rows, labels)}'
    )


def _piece(extraction: Extraction, segment: Segment, labels: Headers) -> str:
    """A segment of the text, with the rows that it is of in its tooltip."""
    words = _safe(extraction.document.text[segment.start : segment.end])
    ids = ", ".join(f"c{n + 1}" for n in segment.rows)
    if segment.mention is not None:
        mention = extraction.mentions[segment.mention]
        words = _mark(words, COLOURS[mention.kind], f"{_word(mention.kind, labels)} m{segment.mention + 1}")
    return f'<span style="{_LINE}" title="{ids}">{words}</span>' if ids else words


def row_html(extraction: Extraction, number: int, labels: Headers) -> str:
    """Row `number` (from 0) in its passage: the evidence underlined, its own target, deadline and agencies lit up, its cells below."""
    row, text = extraction.commitments[number], extraction.document.text
    parts = list(passage(extraction, row))
    low, high = parts[0][0].start, parts[-1][0].end
    words = "".join(_lit(extraction, segment, within=within) for segment, within in parts)
    beyond = [m for m in (extraction.mentions[n] for n in own_mentions(row)) if not low <= m.start < high]
    cells = tables(extraction)["commitments"][number]
    elsewhere = "".join(f"<div>… {_mark(_safe(m.text), COLOURS[m.kind])} …</div>" for m in beyond)
    facts = "".join(
        f'<tr><td style="{_CELL};opacity:.7">{_title(name, labels)}</td><td style="{_CELL}">{_safe(value)}</td></tr>' for name, value in _facts(cells, labels)
    )
    before, behind = "…" if low else "", "…" if high < len(text) else ""
    return _box(
        f'<b>{_safe(cells["commitment_id"])}</b> <span style="{_SMALL}">{_safe(extraction.document.doc_id)} {row.start}–{row.end}</span>'
        f'<div style="{_TEXT};margin:8px 0">{before}{words}{behind}</div>{elsewhere}<table>{facts}</table>'
    )


def _lit(extraction: Extraction, segment: Segment, *, within: bool) -> str:
    words = _safe(extraction.document.text[segment.start : segment.end])
    if segment.mention is not None:
        words = _mark(words, COLOURS[extraction.mentions[segment.mention].kind], f"m{segment.mention + 1}")
    return f'<span style="{_LINE}">{words}</span>' if within else f'<span style="opacity:.65">{words}</span>'


def _facts(cells: Row, labels: Headers) -> Iterator[tuple[str, str]]:
    """What a reader wants to know of a row, by column."""
    status = str(cells.get("modality") or cells["status"])
    yield "status", say(status, labels)
    for name in ("indicator", "action", "target_text", "due", "lead_agencies", "agencies", "frequency", "condition", "region", "section"):
        if name == "target_text" and (what := target(cells)):
            yield "target_text", f"{cells['target_text']}  ({what})"
        elif name in cells and name != "target_text":
            yield name, joined(cells[name])


def rows_html(rows: Sequence[Row], labels: Headers) -> str:
    """Commitments as a table, the first of them where they are many."""
    names = ("commitment_id", "status", "indicator", "action", "target_text", "due", "agencies")
    if not rows:
        return f'<div style="{_SMALL}">{_word("no rows", labels)}</div>'
    lines = (
        [_safe(say(str(row.get("modality") or row["status"]), labels)) if n == "status" else _safe(joined(row.get(n, ""))) for n in names]
        for row in rows[:_MOST_ROWS]
    )
    return _table([_title(n, labels) for n in names], lines) + _more(len(rows), labels)


def links_html(links: Sequence[Row], labels: Headers) -> str:
    """Links as a table: the verdict coloured by what it means, both evidences, the explanation; the first of them where they are many."""
    names = ("verdict", "a_evidence", "b_evidence", "explanation")

    def cells(row: Row) -> Iterator[str]:
        verdict = str(row.get("verdict", ""))
        yield _mark(_safe(known(verdict, labels)), _VERDICTS.get(verdict, "#ddd"))
        yield from (_safe(row.get(n, "")) for n in names[1:])

    heads = [_safe(LINKS.column(n).chinese if labels == "zh" else LINKS.column(n).english) for n in names]
    return _table(heads, (list(cells(row)) for row in links[:_MOST_ROWS])) + _more(len(links), labels)


def counts_html(title: str, counts: Mapping[str, int]) -> str:
    """A title and some counts in a line."""
    return f'<div><b>{_safe(title)}</b> <span style="{_SMALL}">{" · ".join(f"{n:,} {_safe(name)}" for name, n in counts.items())}</span></div>'


def _table(heads: Iterable[str], lines: Iterable[Sequence[str]]) -> str:
    """Cells are HTML already."""
    head = "".join(f'<th style="{_CELL}">{h}</th>' for h in heads)
    body = "".join("<tr>" + "".join(f'<td style="{_CELL}">{c}</td>' for c in line) + "</tr>" for line in lines)
    return f'<div style="max-height:26em;overflow:auto"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _more(count: int, labels: Headers) -> str:
    return _note(_word("rows", labels).format(shown=_MOST_ROWS, all=count)) if count > _MOST_ROWS else ""


def _note(words: str) -> str:
    return f'<div style="{_SMALL}">{words}</div>' if words else ""


def _box(inner: str) -> str:
    return f'<div style="{_BOX}">{inner}</div>'


def _mark(inner: str, colour: str, tip: str = "") -> str:
    title = f' title="{_safe(tip)}"' if tip else ""
    return f'<mark style="background:{colour};color:#1b1f24;padding:1px 3px;border-radius:4px"{title}>{inner}</mark>'


def _title(name: str, labels: Headers) -> str:
    column = COMMITMENTS.column(name)
    return _safe(column.chinese if labels == "zh" else column.english)


def _word(key: str, labels: Headers) -> str:
    return _NAMES[key][1 if labels == "zh" else 0]


def _safe(text: object) -> str:
    """Text as HTML that shows just it.

    >>> _safe("<script>alert('a')</script>")
    '&lt;script&gt;alert(&#x27;a&#x27;)&lt;/script&gt;'
    """
    return escape(visible(str(text)))
