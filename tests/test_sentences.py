"""Where sentences end, in both languages and in scraped text."""

from __future__ import annotations

import pytest

from pipeline.sentences import split
from pipeline.types import Block, BlockKind, Lang


def sentences(text: str, lang: Lang, kind: BlockKind = "body") -> list[str]:
    return [text[s.start : s.end] for s in split(text, [Block(0, len(text), kind, lang)])]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("加快建设。完成整改；增强能力！", "zh", ["加快建设。", "完成整改；", "增强能力！"]),
        ("（一）全面推进改革，稳住大盘。", "zh", ["全面推进改革，稳住大盘。"]),
        ("一是加强领导。二是压实责任。", "zh", ["一是加强领导。", "二是压实责任。"]),
        ("他说：“要抓紧。”会议结束。", "zh", ["他说：“要抓紧。”", "会议结束。"]),
        ("增长3.5%。", "zh", ["增长3.5%。"]),
        ("We met in Gansu.We will act.", "en", ["We met in Gansu.", "We will act."]),
        ("The U.S. plan (e.g., Sec. 3) applies. It ends.", "en", ["The U.S. plan (e.g., Sec. 3) applies.", "It ends."]),
        ("(a) reduce waste; and", "en", ["(a) reduce waste;"]),
        ("Growth of 3.5 percent is expected.", "en", ["Growth of 3.5 percent is expected."]),
        ("1. Improve policy. Act now.", "en", ["Improve policy.", "Act now."]),
    ],
)
def test_split(text: str, lang: Lang, expected: list[str]) -> None:
    assert sentences(text, lang) == expected


def test_a_table_row_is_one_sentence_without_its_number() -> None:
    assert sentences("| 3 | Reduce waste by 5%. Report. | 2025 |", "en", "table") == ["Reduce waste by 5%. Report. | 2025"]


@pytest.mark.parametrize("kind", ["title", "byline", "navigation", "footer", "caption", "repeat"])
def test_other_blocks_give_no_sentences(kind: BlockKind) -> None:
    assert sentences("要完成整改。", "zh", kind) == []
