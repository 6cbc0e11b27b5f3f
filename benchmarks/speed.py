"""How fast is the path from text to rows? Characters a second on one core, for the whole and for each stage.

    python -m benchmarks.speed [FOLDER] [--repeat N]

FOLDER defaults to the gold documents beside the project, else to data/samples. Prints; asserts nothing.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from benchmarks.folders import DEV_GOLD, SAMPLES, there
from benchmarks.process import cost, short_documents
from benchmarks.stages import STAGES, clocked
from pipeline.clean import clean
from pipeline.layout import blocks as lay_out
from pipeline.read import read
from pipeline.read.metadata import describe
from pipeline.run import extract_document
from pipeline.types import Document, Lang

T = TypeVar("T")


def best(function: Callable[[], T], *, rounds: int = 3) -> tuple[float, T]:
    """The shortest of some runs, in seconds, and what the last one gave."""
    seconds = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        result = function()
        seconds = min(seconds, time.perf_counter() - start)
    return seconds, result


def lang_of(document: Document) -> Lang | None:
    """The language that is found in the text."""
    return describe(document, document.text, lay_out(clean(document.text).text)).lang


def whole(documents: list[Document]) -> None:
    """Prints characters a second for each language and for all, from text in memory to rows."""
    languages = [lang_of(d) for d in documents]
    for lang in ("zh", "en", "all"):
        chosen = [d for d, own in zip(documents, languages, strict=True) if lang in (own, "all")]
        size = sum(len(d.text) for d in chosen)
        if not size:
            continue
        seconds, _ = best(lambda chosen=chosen: [extract_document(d) for d in chosen])  # type: ignore[misc]
        print(f"{lang:>4}: {size:>9,} characters  {size / seconds:>10,.0f} characters/s on one core  ({seconds * 1e6 / size:.2f} µs a character)")


def stages(documents: list[Document]) -> None:
    """Prints microseconds of CPU a character for each stage, by language: the least of three rounds."""
    for lang in ("en", "zh"):
        chosen = [d for d in documents if lang_of(d) == lang]
        size = sum(len(d.text) for d in chosen)
        rounds = []
        for _ in range(3 if chosen else 0):
            with clocked() as clock:
                for document in chosen:
                    extract_document(document)
            rounds.append(clock.spent)
        for stage in STAGES:
            if spent := min((r[stage] for r in rounds), default=0.0):
                print(f"{lang:>4} {stage:<10} {spent * 1e6 / size:.2f} µs a character")


def start_up() -> None:
    """Prints the time from process start to written jsonl for short documents, and of --help."""
    with TemporaryDirectory() as folder:
        commands = {
            f"extract one short document, {name}": ["extract", str(p), "-o", f"{folder}/out.jsonl"] for name, p in short_documents(Path(folder)).items()
        }
        for name, command in (commands | {"--help": ["--help"]}).items():
            print(f"{name}: {min(cost(command).seconds for _ in range(3)):.2f} s from process start")


def main() -> None:
    """Reads the arguments and prints the three reports."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=str(there(DEV_GOLD, SAMPLES)[0]))
    parser.add_argument("--repeat", type=int, default=10, help="how many times each document is read")
    arguments = parser.parse_args()
    documents = [Document(d.doc_id, d.text, lang=d.lang) for d in read([arguments.folder]) if not d.problem]
    for document in documents:  # lexicons are read and patterns compiled before the clock starts
        extract_document(document)
    whole(documents * arguments.repeat)
    stages(documents)
    start_up()


if __name__ == "__main__":
    main()
