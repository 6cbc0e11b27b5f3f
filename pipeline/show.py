"""How does a document, or one row of it, look on the terminal? Mentions coloured, statements and rows marked, the rows below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.segments import passage, segments
from pipeline.types import Extraction
from pipeline.write.tables import Row, tables
from pipeline.write.terminal import print_commitments, visible

if TYPE_CHECKING:
    from rich.console import Console

STYLES = {"temporal": "bold yellow", "quantity": "bold cyan", "agency": "bold green"}
_SHORT = {"temporal": "T", "quantity": "Q", "agency": "A"}
_STATEMENTS = {"commitment": ("‹C› ", "bold white on blue"), "achievement": ("‹A› ", "bold white on green")}


def show(extraction: Extraction, to: Console, *, why: bool = False) -> None:
    """Print the document and its rows; `why` lists every mention and row with the rule that made it.

    Where `to` is no terminal the text is plain and mentions stand in brackets: [T 2025年], [Q 95%以上], [A 教育部].
    """
    from rich.text import Text

    document, rows = extraction.document, tables(extraction)
    known = [document.doc_id, document.lang, document.doc_date, document.title]
    to.print(Text(visible(" · ".join(part for part in known if part)), style="bold"), soft_wrap=True)
    legend = Text("times ", STYLES["temporal"]) + Text("quantities ", STYLES["quantity"]) + Text("agencies", STYLES["agency"])
    to.print(legend + Text("  ‹C› commitment ‹A› achievement  ⟨c1⟩ end of a row's evidence", style="dim"), soft_wrap=True)
    to.print()
    text = Text()
    for piece, style in pieces(extraction, bracketed=not to.is_terminal):
        text.append(visible(piece), style)
    to.print(text, soft_wrap=True)
    to.print()
    print_commitments(rows["commitments"], to, why=why)
    if why:
        to.print()
        _print_mentions(rows["mentions"], to)


def show_row(extraction: Extraction, number: int, to: Console) -> None:
    """Print row `number` (from 0) in its passage, the evidence underlined, its own target, deadline and agencies coloured; then its cells."""
    from rich.text import Text

    row, text = extraction.commitments[number], Text()
    for segment, within in passage(extraction, row):
        kind = "" if segment.mention is None else STYLES[extraction.mentions[segment.mention].kind]
        words = visible(extraction.document.text[segment.start : segment.end])
        if segment.mention is not None and not to.is_terminal:
            words = f"[{_SHORT[extraction.mentions[segment.mention].kind]} {words}]"
        text.append(words, " ".join(part for part in (kind, "underline" if within else "dim") if part))
    to.print(text, soft_wrap=True)
    to.print()
    print_commitments([tables(extraction)["commitments"][number]], to, why=True)


def pieces(extraction: Extraction, *, bracketed: bool) -> Iterator[tuple[str, str]]:
    """The text in order, cut where something begins or ends, with a style for each piece; marks stand between the pieces.

    >>> from pipeline.types import Document, QuantityMention
    >>> from decimal import Decimal
    >>> found = QuantityMention(2, 5, "95%", Decimal(95), unit="percent")
    >>> list(pieces(Extraction(Document("d", "达到95%。"), (found,)), bracketed=True))
    [('达到', ''), ('[Q ', ''), ('95%', ''), (']', ''), ('。', '')]
    """
    source = extraction.document.text
    before: dict[int, list[tuple[str, str]]] = defaultdict(list)
    after: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for s in extraction.statements:
        if s.statement_class in _STATEMENTS:
            before[s.start].append(_STATEMENTS[s.statement_class])
    if bracketed:
        for m in extraction.mentions:
            before[m.start].append((f"[{_SHORT[m.kind]} ", ""))
            after[m.end].append(("]", ""))
    for i, c in enumerate(extraction.commitments, 1):
        after[c.end].append((f"⟨c{i}⟩", "magenta"))
    for segment in segments(extraction):
        yield from after.get(segment.start, ())
        yield from before.get(segment.start, ())
        kind = "" if segment.mention is None else STYLES[extraction.mentions[segment.mention].kind]
        style = " ".join(part for part in (kind, "underline" if segment.rows else "") if part)
        yield source[segment.start : segment.end], "" if bracketed else style
    yield from after.get(len(source), ())


def _print_mentions(rows: list[Row], to: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("id", "text", "read as", "rule"):
        table.add_column(name, overflow="fold")
    for row in rows:
        said = {k: v for k, v in row.items() if k not in ("doc_id", "mention_id", "kind", "start", "end", "text", "confidence", "extractor")}
        read_as = " ".join(f"{name}={cell}" for name, cell in said.items())
        text = " ".join(visible(str(row["text"])).split())
        table.add_row(
            Text(str(row["mention_id"]), "dim"), Text(text, STYLES[str(row["kind"])]), Text(visible(read_as)), Text(str(row.get("extractor", "")), "dim")
        )
    to.print(table)
