"""Do the notebooks run, and is what is stored of them what they give: light, without errors, without paths of a machine?"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from notebooks.execute import NOTEBOOKS, executed

MOST_BYTES = 300_000
_PATH = re.compile(r"/(?:home|root|tmp|Users|usr|opt|work)/|site-packages|[A-Z]:\\\\")


def stored(path: Path) -> Any:
    """The notebook as JSON."""
    return json.loads(path.read_text(encoding="utf-8"))


def without_pictures(cell: Any) -> str:
    """The outputs of a cell as text, pictures left out: their bytes are no words."""
    return json.dumps([{k: v for k, v in o.items() if k != "data"} | {k: v for k, v in o.get("data", {}).items() if k != "image/png"} for o in cell["outputs"]])


def shapes(notebook: Any) -> list[list[tuple[str, list[str]]]]:
    """What kinds of outputs each code cell has."""
    return [[(o["output_type"], sorted(o.get("data", {}))) for o in c["outputs"]] for c in notebook["cells"] if c["cell_type"] == "code"]


def test_both_notebooks_are_there() -> None:
    assert [p.stem for p in NOTEBOOKS][:2] == ["01_explore", "02_compare"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_stored_outputs_are_light_and_clean(path: Path) -> None:
    cells = [c for c in stored(path)["cells"] if c["cell_type"] == "code"]
    outputs = [o for c in cells for o in c["outputs"]]
    assert path.stat().st_size < MOST_BYTES
    assert sum("image/png" in o.get("data", {}) for o in outputs) >= 2
    assert [c["execution_count"] for c in cells] == list(range(1, len(cells) + 1))
    assert not [o for o in outputs if o["output_type"] == "error" or o.get("name") == "stderr"]
    assert not [found for c in cells if (found := _PATH.search(without_pictures(c) + "".join(c["source"])))]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_a_fresh_run_gives_what_is_stored(path: Path) -> None:
    """The same kinds of outputs in each cell, and the same words: `python notebooks/execute.py` makes them anew."""
    fresh, kept = executed(path), stored(path)
    assert shapes(fresh) == shapes(kept)
    plain = [["".join(o.get("data", {}).get("text/plain", "")) for c in n["cells"] if c["cell_type"] == "code" for o in c["outputs"]] for n in (fresh, kept)]
    assert plain[0] == plain[1]
