"""Does every clean character know its source, whatever the noise? Properties of AlignedText over all cleaning steps composed."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.clean import STEPS, clean
from pipeline.text import AlignedText, Edit

NOISE = [
    "網(wǎng)", "結（jié）構(gòu)", "亩(mu)", "&nbsp;", "&ldquo;", "&#8212;", "&amp;", "<br>", "<p>",
    "</p>", "<td>", "</tr>", "<s>40</s>", "<!-- x -->", '<a href="x">',
    "🕵🏽\u200d♂️", "©️", "１２．５％", "（２０２２）", "ＧＤＰ", "\u3000", "\u00a0", "\u200b", "\ufeff", "\u00ad", "\r\n",
    "\r", "\n", "\n\n", "\t", "’s", "‘好’", "「強」",
    "high -quality", "short- and", ",,", ", ,", ",；", "。。", "……", "製度", "著力", "瞭解", "乾坤", "[^5]",
    "**粗**", "[附件](http://a.b/c)", "{: .x}", "⽅案", "𠮷", "e\u0301", "\ud7ff",
    "2022年3月中旬前", "by the end of 2025", "全省各地各校要", "。", "，", ". ", "| a | b |", "(来源:教育在線)",
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(NOISE), st.text(max_size=4), st.characters()), max_size=25).map("".join)


def check(aligned: AlignedText) -> None:
    """Alignment is in bounds, monotone, disjoint where one to one, and equal where nothing was changed."""
    source, text = aligned.source, aligned.text
    before = (0, 0)
    for i in range(len(text)):
        start, end = aligned.to_source(i, i + 1)
        assert 0 <= start <= end <= len(source)
        assert start >= before[0]
        assert end >= before[1]
        before = (start, end)
    assert aligned.to_source(0, len(text))[0] >= 0 if text else True
    assert aligned.clean == sorted(set(aligned.clean))
    for k, (c, b, f) in enumerate(zip(aligned.clean, aligned.begin, aligned.finish, strict=True)):
        stop = aligned.clean[k + 1] if k + 1 < len(aligned.clean) else len(text)
        assert b <= f <= len(source)
        assert c <= stop


@given(TEXTS)
@example("網(wǎng)網(wǎng)🕵🏽\u200d♂️(wǎng)")
@example("<br>&nbsp;(a)")
@settings(max_examples=400, deadline=None)
def test_every_clean_text_is_aligned(source: str) -> None:
    aligned = clean(source)
    assert aligned.source == source
    check(aligned)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_each_step_alone_keeps_the_alignment(source: str) -> None:
    for step in STEPS:
        check(step.run(AlignedText.of(source)))


@given(st.text(alphabet="要抓好落实2022年年底前 abc,.;", max_size=60))
@settings(deadline=None)
def test_plain_text_stays_as_it_is(source: str) -> None:
    for mark in (",,", ", ,", ",;", ";,", ";;", ", ;", "; ,", "; ;", " -"):
        if mark in source:
            return
    aligned = clean(source)
    if aligned.text == source:
        assert [aligned.to_source(i, i + 1) for i in range(len(source))] == [(i, i + 1) for i in range(len(source))]
    else:
        assert ",;" in "".join(c for c in source if c in ",;").join(("", ",;"))  # only doubled marks were touched


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_characters_that_were_not_changed_equal_their_source(source: str) -> None:
    aligned = clean(source)
    for i, character in enumerate(aligned.text):
        start, end = aligned.to_source(i, i + 1)
        if end - start == 1 and character in source[start:end]:
            assert source[start] == character
        if character == source[start : start + 1] and end - start > 1:
            assert source[start] == character  # a character that grew over a gloss keeps its own place


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_cleaning_twice_changes_little_and_never_breaks(source: str) -> None:
    check(clean(clean(source).text))


@given(TEXTS, st.data())
@settings(max_examples=200, deadline=None)
def test_spans_contain_their_parts(source: str, data: st.DataObject) -> None:
    aligned = clean(source)
    n = len(aligned.text)
    start = data.draw(st.integers(0, n))
    end = data.draw(st.integers(start, n))
    b, f = aligned.to_source(start, end)
    assert b <= f
    for i in range(start, end):
        x, y = aligned.to_source(i, i + 1)
        assert b <= x
        assert y <= f


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        AlignedText.of("abcdef").apply([Edit(0, 3), Edit(2, 4)])


def test_sticky_text_belongs_to_the_character_before_it() -> None:
    aligned = clean("甘肅網(wǎng)上")
    assert aligned.text == "甘肃网上"
    assert aligned.source[slice(*aligned.to_source(2, 3))] == "網(wǎng)"
    assert aligned.source[slice(*aligned.to_source(3, 4))] == "上"


def test_an_emoji_belongs_to_nothing() -> None:
    aligned = clean("成績🙅🏽\u200d♂️,安排")
    assert aligned.text == "成绩,安排"
    assert aligned.source[slice(*aligned.to_source(0, 2))] == "成績"
    assert aligned.source[slice(*aligned.to_source(2, 3))] == ","
