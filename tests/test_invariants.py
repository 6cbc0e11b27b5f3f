"""What holds for every text, however damaged: offsets point at their words, mentions of a kind do not overlap, twice gives the same."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.run import extract_text
from pipeline.types import Extraction

PIECES = [
    "到2025年，高中阶段毛入学率達到95%以上",
    "由省教育廳牽頭，省財政廳配合",
    "義務(wù)教育優(yōu)質(zhì)均衡",
    "全省各地各校要在2022年3月中旬前,,完成整改",
    "🕵🏽‍♂️",
    "&nbsp;&ldquo;双减&rdquo;",
    "<br>新增學位５０００個",
    "<s>40%</s> 50%",
    "We will raise high -quality output by 5 to 7 percent by the end of 2025.",
    "The head of each agency shall, within 90 days of the date of this order, report to OMB.",
    "increased from 41% in 2018 to 56.5% in 2022",
    "| 1 | Publish the list | Agency | 2024-12-31 |",
    "一、2024年工作回顾",
    "今年主要預期目標是：",
    "（責任單位：省民政廳）",
    "ICP備案：隴ICP備17001500號 電話0931-8960109",
    "。",
    "；",
    "\n",
    "\u3000\u00ad\u200b",
    "．，％",
    "（",
    "”",
    "　",
]
noise = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=14).map("".join)


def check(result: Extraction) -> None:
    source = result.document.text
    for thing in (*result.mentions, *result.statements):
        assert 0 <= thing.start < thing.end <= len(source)
        assert source[thing.start : thing.end] == thing.text
    for row in result.commitments:
        assert source[row.start : row.end] == row.evidence
        assert row.target is not None or row.deadline is not None or row.frequency is not None
        for index in (row.target, row.deadline, row.frequency, *row.agencies):
            assert index is None or 0 <= index < len(result.mentions)
    assert [(m.start, -m.end) for m in result.mentions] == sorted((m.start, -m.end) for m in result.mentions)
    for kind in ("temporal", "quantity", "agency"):
        spans = [(m.start, m.end) for m in result.mentions if m.kind == kind]
        assert all(a[1] <= b[0] for a, b in pairwise(spans)), f"{kind} mentions overlap"


@given(noise)
@settings(max_examples=300, deadline=None)
def test_offsets_point_at_their_words(text: str) -> None:
    check(extract_text(text, doc_date="2024-05-01"))


@given(noise)
@settings(max_examples=40, deadline=None)
def test_twice_gives_the_same(text: str) -> None:
    assert extract_text(text) == extract_text(text)


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_at_all(text: str) -> None:
    check(extract_text(text))
