"""The report: which rows and texts it holds, that the page says nothing it was not told, the calendar by RFC 5545."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from typer.testing import CliRunner

import main
from pipeline.batch import Account
from pipeline.errors import ConfigurationError, InputError
from pipeline.report.calendar import calendar
from pipeline.report.command import report_format
from pipeline.report.data import page_data
from pipeline.report.page import PageOptions, page
from pipeline.report.read import read_report
from pipeline.report.texts import rebuilt_text, source_text
from pipeline.run import extract_text
from pipeline.write.output import write_tables
from pipeline.write.schema import COMMITMENTS
from pipeline.write.tables import Row, Tables, tables, text_rows
from tests.made_extraction import TEXT, made

PLAN = "政府工作报告\n2024年1月24日\n到2025年底，森林覆盖率达到24%以上，由省林业局牵头。😀\n2024年6月底前，市教育局要建成学校12所。\n"


def rows_of(text: str = PLAN, doc_id: str = "plan.txt") -> Tables:
    """The rows of a text, and the text."""
    extraction = extract_text(text, doc_id=doc_id)
    return tables(extraction) | {"texts": text_rows(extraction.document)}


def data_in(html: bytes) -> Any:
    """The JSON value that a page holds."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html.decode(), re.DOTALL)
    assert found
    return json.loads(found[1])


def run(*args: object) -> Any:
    """The command line in this process."""
    return CliRunner().invoke(main.app, [str(a) for a in args])


def in_browser(text: str, start: int, end: int) -> str:
    """text.slice(start, end) as JavaScript has it."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


# --- what the page gets to know


def test_places_point_at_the_evidence_and_at_the_words_of_each_row_as_a_browser_counts() -> None:
    rows = rows_of("😀😀" + PLAN)
    data = page_data(rows)
    for n, row in enumerate(rows["commitments"]):
        text = data["texts"][data["rows"]["doc"][n]]
        assert in_browser(text, data["rows"]["start"][n], data["rows"]["end"][n]) == row["evidence"]
        for name in ("target", "deadline"):
            mention = data["rows"][name][n]
            words = in_browser(text, data["mentions"]["start"][mention], data["mentions"]["end"][mention]) if mention >= 0 else None
            assert words == row.get(f"{name}_text")
    assert any(m >= 0 for m in data["rows"]["target"])


def test_a_text_is_rebuilt_from_its_passages_and_rows_without_place_stand_at_its_end() -> None:
    rows = tables(made())
    loose: Row = {"doc_id": "plan.txt", "commitment_id": "c9", "status": "committed", "evidence": "由人补上"}
    data = page_data({**rows, "commitments": [*rows["commitments"], loose]})
    [text] = data["texts"]
    assert data["documents"]["rebuilt"] == [True]
    places = list(zip(data["rows"]["start"], data["rows"]["end"], strict=True))
    assert [in_browser(text, a, b) for a, b in places] == [r["evidence"] for r in (*rows["commitments"], loose)]
    mentions = data["mentions"]
    assert [in_browser(text, a, b) for a, b in zip(mentions["start"], mentions["end"], strict=True)] == [m["text"] for m in rows["mentions"]]


def test_a_place_outside_of_the_text_is_none() -> None:
    assert source_text("ab").place(1, 3) is None
    shown, _ = rebuilt_text([{"text": "ab", "start": 5, "end": 7}, {"text": "cut", "start": 9, "end": 10}], [])
    assert [shown.place(*span) for span in ((0, 2), (5, 7), (6, 8), (9, 10))] == [None, (0, 2), None, None]


def test_texts_are_found_where_they_fit_and_nowhere_else(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    write_tables(tables(made()), tmp_path / "t")
    assert read_report([str(tmp_path / "t")], Account())["texts"] == []
    texts.mkdir()
    (texts / "plan.txt").write_text(TEXT.replace("。", "！") + "more", encoding="utf-8")
    assert read_report([str(tmp_path / "t")], Account(), texts=texts)["texts"] == []
    (texts / "plan.txt").write_text(TEXT, encoding="utf-8")
    assert read_report([str(tmp_path / "t")], Account(), texts=texts)["texts"] == [{"doc_id": "plan.txt", "text": TEXT}]


@pytest.mark.parametrize("told", [{"doc_id": "../secret.txt"}, {"doc_id": "plan.txt", "text_path": "SECRET"}])
def test_a_table_cannot_make_the_page_show_another_file(tmp_path: Path, told: dict[str, str]) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("password", encoding="utf-8")
    told = {k: v.replace("SECRET", str(secret)) for k, v in told.items()}
    row: Row = {
        "commitment_id": "c1",
        "doc_id": told["doc_id"],
        "status": "committed",
        "evidence": "password",
        "start": 0,
        "end": 8,
        "due": "2025-01-01",
        "value": 1,
    }
    write_tables({"commitments": [row], "documents": [{**told, "n_chars": 8}], "mentions": [], "statements": []}, tmp_path / "t")
    (tmp_path / "texts").mkdir()
    assert read_report([str(tmp_path / "t")], Account(), texts=tmp_path / "texts")["texts"] == []


def test_two_documents_of_one_name_are_told_apart_and_links_find_theirs(tmp_path: Path) -> None:
    for folder, share in (("a", "24%"), ("b", "26%")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan.txt").write_text(PLAN.replace("24%", share), encoding="utf-8")
    done = run("check", tmp_path / "a" / "plan.txt", tmp_path / "b" / "plan.txt", "-o", tmp_path / "c.html", "--quiet")
    assert done.exit_code == 0, done.output
    data = data_in((tmp_path / "c.html").read_bytes())
    assert data["documents"]["columns"]["doc_id"] == {"cells": ["plan.txt", "plan.txt (2)"]}
    assert data["options"]["first"] == "links"
    raised = [k for k in range(data["links"]["n"]) if data["links"]["a"]["row"][k] >= 0 and data["links"]["b"]["row"][k] >= 0]
    assert raised
    for k in raised:
        assert [data["rows"]["doc"][data["links"][side]["row"][k]] for side in "ab"] == [0, 1]


# --- commands


def test_every_way_leads_to_the_same_page(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "plan.txt").write_text(PLAN, encoding="utf-8")
    source = tmp_path / "in" / "plan.txt"
    for args in (
        ("extract", source, "-o", tmp_path / "1.html"),
        ("extract", source, "-o", tmp_path / "t"),
        ("report", tmp_path / "t", "-o", tmp_path / "2.html", "--texts", tmp_path / "in"),
        ("report", source, "-o", tmp_path / "3.html"),
    ):
        done = run(*args, "--quiet")
        assert done.exit_code == 0, done.output
    pages = {(tmp_path / f"{n}.html").read_bytes() for n in (1, 2, 3)}
    assert len(pages) == 1


@pytest.mark.parametrize("name", ["rows.csv", "rows.xlsx", "rows.parquet", "rows.jsonl"])
def test_a_commitments_table_alone_is_enough(tmp_path: Path, name: str) -> None:
    write_tables(tables(made()), tmp_path / name)
    assert run("report", tmp_path / name, "-o", tmp_path / "r.html", "--lang", "zh", "--title", "台账").exit_code == 0
    data = data_in((tmp_path / "r.html").read_bytes())
    assert data["rows"]["n"] == 2
    assert data["options"]["title"] == "台账"
    assert "将示范园比例由40%提高到50%—60%" in data["texts"][0]


def test_links_are_read_from_every_format(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "b.txt").write_text(PLAN.replace("24%", "26%"), encoding="utf-8")
    found = []
    for name in ("l", "l.csv", "l.xlsx", "l.parquet"):
        headers = ("--headers", "zh") if name in ("l.csv", "l.xlsx") else ()
        assert run("check", tmp_path / "a.txt", tmp_path / "b.txt", "-o", tmp_path / name, "--quiet", *headers).exit_code == 0
        found.append(read_report([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")], Account(), links=str(tmp_path / name))["links"])
    assert found[0]
    assert "compared_as" in found[0][0]
    assert all(links == found[0] for links in found)


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("t", "-o", "report.pdf"), "a report ends in .html"),
        (("t", "-o", "r.html", "--format", "ics"), "contradicts the suffix"),
        (("t", "-o", "r.html", "--as-of", "tomorrow"), "--as-of tomorrow"),
        (("nowhere", "-o", "r.html"), "no such file"),
        (("t", "-o", "r.html", "--links", "t"), "holds no links"),
        (("t", "-o", "r.html", "--texts", "nowhere"), "--texts names the folder"),
    ],
)
def test_errors_say_what_to_do_and_leave_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], says: str) -> None:
    monkeypatch.chdir(tmp_path)
    write_tables(tables(made()), "t")
    done = run("report", *args)
    assert done.exit_code in (1, 2)
    assert says in done.output
    assert [p.name for p in tmp_path.iterdir()] == ["t"]


def test_the_name_or_the_format_says_what_is_written() -> None:
    assert [report_format(Path("a.html"), None), report_format(Path("a.ICS"), None), report_format(Path("a"), "ics")] == ["html", "ics", "ics"]
    with pytest.raises(ConfigurationError):
        report_format(Path("a"), None)


def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    assert run("report", tmp_path / "empty.txt", "-o", tmp_path / "r.html").exit_code == 2
    with pytest.raises(InputError):
        read_report([str(tmp_path / "t")], Account())


# --- the file


def test_the_policy_names_every_script_and_style_and_nothing_else_can_load() -> None:
    html = page(rows_of(), PageOptions()).decode()
    policy = unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', html)[0])
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "http" not in policy
    for kind in ("script", "style"):
        for text in re.findall(rf"<{kind}>(.*?)</{kind}>", html, re.DOTALL):
            assert f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy
    assert not re.findall(r'(?:src|href)="(?!#)', html)


def test_no_text_ends_the_data_block() -> None:
    nasty = "</script><script>alert(1)</script>\u2028<!--\ud800{{data}}"
    html = page({"commitments": [{"doc_id": nasty, "commitment_id": "c1", "status": "committed", "evidence": nasty}]}, PageOptions(title=nasty))
    assert b"<script>alert" not in html
    assert b"<title>&lt;/script&gt;" in html
    assert data_in(html)["texts"] == [nasty]


def test_every_word_of_the_page_is_there_in_both_languages_and_used() -> None:
    assets = Path(main.__file__).parent / "pipeline" / "report" / "assets"
    words = json.loads((assets / "words.json").read_text(encoding="utf-8"))
    assert all(len(pair) == 2 and all(pair) for pair in words.values())
    scripts = "".join(p.read_text(encoding="utf-8") for p in assets.glob("*.js"))
    said = set(re.findall(r'Words\.say\("(\w+)"', scripts))
    assert said <= set(data_in(page(rows_of(), PageOptions()))["words"])
    built = re.compile(r"^(legend_|theme_|view_|side_)")
    categories = {value for column in COMMITMENTS.columns for value in column.allowed}
    unused = {w for w in words if w not in scripts and not built.match(w) and w not in categories and w != "title"}
    assert not unused


def test_the_same_rows_give_the_same_bytes() -> None:
    assert page(rows_of(), PageOptions()) == page(rows_of(), PageOptions())


def test_what_lies_in_vendor_is_what_fetch_put_there() -> None:
    vendor = Path(main.__file__).parent / "pipeline" / "report" / "vendor"
    for line in (vendor / "SHA256SUMS").read_text().splitlines():
        told, name = line.split()
        assert sha256((vendor / name).read_bytes()).hexdigest() == told
    assert "Permission is hereby granted" in page({}, PageOptions()).decode()


# --- the calendar


def entries(rows: Tables, **options: Any) -> list[Any]:
    """The events of a calendar, read by the library."""
    return list(Calendar.from_ical(calendar(rows, **options)).walk("VEVENT"))


def test_an_entry_for_each_deadline_of_a_row_to_do() -> None:
    rows = tables(made())
    [entry] = entries(rows)
    assert (str(entry["summary"]), entry.decoded("dtstart").isoformat(), entry.decoded("dtend").isoformat()) == (
        "示范园比例：50%—60%",
        "2026-12-31",
        "2027-01-01",
    )
    assert entry["categories"].cats == ["市教育局", "区财政局"]
    assert "力争到2026年底将示范园比例由40%提高到50%—60%" in str(entry["description"])
    assert entry.decoded("dtstamp").date().isoformat() == "2025-03-01"
    assert "organizer" not in entry
    assert len(entries(rows, everything=True)) == 2


def test_rejected_rows_are_left_out_and_a_period_begins_where_the_text_says() -> None:
    rows = tables(extract_text("2025年3月1日至2025年9月30日，各地要建成公园12个。", doc_id="a.txt"))
    [entry] = entries(rows)
    assert (entry.decoded("dtstart").isoformat(), entry.decoded("dtend").isoformat()) == ("2025-03-01", "2025-10-01")
    rejected: list[Row] = [{**r, "review": "reject"} for r in rows["commitments"]]
    assert entries({**rows, "commitments": rejected}) == []


def test_calendars_are_the_same_each_time_escaped_and_folded_by_octets() -> None:
    row: Row = {"doc_id": "a;b,c\\d.txt", "commitment_id": "c1", "status": "committed", "due": "9999-12-31", "evidence": "逗号，;\nEND:VEVENT\x07" * 20}
    made_once = calendar({"commitments": [row]})
    assert made_once == calendar({"commitments": [row]})
    assert all(len(line) <= 75 for line in made_once.split(b"\r\n"))
    assert made_once.count(b"\r\nEND:VEVENT") == 1
    [entry] = entries({"commitments": [row]})
    assert "a;b,c\\d.txt" in str(entry["description"])
    assert "\x07" not in str(entry["description"])
