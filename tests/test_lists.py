"""Which lead-in governs which sentence."""

from __future__ import annotations

from pipeline.layout import blocks as lay_out
from pipeline.lists import follow_leads
from pipeline.sentences import split
from pipeline.types import Lang


def governed(text: str, lang: Lang) -> dict[str, str]:
    """First words of each governed sentence → first words of its lead-in."""
    blocks = lay_out(text, lang=lang)
    sentences = split(text, blocks)
    return {text[sentences[n].start :][:6]: text[lead.start : lead.end][:8] for n, lead in follow_leads(text, blocks, sentences).items()}


def test_an_inline_lead_in_governs_its_line_only() -> None:
    found = governed("主要预期目标是：生产总值增长5%；城镇新增就业80万人。\n完成目标面临诸多挑战。", "zh")
    assert "城镇新增就业" in found
    assert "完成目标面临" not in found


def test_a_lead_in_line_governs_short_items_and_no_long_paragraph() -> None:
    text = "今年发展的主要预期目标是：\n生产总值增长6%，\n就业1000万人以上，\n国际收支基本平衡。\n" + "这些目标考虑了多方面的因素，" * 8 + "有利于引导预期。"
    found = governed(text, "zh")
    assert {"生产总值增长", "就业1000", "国际收支基本"} <= set(found)
    assert "这些目标考虑" not in found


def test_numbered_items_nest_and_end_with_a_full_stop() -> None:
    text = "The head of each agency shall:\n(a) reduce waste by:\n(i) recycling paper;\n(ii) reusing boxes; and\n"
    text += "(b) report progress.\nThis order is effective now."
    found = governed(text, "en")
    assert found["(i) re"].startswith("(a)")
    assert found["(ii) r"].startswith("(a)")
    assert found["(b) re"].startswith("The head")
    assert "This o" not in found


def test_a_heading_ends_a_list() -> None:
    found = governed("重点任务是：\n加强领导，\n二、保障措施\n压实责任。", "zh")
    assert "压实责任。" not in found
