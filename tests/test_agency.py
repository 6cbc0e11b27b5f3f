"""Do the agency finders hold their contract: spans in the text, order, roles, ids, names, linear time?"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lang.alternation import alternation
from pipeline.lang.en import agency as english
from pipeline.lang.zh import agency as chinese
from pipeline.lexicon import load
from pipeline.normalize.agencies import canonical_name, former, identify
from pipeline.types import AgencyMention

Finder = Callable[[str, Sequence[tuple[int, int]]], list[AgencyMention]]
ROLES = {"responsible", "lead", "support", "supervisor", "issuer", "other"}

ZH_PARTS = [
    "省教育厅",
    "各地各校",
    "国务院",
    "我省",
    "将",
    "要",
    "由",
    "牵头",
    "，",
    "、",
    "（",
    "）",
    "“",
    "”",
    "：",
    "责任单位",
    "局",
    "委",
    "办",
    "。",
    "\n",
    "兰州",
    "支持",
    "建设",
    "2025年",
    "《",
    "》",
    "市",
    "各",
]
EN_PARTS = [
    "the ",
    "Ministry of ",
    "Education",
    "agency",
    "agencies",
    " shall ",
    "OMB",
    "(",
    ")",
    ", ",
    "and ",
    "Director of ",
    "our province",
    " will ",
    "by ",
    ".",
    "\n",
    "'s ",
    "each ",
    "Secretary ",
    "Council",
    " of the ",
]


def sound(found: list[AgencyMention], text: str) -> None:
    """Spans are of the text, ordered and apart; names are clean; roles are known."""
    end = 0
    for mention in found:
        assert text[mention.start : mention.end] == mention.text
        assert end <= mention.start < mention.end
        assert mention.role in ROLES
        assert mention.extractor
        assert mention.name
        assert not re.match(r"(?:the|a|an) ", mention.name, re.I)
        end = mention.end


@given(st.lists(st.sampled_from(ZH_PARTS), max_size=40))
@settings(max_examples=200, deadline=None)
def test_chinese_mentions_are_spans_in_order(parts: list[str]) -> None:
    text = "".join(parts)
    sound(chinese.find(text, [(0, len(text))]), text)


@given(st.lists(st.sampled_from(EN_PARTS), max_size=40))
@settings(max_examples=200, deadline=None)
def test_english_mentions_are_spans_in_order(parts: list[str]) -> None:
    text = "".join(parts)
    sound(english.find(text, [(0, len(text))]), text)


@pytest.mark.parametrize(
    ("find", "text"),
    [
        (chinese.find, "局" * 200_000),
        (chinese.find, "各市、" * 60_000),
        (chinese.find, "省市教育和" * 40_000),
        (chinese.find, "责任单位：" * 40_000),
        (chinese.find, "（" * 100_000 + "负责"),
        (chinese.find, "各地、各部门、" * 30_000),
        (english.find, "The " * 50_000),
        (english.find, "Ministry of Education and " * 8_000),
        (english.find, "the agency, " * 16_000),
        (english.find, "Secretary of the " * 12_000),
        (english.find, "in consultation with " * 10_000),
        (english.find, "(" * 200_000),
    ],
)
def test_adversarial_repeats_take_linear_time(find: Finder, text: str) -> None:
    began = time.perf_counter()
    find(text, [(0, len(text))])
    assert time.perf_counter() - began < 20


def test_a_mention_outside_all_sentences_is_judged_by_its_line() -> None:
    text = "牵头单位：省教育厅\n配合单位：省财政厅"
    assert [m.role for m in chinese.find(text, [])] == ["lead", "support"]


@pytest.mark.parametrize(
    ("one", "lang", "other", "lang2"),
    [
        ("国家发展改革委", "zh", "National Development and Reform Commission", "en"),
        ("国家卫计委", "zh", "国家卫生健康委员会", "zh"),
        ("教育部", "zh", "Ministry of Education", "en"),
        ("省教育厅", "zh", "Provincial Department of Education", "en"),
        ("市教育局", "zh", "Municipal Education Bureau", "en"),
        ("甘肃省教育厅", "zh", "Gansu Provincial Department of Education", "en"),
        ("OMB", "en", "Office of Management and Budget", "en"),
        ("省人民政府", "zh", "provincial government", "en"),
        ("国务院", "zh", "State Council", "en"),
    ],
)
def test_one_body_has_one_id(one: str, lang: str, other: str, lang2: str) -> None:
    first = identify(one, lang)  # type: ignore[arg-type]  # the languages of the table
    assert first is not None
    assert first == identify(other, lang2)  # type: ignore[arg-type]  # the same


def test_an_unknown_body_has_no_id() -> None:
    assert identify("某某工作专班", "zh") is None
    assert identify("Society of Friends of Tea", "en") is None


def test_former_names_are_marked() -> None:
    assert former("环境保护部", "zh")
    assert not former("生态环境部", "zh")


def test_names_lose_the_article_only() -> None:
    assert canonical_name("An expert group", "en") == "expert group"
    assert canonical_name("Theatre Council", "en") == "Theatre Council"
    assert canonical_name("我省", "zh") == "我省"


@pytest.mark.parametrize("name", ["agencies_zh", "agencies_en"])
def test_every_known_body_is_listed_once(name: str) -> None:
    rows = load(name, key=("name",))
    assert {r["form"] for r in rows} <= {"full", "short", "former"}


@given(st.lists(st.text(alphabet="省市县abc.*(", min_size=1, max_size=5), min_size=1, max_size=12), st.text(alphabet="省市县abc.*(", max_size=6))
def test_an_alternation_finds_the_longest_word(words: list[str], text: str) -> None:
    match = re.match(alternation(words), text)
    longest = max((w for w in words if text.startswith(w)), key=len, default=None)
    assert (match.group() if match else None) == longest
