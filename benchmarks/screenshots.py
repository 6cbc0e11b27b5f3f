"""What do the report page, the workbook, a notebook and the terminal look like? `python -m benchmarks.screenshots [FOLDER]` makes the pictures of docs/img."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from typer.testing import CliRunner

import main

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "data" / "samples"
PAIR = ROOT / "data" / "gold" / "pairs"
WIDTH, HEIGHT = 1440, 900

PAGES = {
    "report.png": ("samples.html", "#row=c11@07_division_of_labour_zh.txt&from=2024-01-01&to=2025-12-31"),
    "report-zh-dark.png": ("samples.html", "#lang=zh&theme=dark&row=c9@06_work_report_zh.txt"),
    "report-links.png": ("links.html", ""),
    "notebook.png": ("01_explore.html", ""),
    "terminal.png": ("terminal.svg", ""),
}
"""Picture → what a browser shows for it, and what is set on the page."""
SHEETS = {"workbook.png": ("samples.pdf", 0), "workbook-summary.png": ("samples.pdf", "Summary of commitments"), "ledger.png": ("ledger.pdf", 0)}
"""Picture → the workbook as LibreOffice prints it, and which page: by number, or the one that begins with these words."""


def run(*args: object) -> None:
    """A command of the program, in this process."""
    done = CliRunner().invoke(main.app, [*map(str, args), "--quiet"])
    if done.exit_code:
        raise SystemExit(done.output)


def shown(folder: Path) -> None:
    """Make what the pictures show."""
    run("extract", SAMPLES, "-o", folder / "samples.html")
    run("check", *(PAIR / f"01_education_plan_{side}.jsonl" for side in "ab"), "-o", folder / "links.html")
    run("extract", SAMPLES, "-o", folder / "samples.xlsx", "--as-of", "2024-07-01")
    notices = [SAMPLES / f"{name}_zh.txt" for name in ("07_division_of_labour", "14_practical_things", "16_county_notice")]
    run("extract", *notices, "-o", folder / "ledger.xlsx", "--profile", "ledger", "--as-of", "2024-07-01")
    notebook(folder)
    terminal(folder / "terminal.svg")


def notebook(folder: Path) -> None:
    """The first notebook as a page, with the outputs that it holds."""
    from nbconvert import HTMLExporter

    html, _ = HTMLExporter().from_filename(str(ROOT / "notebooks" / "01_explore.ipynb"))  # type: ignore[no-untyped-call]  # nbconvert has types in part
    (folder / "01_explore.html").write_text(html, encoding="utf-8")


def terminal(picture: Path) -> None:
    """What `show` prints of an order (Rich draws Chinese letters too narrow in pictures)."""
    import io

    from rich.console import Console

    from pipeline.run import extract_text
    from pipeline.show import show

    screen = Console(
        record=True, width=120, height=40, file=io.StringIO(), force_terminal=True, color_system="truecolor", highlight=False, markup=False, emoji=False
    )
    show(extract_text((SAMPLES / "10_executive_order_en.txt").read_text(encoding="utf-8"), doc_id="10_executive_order_en.txt"), screen, why=False)
    screen.save_svg(str(picture), title="python main.py show data/samples/10_executive_order_en.txt")


def print_books(folder: Path, into: Path) -> list[Path]:
    """The sheets as LibreOffice prints them; none where it is not there."""
    soffice = shutil.which("soffice")
    if soffice is None:
        print("no LibreOffice found: workbooks are left out", file=sys.stderr)
        return []
    import pypdfium2

    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    books = [str(folder / "samples.xlsx"), str(folder / "ledger.xlsx")]
    subprocess.run([soffice, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *books], check=True, capture_output=True, timeout=180)
    for name, (pdf, wanted) in SHEETS.items():
        book = pypdfium2.PdfDocument(folder / pdf)
        begins = (book[i].get_textpage().get_text_bounded().lstrip()[:40] for i in range(len(book)))
        number = wanted if isinstance(wanted, int) else next(i for i, words in enumerate(begins) if wanted in words)
        book[number].render(scale=1.25).to_pil().convert("P", palette=1, colors=128).save(into / name, optimize=True)
        book.close()
    return [into / name for name in SHEETS]


def chromium() -> str:
    """The browser on the path; SystemExit where there is none."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        raise SystemExit("no Chromium found: apt-get install chromium fonts-noto-cjk")
    return found


def pictures(folder: Path) -> list[Path]:
    """Write the pictures into a folder. Needs playwright and a Chromium on the path, for the workbooks LibreOffice too."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        shown(Path(made))
        books = print_books(Path(made), folder)
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB", reduced_motion="reduce")
        for name, (file, fragment) in PAGES.items():
            photograph(page, (Path(made) / file).as_uri() + fragment, folder / name)
        browser.close()
    return [folder / name for name in PAGES] + books


def photograph(page: Page, address: str, picture: Path) -> None:
    """One page, when it has settled."""
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_timeout(500)
    if address.endswith(".svg"):
        page.locator("svg").first.screenshot(path=picture)
    else:
        page.screenshot(path=picture)


if __name__ == "__main__":
    for picture in pictures(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "img"):
        print(f"{picture}: {picture.stat().st_size // 1000} kB")
