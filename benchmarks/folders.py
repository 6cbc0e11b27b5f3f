"""Where do the benchmarks find their texts? The folders of the project, and the gold and corpus that may lie beside it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "data" / "samples"
OWN_GOLD = ROOT / "data" / "gold"
SHARED = ROOT.parent / "shared"
"""Not there in every checkout."""
DEV_GOLD = SHARED / "gold" / "dev"
CORPUS = tuple(SHARED / "corpus" / name for name in ("gwr_zh", "gwr_zh_en", "provinces_2025_zh", "us_memos_en", "us_orders_en"))
"""Whole documents that nobody annotated."""


def there(*folders: Path) -> list[Path]:
    """Those of the folders that are there."""
    return [f for f in folders if f.is_dir()]
