"""The report page in a browser: filters, sorting, choosing in both directions, languages, colours, keyboard, fragment, print; nothing runs or loads."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.report.page import PageOptions, page
from pipeline.report.read import Reading
from pipeline.run import extract_text
from pipeline.write.tables import Row, Tables, tables, text_rows

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed (Debian: apt-get install chromium)")

TEXTS = {
    "plan_zh.txt": "某省工作方案\n2024年1月24日\n"
    "到2025年底，森林覆盖率达到24%以上，由省林业局牵头。\n2024年6月底前，市教育局要建成学校12所。\n2023年建成公园3个。\n",
    "plan_en.txt": "By the end of 2030, the Ministry of Health must train at least 5,000 nurses. By 2027, all schools should have a library.\n",
}


def rows_of(texts: dict[str, str]) -> Tables:
    """The rows of these texts."""
    out: Tables = {}
    for doc_id, text in texts.items():
        extraction = extract_text(text, doc_id=doc_id)
        for name, rows in (tables(extraction) | {"texts": text_rows(extraction.document)}).items():
            out.setdefault(name, []).extend(rows)
    return out


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    api = pytest.importorskip("playwright.sync_api", reason="no playwright: pip install -r requirements-dev.txt")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


class Opened:
    """A page on disk that a test looks at; what it must never do is noted: errors, messages on the console, requests, dialogues."""

    def __init__(self, browser: Browser, file: Path, **context: Any) -> None:
        self.file = file
        self.told: list[str] = []
        self.context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True, **context)
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda message: self.told.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.told.append(str(error)))
        self.page.on("request", lambda request: self.told.append(request.url) if not request.url.startswith("file:") else None)
        self.page.on("dialog", self._refuse)

    def _refuse(self, dialog: Dialog) -> None:
        self.told.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def at(self, fragment: str = "") -> Page:
        """The page, opened anew at a fragment."""
        self.page.goto("about:blank")
        self.page.goto(self.file.as_uri() + fragment)
        self.page.wait_for_selector(".tabulator-tableholder", state="attached")
        return self.page


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """The page of two small documents; the test fails where it did what no page must do."""
    rows = rows_of(TEXTS)
    rows["commitments"].append({"doc_id": "plan_zh.txt", "commitment_id": "c9", "status": "committed", "evidence": "不要的行", "review": "reject"})
    file = tmp_path / "report.html"
    file.write_bytes(page(rows, PageOptions(as_of="2024-12-31")))
    one = Opened(browser, file)
    yield one
    one.context.close()
    assert one.told == []


def shown(page: Page) -> list[str]:
    """What the rows in view are about."""
    return page.locator(".tabulator-row .major").all_inner_texts()


def number_shown(page: Page) -> int:
    """How many rows the page says it shows."""
    found = re.search(r"\d+", page.locator("#count").inner_text())
    assert found
    return int(found[0])


def until(page: Page, condition: str) -> None:
    """Wait until this holds in the page. (Playwright's own wait_for_function needs eval, which the page's policy forbids.)"""
    end = time.monotonic() + 5
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(20)


def until_shown(page: Page, number: int) -> None:
    """Wait until the page says that it shows so many rows."""
    until(page, f"document.getElementById('count').textContent.startsWith('{number} of')")


# --- filters and order


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("status", "achieved", 1),
        ("agency", "教育", 1),
        ("document", "plan_en.txt", 2),
        ("from", "2027-01-01", 2),
        ("to", "2024-12-31", 2),
        ("indicator", "森林", 1),
        ("review", "reject", 1),
        ("review", "all", 6),
    ],
)
def test_filters(opened: Opened, name: str, value: str, number: int) -> None:
    page = opened.at()
    assert number_shown(page) == 5
    control = page.locator(f"[name={name}]")
    if control.evaluate("e => e.tagName") == "SELECT":
        control.select_option(value)
    else:
        control.fill(value)
    until_shown(page, number)
    assert len(shown(page)) == number or name == "review"
    page.get_by_role("button", name="Clear filters").click()
    assert number_shown(page) == 5


def test_overdue_goes_by_the_day_that_is_set(opened: Opened) -> None:
    page = opened.at()
    page.get_by_role("checkbox", name="Overdue").check()
    assert len(shown(page)) == 1
    assert "学校" in shown(page)[0]
    page.get_by_label("As of").fill("2024-01-01")
    until_shown(page, 0)


def test_search_looks_through_every_field(opened: Opened) -> None:
    page = opened.at()
    page.get_by_role("searchbox").fill("nurses HEALTH")
    until_shown(page, 1)
    page.get_by_role("searchbox").fill("no such words")
    page.wait_for_selector("text=No commitment matches")


def test_sorting_by_a_click_and_by_the_fragment_with_empty_cells_last(opened: Opened) -> None:
    page = opened.at()
    page.locator(".sort[data-column=due]").click()
    ascending = page.locator(".tabulator-row [tabulator-field=due]").all_inner_texts()
    assert [t.split("\n")[0] for t in ascending] == ["31 Dec 2023", "30 Jun 2024", "31 Dec 2025", "31 Dec 2027", "31 Dec 2030"]
    assert "sort=due+asc" in page.url
    page.locator(".sort[data-column=due]").click()
    assert page.locator(".tabulator-row [tabulator-field=due]").first.inner_text().startswith("31 Dec 2030")
    again = opened.at("#sort=target+desc")
    values = again.locator(".tabulator-row [tabulator-field=target]").all_inner_texts()
    assert "5,000" in values[0]


def test_a_bar_filters_to_its_year_then_month_and_an_agency(opened: Opened) -> None:
    page = opened.at()
    page.locator(".timeline .column", has_text="2024").or_(page.locator(".timeline .column", has_text="’24")).click()
    assert number_shown(page) == 1
    assert page.locator(".timeline .column").count() == 12
    page.locator(".timeline .column").nth(5).click()
    assert (page.locator("[name=from]").input_value(), page.locator("[name=to]").input_value()) == ("2024-06-01", "2024-06-30")
    page.get_by_role("button", name="all years").click()
    assert number_shown(page) == 5
    page.locator(".agencies .column", has_text="省林业局").click()
    assert number_shown(page) == 1


# --- the row and its words


def test_choosing_a_row_lights_up_its_words_and_the_other_way_round(opened: Opened) -> None:
    page = opened.at()
    page.locator(".tabulator-row", has_text="森林覆盖率").click()
    lit = "".join(page.locator("#text .lit").all_inner_texts())
    assert lit.startswith("到2025年底，森林覆盖率达到24%以上")
    assert page.locator("#text .own.target").inner_text() == "24%以上"
    assert page.locator("#text .own.deadline").inner_text() == "2025年底"
    assert page.locator("#text .own.agency").inner_text() == "省林业局"
    assert "森林覆盖率" in page.locator("#detail h2").inner_text()
    page.locator("#text .passage", has_text="建成学校").first.click()
    assert "学校" in page.locator(".tabulator-row.chosen").inner_text()
    assert page.locator(".tabulator-row[aria-selected=true]").count() == 1
    page.locator(".tabulator-row", has_text="nurses").click()
    assert page.locator("#texthead select option:checked").inner_text() == "plan_en.txt"


def test_mentions_are_coloured_by_kind(opened: Opened) -> None:
    page = opened.at()
    for kind, words in (("temporal", "2025年底"), ("quantity", "24%以上"), ("agency", "省林业局")):
        assert any(words in text for text in page.locator(f"#text .m.{kind}").all_inner_texts())
    assert page.locator("#texthead .legend .m").count() == 3


def test_the_keyboard_alone_is_enough(opened: Opened) -> None:
    page = opened.at()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("学校")
    until_shown(page, 1)
    page.keyboard.press("Escape")
    assert number_shown(page) == 5
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "rows"
    for key, chosen in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("End", 4), ("Home", 0)):
        page.keyboard.press(key)
        assert page.locator("#rows").get_attribute("aria-activedescendant") == f"row-{chosen}"
    page.keyboard.press("Escape")
    assert page.locator(".tabulator-row.chosen").count() == 0
    page.locator("#text [role=button]").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".tabulator-row.chosen").count() == 1
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_the_fragment_keeps_what_was_set(opened: Opened) -> None:
    page = opened.at()
    page.locator("[name=status]").select_option("committed")
    page.locator(".tabulator-row", has_text="学校").click()
    fragment = "#" + page.url.split("#")[1]
    again = opened.at(fragment)
    assert number_shown(again) == 4
    assert "学校" in again.locator(".tabulator-row.chosen").inner_text()
    assert again.locator("#text .lit").count() > 0
    again.evaluate("location.hash = '#lang=zh'")
    again.wait_for_selector("text=承诺内容")
    opened.at("#view=links&row=nobody@nowhere&lang=xx&sort=__proto__+asc&theme=%3Cscript%3E")
    assert number_shown(page) == 5


def test_languages_and_colours(opened: Opened) -> None:
    page = opened.at()
    page.locator("#lang").click()
    page.wait_for_selector("text=承诺内容")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert [page.locator(f"[name={n}]").locator("xpath=ancestor::label/span[1]").inner_text() for n in ("status", "agency")] == ["状态", "责任单位"]
    assert page.locator(".tabulator-row .chip").first.inner_text() in ("待完成", "已逾期", "已完成")
    left = page.evaluate("document.body.innerText").split("\n")
    assert not {"Status", "Agency", "Overview", "Print", "Due", "Target"} & set(left)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.locator("#theme").click()
    page.locator("#theme").click()
    assert "深色" in page.locator("#theme").inner_text()
    assert page.evaluate(ground) != light
    page.emulate_media(color_scheme="dark")
    dark = opened.at()
    assert dark.evaluate(ground) != light


def test_paper_shows_the_rows_and_their_evidence_without_controls(opened: Opened) -> None:
    page = opened.at("#status=committed")
    page.wait_for_selector(".tabulator-row")
    page.emulate_media(media="print")
    page.wait_for_selector("#printed td.evidence")
    assert page.locator("#printed tbody tr").count() == 4
    assert "到2025年底，森林覆盖率达到24%以上" in page.locator("#printed").inner_text()
    assert not [name for name in ("#filters", "#switches", "#gridbox", "#right") if page.locator(name).is_visible()]
    page.emulate_media(media="screen")
    until(page, "document.querySelectorAll('#printed tr').length === 0")


def test_every_control_has_a_name(opened: Opened) -> None:
    page = opened.at()
    nameless = page.evaluate(
        "[...document.querySelectorAll('button, input, select, [role=button]')]"
        ".filter(e => !(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length)).map(e => e.outerHTML)"
    )
    assert nameless == []
    assert page.locator("#count").get_attribute("aria-live") == "polite"
    assert page.locator("[role=grid]").count() == 1


# --- links


def test_links_stand_side_by_side_with_what_differs_marked(browser: Browser, tmp_path: Path) -> None:
    from pipeline.checker.command import check_inputs
    from pipeline.report.command import write_links_page

    for name, share in (("a.txt", "24%"), ("b.txt", "26%")):
        (tmp_path / name).write_text(TEXTS["plan_zh.txt"].replace("24%", share), encoding="utf-8")
    checked = check_inputs([str(tmp_path / n) for n in ("a.txt", "b.txt")])
    write_links_page(checked, tmp_path / "links.html", None, None, Reading())
    one = Opened(browser, tmp_path / "links.html")
    page = one.at()
    assert page.locator("[role=tab][aria-selected=true]").inner_text() == "Comparison"
    raised = page.locator(".link", has_text="Target raised")
    assert (raised.locator("del").all_inner_texts(), raised.locator("ins").all_inner_texts()) == (["24"], ["26"])
    assert raised.locator("tr.differs td").all_inner_texts() == ["24%以上", "26%以上"]
    raised.get_by_role("button", name="b.txt").click()
    assert "26%以上" in "".join(page.locator("#text .lit").all_inner_texts())
    page.locator(".verdicts .chip", has_text="Target raised").click()
    assert page.locator(".link").count() == 1
    page.get_by_role("tab", name="Commitments").click()
    assert page.locator(".tabulator-row").first.is_visible()
    one.context.close()
    assert one.told == []


# --- hostile and large


def test_nothing_that_a_table_says_runs(browser: Browser, tmp_path: Path) -> None:
    nasty = [
        "<script>window.hit=1</script>",
        "</script><script>window.hit=1</script>",
        "<img src=x onerror='window.hit=1'>",
        "javascript:window.hit=1",
        '=HYPERLINK("http://evil","x")',
        "\u2028<svg onload=window.hit=1>",
    ]
    rows: Tables = {"documents": [], "mentions": [], "statements": [], "commitments": [], "texts": [], "links": []}
    for n, text in enumerate(nasty):
        doc: Row = {"doc_id": f"{text}{n}"}
        rows["documents"].append({**doc, "title": text, "issuer": text, "doc_number": text, "problem": text})
        fields = (
            "action",
            "indicator",
            "target_text",
            "unit",
            "noun",
            "deadline_text",
            "condition",
            "region",
            "section",
            "evidence",
            "extractor",
            "review_note",
        )
        row: Row = {**doc, "commitment_id": text, "status": "committed", "due": "2025-01-01", "value": 1, "start": 0, "end": len(text)}
        rows["commitments"].append(row | dict.fromkeys(fields, text) | {"agencies": [text], "lead_agencies": [text], "reviewed_by": text})
        rows["mentions"].append({**doc, "mention_id": "m1", "kind": "agency", "start": 0, "end": len(text), "text": text})
        rows["texts"].append({**doc, "text": text * 2})
        side: Row = {"a_doc": f"{text}{n}", "a_id": text, "a_evidence": text, "b_doc": f"{text}{n}", "b_id": text, "b_evidence": text + "!"}
        rows["links"].append({**side, "verdict": text, "fields": [text, "target"], "explanation": text, "compared_as": text, "score": 1})
    file = tmp_path / "nasty.html"
    file.write_bytes(page(rows, PageOptions(title=nasty[1], first="links")))
    one = Opened(browser, file)
    for fragment in ("", "#view=table", "#view=table&lang=zh", "#view=table&q=%3Cimg%20src%3Dx%20onerror%3D%22window.hit%3D1%22%3E"):
        shown_page = one.at(fragment)
        for line in shown_page.locator(".tabulator-row:visible").all()[:6]:
            line.click()
            shown_page.locator("#detail summary").click()
        for details in shown_page.locator(".link summary:visible").all()[:6]:
            details.click()
        shown_page.emulate_media(media="print")
        shown_page.emulate_media(media="screen")
        assert shown_page.evaluate("window.hit") is None
        assert shown_page.locator("img, svg, a[href^='javascript'], iframe").count() == 0
    one.context.close()
    assert one.told == []


def test_ten_thousand_rows_without_delay(browser: Browser, tmp_path: Path) -> None:
    rows = rows_of(TEXTS)
    many: Tables = {name: [] for name in rows}
    for copy in range(2000):
        for name, some in rows.items():
            many[name] += [{**row, "doc_id": f"{copy}/{row['doc_id']}"} for row in some]
    file = tmp_path / "many.html"
    file.write_bytes(page(many, PageOptions()))
    one = Opened(browser, file)
    began = time.monotonic()
    shown_page = one.at()
    shown_page.wait_for_selector(".tabulator-row")
    assert time.monotonic() - began < 6  # 0.7 s on a quiet machine
    assert number_shown(shown_page) == 10
    assert shown_page.evaluate("Data.n") == 10_000
    for change in ("{status: 'achieved'}", "{status: '', q: '学校'}", "{q: '', agency: '林业'}", "State.cleared()", "{sort: 'due desc'}", "{sort: 'what asc'}"):
        took = shown_page.evaluate(f"(() => {{ const t = performance.now(); State.set({change}); return performance.now() - t; }})()")
        assert took < 500, (change, took)  # about 50 ms on a quiet machine
    assert shown_page.locator(".tabulator-row").count() < 60
    one.context.close()
    assert one.told == []


def test_a_text_of_a_megabyte_is_drawn_part_by_part(browser: Browser, tmp_path: Path) -> None:
    text = "这是一段没有承诺的文字，只是很长。\n" * 60_000
    evidence = "到2025年，建成公园12个"
    source = text + evidence
    row: Row = {"doc_id": "a", "commitment_id": "c1", "status": "committed", "evidence": evidence, "start": len(text), "end": len(source)}
    file = tmp_path / "long.html"
    file.write_bytes(page({"documents": [{"doc_id": "a"}], "commitments": [row], "texts": [{"doc_id": "a", "text": source}]}, PageOptions()))
    one = Opened(browser, file)
    shown_page = one.at()
    assert len(shown_page.locator("#text").inner_text()) < len(source) / 20
    shown_page.locator(".tabulator-row").click()
    lit = shown_page.locator("#text .lit")
    lit.wait_for()
    until(
        shown_page,
        "(() => { const a = document.querySelector('#text .lit').getBoundingClientRect(), b = document.getElementById('text').getBoundingClientRect();"
        " return a.top >= b.top && a.bottom <= b.bottom; })()",
    )
    assert len(shown_page.locator("#text").inner_text()) < len(source) / 5
    one.context.close()
    assert one.told == []
