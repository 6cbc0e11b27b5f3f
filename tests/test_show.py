"""How a document is shown: marks, colours, rows, and nothing that steers the terminal."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from rich.console import Console

from pipeline.show import pieces, show
from pipeline.types import Document, Extraction
from pipeline.write.tables import tables
from pipeline.write.terminal import Screen, console, target, visible
from tests.made_extraction import made


def shown(extraction: Extraction, *, why: bool = False, terminal: bool = False, width: int = 140) -> str:
    """What `show` prints."""
    file = io.StringIO()
    show(extraction, Console(file=file, width=width, force_terminal=terminal, color_system="standard" if terminal else None, highlight=False), why=why)
    return file.getvalue()


def test_plain_text_has_brackets_and_no_escapes() -> None:
    text = shown(made())
    assert "\x1b" not in text
    assert "‹C› [A 市教育局]牵头" in text
    assert "到[T 2026年底]将示范园比例由[Q 40%]提高到[Q 50%—60%]⟨c1⟩" in text
    assert "‹A› [T 去年]已建成[Q 12所]。⟨c2⟩" in text
    assert "+50–60 %" in text


def test_terminal_gets_colours() -> None:
    text = shown(made(), terminal=True)
    assert "\x1b[" in text
    assert "[A " not in text


def test_why_names_the_rules() -> None:
    text = shown(made(), why=True)
    for rule in ("zh.temporal.year_end", "zh.quantity.percent_range", "zh.agency.name", "zh.row"):
        assert rule in text
    assert "date_to=2026-12-31" in text


def test_escapes_in_a_document_are_shown_not_run() -> None:
    text = shown(Extraction(Document("\x1b]0;owned\x07", "a\x1b[31mb\x9b2Jc\u202ed[bold]e[/bold]\r\nf", title="\x1b[2J")))
    assert not set(text) & {"\x1b", "\x9b", "\u202e", "\x07", "\r"}
    assert "a␛[31mb\ufffd2Jc\ufffdd[bold]e[/bold]" in text


@pytest.mark.parametrize("bracketed", [True, False])
def test_pieces_hold_the_whole_text(bracketed: bool) -> None:
    extraction = made()

    def spans() -> Iterator[str]:
        at = 0
        for piece, _ in pieces(extraction, bracketed=bracketed):
            if extraction.document.text.startswith(piece, at):
                at += len(piece)
                yield piece

    assert "".join(spans()) == extraction.document.text


def test_visible_keeps_the_length() -> None:
    text = "".join(map(chr, range(0x250))) + "\r\n\ud800\u2066"
    assert len(visible(text)) == len(text)
    assert all(c in "\t\n" or c.isprintable() for c in visible("".join(map(chr, range(0x20)))))


def test_screen_prints_one_table() -> None:
    file = io.StringIO()
    with Screen(file) as screen:
        screen.add(tables(made("a.txt")))
        screen.add(tables(made("b.txt")))
    lines = file.getvalue().splitlines()
    assert "document" in lines[0]
    assert sum("2026-12-31" in line for line in lines) == 2
    assert console(file).width == 140


def test_screen_without_rows_says_so() -> None:
    file = io.StringIO()
    with Screen(file) as screen:
        screen.add(tables(Extraction(Document("d", "x"))))
    assert file.getvalue() == "no commitments\n"


def test_target_in_few_signs() -> None:
    assert target({"value": 2.5, "comparator": "le", "unit": "percentage_point", "change": "decrease"}) == "≤ −2.5 pp"
    assert target({"value": 3600, "unit": "count", "noun": "人"}) == "3,600 人"
    assert target({}) == ""
