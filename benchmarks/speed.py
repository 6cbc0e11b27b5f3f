"""How fast is the path from text to rows? Characters a second on one core, for the whole and for each stage.

    python -m benchmarks.speed [FOLDER] [--repeat N]

FOLDER defaults to the gold documents beside the project, else to data/samples. Prints; asserts nothing.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from benchmarks.folders import DEV_GOLD, ROOT, SAMPLES, there
from pipeline.clean import clean
from pipeline.find import runs
from pipeline.lang import language
from pipeline.layout import blocks as lay_out
from pipeline.read import read
from pipeline.read.metadata import describe
from pipeline.run import extract_document
from pipeline.sentences import split
from pipeline.types import Document

T = TypeVar("T")


def best(function: Callable[[], T], *, rounds: int = 3) -> tuple[float, T]:
    """The shortest of some runs, in seconds, and what the last one gave."""
    seconds = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        result = function()
        seconds = min(seconds, time.perf_counter() - start)
    return seconds, result


def whole(documents: list[Document]) -> None:
    """Prints characters a second for each language and for all, from text in memory to rows."""
    languages = [describe(d, d.text, lay_out(clean(d.text).text)).lang for d in documents]
    for lang in ("zh", "en", "all"):
        chosen = [d for d, own in zip(documents, languages, strict=True) if lang in (own, "all")]
        size = sum(len(d.text) for d in chosen)
        if not size:
            continue
        seconds, _ = best(lambda chosen=chosen: [extract_document(d) for d in chosen])  # type: ignore[misc]
        print(f"{lang:>4}: {size:>9,} characters  {size / seconds:>10,.0f} characters/s on one core  ({seconds * 1e6 / size:.2f} µs a character)")


def stages(documents: list[Document]) -> None:
    """Prints microseconds a character for the stages that can be run apart, by language."""
    totals: dict[tuple[str, str], float] = {}
    sizes: dict[str, int] = {}
    for document in documents:
        seconds, aligned = best(lambda document=document: clean(document.text))  # type: ignore[misc]
        text = aligned.text
        laying, blocks = best(lambda text=text, document=document: lay_out(text, lang=document.lang))  # type: ignore[misc]
        lang: str = describe(document, text, blocks).lang or "en"
        sizes[lang] = sizes.get(lang, 0) + len(text)
        splitting, sentences = best(lambda text=text, blocks=blocks: split(text, blocks))  # type: ignore[misc]
        spent = {"clean": seconds, "layout": laying, "sentences": splitting, "temporal": 0.0, "quantity": 0.0, "agency": 0.0}
        for start, end, run_lang in runs(blocks):
            words, run = language(run_lang), text[start:end]
            inside = [(s.start - start, s.end - start) for s in sentences if start <= s.start < end]
            took, times = best(lambda words=words, run=run: words.temporal(run))  # type: ignore[misc]
            spent["temporal"] += took
            spent["quantity"] += best(lambda words=words, run=run, times=times: words.quantity(run, [(t.start, t.end) for t in times]))[0]  # type: ignore[misc]
            spent["agency"] += best(lambda words=words, run=run, inside=inside: words.agency(run, inside))[0]  # type: ignore[misc]
        for stage, value in spent.items():
            totals[lang, stage] = totals.get((lang, stage), 0.0) + value
    for (lang, stage), value in sorted(totals.items()):
        print(f"{lang:>4} {stage:<10} {value * 1e6 / sizes[lang]:.2f} µs a character")


def start_up() -> None:
    """Prints the time from process start to written jsonl for one short document, and of --help."""
    with TemporaryDirectory() as folder:
        text = SAMPLES.glob("*.txt")
        source = Path(folder) / "document.txt"
        source.write_text(max((p.read_text(encoding="utf-8") for p in text), key=len)[:3000], encoding="utf-8")
        for name, command in (("extract one 3,000-character document", ["extract", str(source), "-o", f"{folder}/out.jsonl"]), ("--help", ["--help"])):
            seconds, _ = best(lambda command=command: subprocess.run([sys.executable, str(ROOT / "main.py"), *command], check=True, capture_output=True))  # type: ignore[misc]
            print(f"{name}: {seconds:.2f} s from process start")


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
