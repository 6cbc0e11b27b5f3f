"""How do pictures in the notebooks look? One plain style, in a font that has Chinese: Noto Sans SC (OFL), shipped by the package zhplot."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

BLUE, GREEN, RED, GREY = "#3b6fb6", "#5aa469", "#d1495b", "#9aa3ad"
"""Colours for what is to be done, what is reported as done, what is alarming, and everything else."""


def use() -> None:
    """Set style and font of matplotlib for this process."""
    import matplotlib as mpl
    from matplotlib.font_manager import FontProperties, fontManager

    fontManager.addfont(font())
    name = FontProperties(fname=font()).get_name()
    mpl.rcParams.update(
        {
            "font.family": [name, "sans-serif"],
            "axes.unicode_minus": False,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.edgecolor": "#c5cad0",
            "axes.titlelocation": "left",
            "axes.titlesize": 13,
            "axes.titlepad": 12,
            "axes.grid": True,
            "axes.grid.axis": "x",
            "axes.axisbelow": True,
            "grid.color": "#eceef1",
            "xtick.color": "#555b63",
            "ytick.color": "#30353b",
            "ytick.left": False,
            "figure.figsize": (8.5, 4.2),
            "figure.dpi": 90,
            "savefig.bbox": "tight",
            "legend.frameon": False,
        }
    )


def font() -> Path:
    """The font file. It is found without importing the package, which would set a style of its own."""
    found = find_spec("zhplot")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("the notebooks need a Chinese font: pip install -r requirements-notebooks.txt")
    return Path(found.origin).parent / "fonts" / "NotoSansSC-Regular.ttf"
