"""The ablation takes away just what it says, and gives it back."""

from __future__ import annotations

import pytest

from benchmarks.ablation import CONTEXTS, Context, steps, without
from pipeline import statements
from pipeline.run import extract_text

REPORT = "# 2025年政府工作报告\n\n## 一、2024年工作回顾\n\n改造老旧小区86个。\n\n## 二、2025年工作安排\n\n改造老旧小区90个。\n"


def classes() -> list[str]:
    return [s.statement_class for s in extract_text(REPORT, doc_date="2025-01-20").statements if "改造" in s.text]


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda c: c.name)
def test_what_is_replaced_is_there(context: Context) -> None:
    assert all(hasattr(statements, name) for name in context.without())


def test_headings_decide_and_are_given_back() -> None:
    assert classes() == ["achievement", "commitment"]
    with without(CONTEXTS):
        assert len(set(classes())) == 1
    assert classes() == ["achievement", "commitment"]


def test_one_kind_after_the_other_is_left_out_alone_and_added() -> None:
    names = [name for name, _ in steps()]
    assert len(names) == 1 + 2 * len(CONTEXTS)
    assert [len(left_out) for _, left_out in steps()] == [5, 4, 3, 2, 1, 0, 1, 1, 1, 1, 1]
