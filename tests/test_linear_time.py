"""Does every text take time in proportion to its length? The shapes that patterns stumble over, at rising sizes.

Longer texts (1 MB) are tried by `python -m benchmarks.fuzz --only texts --sizes 250000,500000,1000000`.
"""

from __future__ import annotations

import pytest

from benchmarks.adversarial import SECONDS_A_MEGABYTE, SHAPES, Growth, growth, repeated, seconds
from pipeline.run import extract_text
from tests.test_invariants import check

SIZES = (3000, 12000)
# what looks back over blocks or over mentions of the whole document shows only when there are many
LONG = ("struck", "lead_ins", "lead_in_once_en", "headings_deep", "tables_rows", "tables_headed", "sentences_zh_lines", "agencies_zh_open", "mixed_en")


def fine(found: Growth) -> bool:
    """Is it linear, and no slower than three times what the benchmark allows (the machine may be busy)?"""
    return found.verdict != "grows too fast" and found.a_megabyte < 3 * SECONDS_A_MEGABYTE


@pytest.mark.parametrize("name", SHAPES)
def test_twice_the_text_takes_twice_the_time(name: str) -> None:
    found = growth(name, SIZES)
    if not fine(found):  # a neighbour on the machine: once more
        found = growth(name, SIZES)
    assert fine(found), str(found)


@pytest.mark.parametrize("name", LONG)
def test_many_blocks_and_mentions(name: str) -> None:
    found = growth(name, (20000, 80000))
    if not fine(found):  # a neighbour on the machine: once more
        found = growth(name, (20000, 80000))
    assert fine(found), str(found)


@pytest.mark.parametrize("unit", ["7", "（", "三", "A", " ", "的", "<!--", "\n"])
def test_one_line_of_a_megabyte(unit: str) -> None:
    text = repeated(unit)(1_000_000 // len(unit.encode()))
    assert seconds(text) < 3 * SECONDS_A_MEGABYTE


@pytest.mark.parametrize("name", ["years_until", "amounts", "tables_wide", "mixed_zh", "sentences_en_line", "letters_spaced", "han"])
def test_a_sentence_without_end_is_read_in_pieces(name: str) -> None:
    result = extract_text(SHAPES[name](9000), doc_date="2024-05-01")
    check(result)
    assert max((s.end - s.start for s in result.statements), default=0) <= 1500


def test_lead_ins_without_end_do_not_nest() -> None:
    result = extract_text("到2030年的目标是：\n" * 3000 + "建成12个；\n")
    check(result)
    repr(result)  # nothing is nested so deep that it cannot be told


@pytest.mark.parametrize(
    "mute",
    ["5%" * 500, "1 " * 500, "3~" * 500, "、5%" * 400, "\n5%" * 4000, "| 12 " * 200],
    ids=["percent", "spaced", "wave", "list", "lines", "cells"],
)
def test_a_thousand_characters_without_a_letter_are_no_text(mute: str) -> None:
    result = extract_text(f"到2025年，入学率达到95%。\n{mute}\n到2026年，建成公园12个。", doc_date="2024-05-01")
    check(result)
    assert [m.text for m in result.mentions if m.kind != "agency"] == ["2025年", "95%", "2026年", "12个"]


@pytest.mark.parametrize("told", ["5%、" * 300, "| 12% " * 160, "\n".join(f"{i}%、" * 30 for i in range(70))], ids=["list", "cells", "lines"])
def test_long_lists_of_numbers_are_read(told: str) -> None:
    result = extract_text("到2025年，各地入学率分别达到：\n" + told, doc_date="2024-05-01")
    check(result)
    assert sum(m.kind == "quantity" for m in result.mentions) == told.count("%")


def test_words_within_a_long_line_are_read_between_what_is_no_text() -> None:
    noise = "0 1 " * 300
    result = extract_text(f"{noise}到2025年，入学率达到95%。{noise}其中3类，12个公园。{noise}", doc_date="2024-05-01")
    check(result)
    assert [m.text for m in result.mentions] == ["2025年", "95%", "3类", "12个"]
