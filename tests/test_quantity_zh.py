"""Do the rooms of the Chinese quantity finder keep their promises: no overlaps, no times, linear time, any text?"""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lang.zh import quantity
from pipeline.lang.zh.quantity_amount import read
from pipeline.lang.zh.quantity_bounds import after, before, change
from pipeline.lang.zh.quantity_names import in_name, in_quotation, is_time
from pipeline.lang.zh.quantity_units import unit_at

PIECES = [
    *"第前近约超过一两三十百千万亿元个项所家%％成倍半分之点多余几—-至到和、，。；（）“”《》 \n0123456789.,/+年月",
    *("以上", "左右", "不低于", "增长", "提高到", "新增", "百分之", "个百分点", "全覆盖", "翻一番", "人民币", "亿元", "全部", "减半", "公里"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(TEXTS)
def test_mentions_are_ordered_slices(text: str) -> None:
    end = 0
    for mention in quantity.find(text):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert mention.value_max is None or mention.value_max > mention.value
        assert (mention.comparator == "range") == (mention.value_max is not None)
        end = mention.end


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 6)), max_size=4))
def test_no_mention_overlaps_a_time(text: str, spans: list[tuple[int, int]]) -> None:
    taken: list[tuple[int, int]] = []
    for start, length in sorted(spans):
        if not taken or start >= taken[-1][1]:
            taken.append((start, start + length))
    for mention in quantity.find(text, taken):
        assert not any(start < mention.end and mention.start < end for start, end in taken)


@given(TEXTS)
def test_finding_is_pure(text: str) -> None:
    assert quantity.find(text) == quantity.find(text)


ADVERSARIES = ["一", "1,", "百", "1.1、", "第一、", "3个", "“1", "不低于1的", "1-", "百分之", "1/2", "4万多", "新增学位1万个", "1年", '"1', "3"]


@pytest.mark.parametrize("piece", ADVERSARIES)
def test_time_is_linear(piece: str) -> None:
    def best(size: int) -> float:
        text = (piece * size)[:size]
        runs = []
        for _ in range(3):
            begin = time.perf_counter()
            quantity.find(text)
            runs.append(time.perf_counter() - begin)
        return min(runs)

    assert best(16000) < 8 * best(4000) + 0.05


def test_the_span_of_a_time_is_left_alone() -> None:
    text = "到2030年建成10个园区"
    assert [m.text for m in quantity.find(text, [(1, 6)])] == ["10个"]


@pytest.mark.parametrize(
    ("text", "value", "unit", "end"),
    [
        ("4万多亿元", "4e12", "CNY", 5),
        ("1.2万千瓦", "12000", "kW", 6),
        ("五元三毛", "5.3", "CNY", 4),
        ("两米半", "2.5", "m", 3),
        ("百分之七十百分位", "70", "percent", 5),
        ("三千两百两", "3200", "liang", 5),
        ("两个亿卢布", "2e8", "RUB", 5),
        ("二十五亿七千多万元", "2570000000", "CNY", 9),
    ],
)
def test_amounts(text: str, value: str, unit: str, end: int) -> None:
    amount = read(text, 0)
    assert amount is not None
    assert amount.unit is not None
    assert (amount.value, amount.unit.unit, amount.end) == (Decimal(value), unit, end)


def test_units_give_way_to_words() -> None:
    assert unit_at("成本", 0) is None
    assert unit_at("元旦", 0) is None
    assert unit_at("吨标准煤", 0) is not None
    km = unit_at("km", 0)
    assert km is not None
    assert km.unit == "km"
    assert unit_at("kmh", 0) is None


def test_bounds_and_change() -> None:
    assert before("不得超过") == ("le", 4, True)
    assert before("节约") == (None, 0, False)
    assert after("以上下联动", 0, unit_kind="percent", held=False)[0] == "ge"
    assert after("上下功夫", 0, unit_kind="percent", held=False) == (None, 0)
    assert change("同比下降", "3%", 2, sentence_left="") == ("decrease", False)
    assert change("城镇新增", "3万人", 3, sentence_left="城镇就业新增") == (None, False)


def test_names_times_and_quotations() -> None:
    assert in_name("做到两个维护", 2)
    assert not in_name("两个园区", 0)
    assert is_time("5年", 1)
    assert not is_time("5名", 1)
    assert in_quotation("“三个十大”", 1, 3)
    assert not in_quotation("“两重”项目3个", 6, 8)
