"""Extract texts with another folder of lexicons, and without some rules: what `benchmarks.left_out` runs in a process of its own.

    python -m benchmarks.without LEXICONS TEXT... [--rule RULE]... [--backend NAME]

Prints the tables, one JSON object a line: {"table": …, "row": …}. The lexicons are read once a process, so the folder is set before
anything else of the pipeline is imported.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

from pipeline import lexicon


def extracted(lexicons: Path, some: Iterable[Path], rules: Collection[str], backend: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The name and the rows of the tables of these texts."""
    lexicon.FOLDER = lexicons
    from pipeline import run
    from pipeline.find import Found, find
    from pipeline.read import read
    from pipeline.write.tables import tables

    def fewer(*args: Any) -> Found:
        found = find(*args)
        return Found(
            [t for t in found.times if t.rule not in rules],
            [q for q in found.quantities if q.extractor not in rules],
            [a for a in found.agencies if a.extractor not in rules],
        )

    with patch.object(run, "find", fewer):
        for extraction in (run.extract_document(document, backend=backend) for document in read(some)):
            for table, rows in tables(extraction).items():
                for row in rows:
                    yield table, row


def main() -> None:
    """Reads the arguments, extracts, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lexicons", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--rule", action="append", default=[], metavar="RULE")
    parser.add_argument("--backend", default="rules", metavar="NAME")
    asked = parser.parse_args()
    for table, row in extracted(asked.lexicons, asked.texts, frozenset(asked.rule), asked.backend):
        print(json.dumps({"table": table, "row": row}, ensure_ascii=False, default=str))


if __name__ == "__main__":
    main()
