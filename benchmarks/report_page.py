"""How quick is the report page? `python -m benchmarks.report_page [ROWS ...]`: rows of the samples repeated, opened in headless Chromium."""

from __future__ import annotations

import sys
import tempfile
import time
from itertools import count
from pathlib import Path
from statistics import median

from benchmarks.screenshots import SAMPLES, chromium
from pipeline.batch import Account
from pipeline.report.page import PageOptions, page
from pipeline.report.read import read_report
from pipeline.write.tables import Row, Tables

CHANGES = {
    "filter": ["{status: 'committed'}", "{status: '', agency: '省'}", "{agency: '', from: '2024-01-01', to: '2025-12-31'}", "State.cleared()"],
    "search": ["{q: '幼儿园'}", "{q: '学校'}", "{q: 'agency'}", "State.cleared()"],
    "sort": ["{sort: 'due asc'}", "{sort: 'what desc'}", "{sort: 'target asc'}", "{sort: ''}"],
    "choose": ["{row: Data.key(Math.floor(Data.n / 2))}", "{row: Data.key(Data.n - 1)}", "{row: Data.key(0)}"],
}
"""What is done → the changes of the page's state that do it; the time of the slowest is told, and the median."""


def repeated(rows: Tables, number: int) -> Tables:
    """As many commitments, by repeating all documents under new names and with other indicators."""
    out: Tables = {name: [] for name in rows}
    for copy in count():
        if len(out["commitments"]) >= number:
            break
        for name, some in rows.items():
            out[name] += [{**row, "doc_id": f"{copy}/{row['doc_id']}"} | _own(row, copy) for row in some]
    out["commitments"] = out["commitments"][:number]
    return out


def _own(row: Row, copy: int) -> Row:
    """Words that no other copy has, where a row has them: sorting and searching must not profit from repetition."""
    return {name: f"{row[name]} {copy}" for name in ("indicator", "action") if name in row}


def measure(file: Path) -> str:
    """One line of the table of docs/report.md."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        shown = browser.new_page(viewport={"width": 1440, "height": 900})
        began = time.perf_counter()
        shown.goto(file.as_uri())
        shown.wait_for_selector(".tabulator-row")
        cells = [f"{time.perf_counter() - began:.1f} s"]
        paint = shown.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        shown.wait_for_timeout(1000)
        for changes in CHANGES.values():
            took = [shown.evaluate(f"(() => {{ const t = performance.now(); State.set({c}); return performance.now() - t; }})()") for c in changes]
            cells.append(f"{median(took):.0f} ms (at most {max(took):.0f})")
        number = shown.evaluate("Data.n")
        browser.close()
    return f"| {number:,} | {file.stat().st_size / 1e6:.1f} MB | {paint / 1000:.2f} s | " + " | ".join(cells) + " |"


if __name__ == "__main__":
    samples = read_report([str(SAMPLES)], Account())
    print("| rows | file | first paint | rows in view | " + " | ".join(CHANGES) + " |")
    for wanted in [int(a) for a in sys.argv[1:]] or [10_000, 50_000]:
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "many.html"
            made.write_bytes(page(repeated(samples, wanted), PageOptions()))
            print(measure(made))
