"""Do the notebooks run from top to bottom?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_notebook_runs(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Every code cell runs in order, stored without outputs, and the evidence is printed."""
    monkeypatch.chdir(path.parent)
    names: dict[str, Any] = {}
    cells = [c for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"]
    for cell in cells:
        assert cell["outputs"] == []
        exec(compile("".join(cell["source"]), str(path), "exec"), names)
    assert len(names["commitments"]) > 100
    assert names["row"]["evidence"] in capsys.readouterr().out


def test_there_is_a_notebook() -> None:
    """An empty folder would pass the test above."""
    assert NOTEBOOKS
