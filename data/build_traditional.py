"""Which simplified character stands for which traditional one? Writes data/lexicons/traditional_simplified.txt from OpenCC's table.

Run: python data/build_traditional.py   (needs opencc-python-reimplemented; not needed at run time)
"""

from __future__ import annotations

from pathlib import Path

import opencc

SOURCE = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
TARGET = Path(__file__).parent / "lexicons" / "traditional_simplified.txt"
VARIANTS = {"着": "着"}  # kept as they are


def main() -> None:
    """Write two lines of equal length: traditional characters, and the simplified ones in the same order."""
    pairs: dict[str, str] = {}
    for line in SOURCE.read_text(encoding="utf-8").splitlines():
        traditional, _, rest = line.partition("\t")
        simplified = rest.split()[0]
        if len(traditional) == len(simplified) == 1 and traditional != simplified and traditional not in VARIANTS:
            pairs[traditional] = simplified
    TARGET.write_text(
        "# source: OpenCC TSCharacters.txt (BYVoid, Apache License 2.0), from opencc-python-reimplemented 0.1.7; first reading of each character\n"
        + "".join(pairs)
        + "\n"
        + "".join(pairs.values())
        + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
