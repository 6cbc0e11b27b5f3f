"""Is the documentation true? Every command in it runs, every help text is what the program prints, every link leads somewhere."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*(ROOT / "docs").glob("*.md"), *ROOT.glob("README*.md")])
SAMPLES = ROOT / "data" / "samples"

_COMMAND = re.compile(r"^(?:    |> )?((?:cat \S+ \| )?python main\.py [^#\n]+?)\s*(?:#.*)?$", re.M)
_PLACEHOLDER = re.compile(r" (?:INPUT|FILE|GOLD|COMMAND|TABLES|EDITED|NAME|A B)\b|\[|\.\./|spark://|tcp://|…|OUT\b|models (?:fetch|train|verify)|--backend")
"""What a synopsis holds, and what needs a cluster, files beside the checkout, a connection or a model (tests/test_models.py, tests/test_backends.py)."""
_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)\s#]+)(?:#[^)]*)?\)")


def commands() -> list[str]:
    """The different commands that the pages show, in order."""
    found: dict[str, None] = {}
    for page in PAGES:
        for match in _COMMAND.finditer(page.read_text(encoding="utf-8")):
            if not _PLACEHOLDER.search(match[1]):
                found.setdefault(match[1].removesuffix(" | less"))
    return list(found)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the documentation speaks of, made of the samples."""
    desk = tmp_path_factory.mktemp("desk")
    zh, en = SAMPLES / "16_county_notice_zh.txt", SAMPLES / "08_action_table_en.txt"
    for folder in ("reports", "more", "notices", "corpus", "pages", "texts"):
        (desk / folder).mkdir()
        shutil.copy(zh, desk / folder)
    shutil.copy(en, desk / "reports")
    shutil.copy(en, desk / "more" / "plan.md")
    for name in ("report.txt", "notice.txt", "plan.txt", "plan2025.txt", "plan_zh.txt"):
        shutil.copy(SAMPLES / "05_school_plan_zh.txt" if "plan" in name else zh, desk / name)
    shutil.copy(SAMPLES / "04_school_plan_en.txt", desk / "plan_en.txt")
    formats = {path.suffix: path for path in (SAMPLES / "formats").iterdir()}
    shutil.copy(formats[".html"], desk / "pages")
    shutil.copy(formats[".pdf"], desk / "plan.pdf")
    for name in ("annex.docx", "report.docx"):
        shutil.copy(formats[".docx"], desk / name)
    shutil.make_archive(str(desk / "pages"), "zip", desk / "pages")
    (desk / "corpus.jsonl").write_text('{"doc_id": "a", "text": "到2025年，覆盖率达到95%以上。", "doc_date": "2021-03-01"}\n', encoding="utf-8")
    (desk / "data").symlink_to(ROOT / "data")
    for arguments in (
        ("extract", "notices", "-o", "tables", "--save-text", "texts"),
        ("extract", "notices", "-o", "commitments.xlsx"),
        ("check", "plan_zh.txt", "plan_en.txt", "-o", "links.jsonl"),
        ("extract", "plan_zh.txt", "-o", "years/2024.parquet"),
        ("extract", "report.txt", "-o", "years/2025.parquet"),
        ("extract", "plan.txt", "-o", "plan2020.xlsx"),
        ("extract", "notices", "-o", "ledger.xlsx", "--profile", "ledger", "--headers", "zh"),
    ):
        subprocess.run([sys.executable, ROOT / "main.py", *arguments, "--quiet"], cwd=desk, check=True)
    reviewed(desk / "commitments.xlsx", desk / "edited.xlsx")
    return desk


def reviewed(book: Path, edited: Path) -> None:
    """The workbook as a person leaves it who accepted the first row."""
    sheets = openpyxl.load_workbook(book)
    sheet = sheets["commitments"]
    column = next(cell.column for cell in sheet[1] if cell.value == "review")
    sheet.cell(2, column).value = "accept"
    sheets.save(edited)


@pytest.mark.parametrize("command", commands())
def test_command_runs(command: str, desk: Path, tmp_path: Path) -> None:
    """As it stands, in a folder that has what it names; 4 is what --fail-on gives."""
    here = tmp_path / "desk"
    shutil.copytree(desk, here, symlinks=True)
    line = command.replace("python main.py", f'"{sys.executable}" "{ROOT / "main.py"}"')
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", line], cwd=here, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode in ((0, 4) if "--fail-on" in command else (0,)), f"{command}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"


def test_there_are_commands() -> None:
    """A pattern that finds none would pass all the above."""
    assert len(commands()) >= 25
    assert {c.split("main.py ")[1].split()[0] for c in commands()} >= {"extract", "show", "check", "evaluate", "schema"}


def test_help_texts_are_current() -> None:
    """`python docs/make_help.py` has nothing to change."""
    spec = importlib.util.spec_from_file_location("make_help", ROOT / "docs" / "make_help.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / "help.md").read_text(encoding="utf-8") == module.page(), "python docs/make_help.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Files that a page links to are there, pictures too."""
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_page_is_in_the_navigation() -> None:
    """A page that no menu shows is read by nobody."""
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("nav:")[1]
    for page in (ROOT / "docs").glob("*.md"):
        assert page.name in navigation, page.name


def test_the_site_builds(tmp_path: Path) -> None:
    """`mkdocs build --strict` has no complaint; skipped where requirements-docs.txt is not installed."""
    pytest.importorskip("material", reason="pip install -r requirements-docs.txt")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "site" / "index.html").exists()
