"""Where do the benchmarks find their texts? The folders of the project, and the gold that may lie beside it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "data" / "samples"
OWN_GOLD = ROOT / "data" / "gold"
DEV_GOLD = ROOT.parent / "shared" / "gold" / "dev"
"""Not there in every checkout."""


def there(*folders: Path) -> list[Path]:
    """Those of the folders that are there."""
    return [f for f in folders if f.is_dir()]
