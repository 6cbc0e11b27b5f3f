"""What does the report page look like? `python -m benchmarks.screenshots [FOLDER]` makes the pictures of docs/img from the samples."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from typer.testing import CliRunner

import main

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "data" / "samples"
PAIR = ROOT / "data" / "gold" / "pairs"
WIDTH, HEIGHT = 1440, 900

PICTURES = {
    "report.png": ("samples.html", "#row=c11@07_division_of_labour_zh.txt&from=2024-01-01&to=2025-12-31"),
    "report-zh-dark.png": ("samples.html", "#lang=zh&theme=dark&row=c9@06_work_report_zh.txt"),
    "report-links.png": ("links.html", ""),
}
"""Picture → page and what is set on it."""


def pages(folder: Path) -> None:
    """Make the pages that the pictures show."""
    plans = [str(PAIR / f"01_education_plan_{side}.jsonl") for side in "ab"]
    for args in (["extract", str(SAMPLES), "-o", str(folder / "samples.html")], ["check", *plans, "-o", str(folder / "links.html")]):
        done = CliRunner().invoke(main.app, [*args, "--quiet"])
        if done.exit_code:
            raise SystemExit(done.output)


def pictures(folder: Path) -> list[Path]:
    """Write the pictures into a folder. Needs playwright and a Chromium on the path."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("no Chromium found: apt-get install chromium fonts-noto-cjk")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        pages(Path(made))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB", reduced_motion="reduce")
        for name, (html, fragment) in PICTURES.items():
            page.goto("about:blank")
            page.goto((Path(made) / html).as_uri() + fragment)
            page.wait_for_timeout(500)
            page.screenshot(path=folder / name)
        browser.close()
    return [folder / name for name in PICTURES]


if __name__ == "__main__":
    for picture in pictures(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "img"):
        print(f"{picture}: {picture.stat().st_size // 1000} kB")
