"""How good and how fast is each backend that is installed, beside the rules? Figures on the gold documents, side by side.

    python -m benchmarks.backends                            # the rules, each model that is here beside them, and alone
    python -m benchmarks.backends --backend rules+hanlp:DIR  # these (may be given again)
    python -m benchmarks.backends --write                    # and put the table into docs/models.md, the figures into models/registry.toml

Each backend runs in a process of its own. Seconds are CPU seconds of all threads, so that they say the same on a busy machine.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.folders import DEV_GOLD, OWN_GOLD, ROOT, there
from pipeline.backends import RULES, SCHEMES, backends, beside_rules, check_backend
from pipeline.errors import PolicyError
from pipeline.evaluate.annotated import gold_texts, read_gold
from pipeline.evaluate.report import Figures, evaluate
from pipeline.models.registry import FILE, registry
from pipeline.read import read
from pipeline.run import extract_document

PAGE = ROOT / "docs" / "models.md"
START, END = "<!-- measured by benchmarks.backends -->", "<!-- end -->"
HEAD = ("backend", "documents", "agency P", "R", "F1", "statement acc.", "row F1", "whole row F1", "dropped", "characters/s", "load s", "memory MB")


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one backend: by the name of the gold folder, then characters a CPU second over all of them, CPU seconds to load its models,
    the most memory in bytes, and how many spans were dropped because the text does not hold them."""

    backend: str
    figures: dict[str, dict[str, float]]
    speed: float
    load: float
    memory: int
    unlocated: int


def measure(backend: str, folders: Sequence[Path]) -> Measured:
    """Measure in this process."""
    start = time.process_time()
    backends(backend)
    load = time.process_time() - start
    documents = [d for folder in folders for d in read(gold_texts(folder, read_gold(folder)))]
    for document in documents:
        extract_document(document, backend=backend)  # word lists and patterns are loaded, which every backend needs
    start = time.process_time()
    unlocated = sum(extract_document(d, backend=backend).unlocated for d in documents)
    seconds = time.process_time() - start
    figures = {folder.name: _chosen(evaluate(folder, backend=backend).figures) for folder in folders}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Measured(backend, figures, sum(len(d.text) for d in documents) / seconds, load, memory, unlocated)


def _chosen(figures: Figures) -> dict[str, float]:
    agency, row = figures["agency"], figures["row"]
    return {
        "agency_p": agency["p"],
        "agency_r": agency["r"],
        "agency_f1": agency["f1"],
        "statement_acc": figures["statement"]["acc"],
        "row_f1": row["f1"],
        "whole_row_f1": row["whole_row_f1"],
    }


def installed() -> list[str]:
    """The rules, then each model of the registry that proposes and is here, beside the rules and alone."""
    out = [RULES]
    for model in registry():
        if not SCHEMES[model.scheme].proposes or model.task == "embedding":
            continue
        try:
            check_backend(model.backend)
        except PolicyError:
            continue
        out += [f"{RULES}+{model.backend}", model.backend]
    return out


def apart(backend: str, folders: Sequence[Path]) -> Measured:
    """Measure in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.backends", "--one", backend, *map(str, folders)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{backend}: {done.stderr}")
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def table(measured: Sequence[Measured]) -> str:
    """A table in Markdown: a line for each backend and folder."""
    lines = ["| " + " | ".join(HEAD) + " |", "|" + " --- |" * len(HEAD)]
    for m in measured:
        for folder, figures in m.figures.items():
            cells = [f"`{m.backend}`", folder, *(f"{figure:.3f}" for figure in figures.values()), str(m.unlocated)]
            cells += [f"{m.speed:,.0f}", f"{m.load:.1f}", f"{m.memory / 1e6:,.0f}"]
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def with_table(page: str, made: str) -> str:
    """The page with this table between its marks.

    >>> with_table(f"a\\n{START}\\nold\\n{END}\\nb\\n", "new")
    'a\\n<!-- measured by benchmarks.backends -->\\nnew\\n<!-- end -->\\nb\\n'
    """
    before, _, rest = page.partition(START)
    return f"{before}{START}\n{made}\n{END}{rest.partition(END)[2]}"


def with_figures(text: str, figures: Mapping[str, Mapping[str, float]]) -> str:
    """The text of the registry with these figures (by backend) in the entries of their models.

    >>> with_figures('[[model]]\\nname = "a"\\nscheme = "spacy"\\n', {"spacy:a": {"agency_f1": 0.5}})
    '[[model]]\\nname = "a"\\nscheme = "spacy"\\nfigures = { agency_f1 = 0.5 }\\n'
    """
    head, *entries = re.split(r"(?m)^(?=\[\[model\]\]$)", text)
    out = [head]
    for entry in entries:
        name, scheme = (match.group(1) if (match := re.search(rf'(?m)^{key} = "(.*)"$', entry)) else "" for key in ("name", "scheme"))
        if measured := figures.get(f"{scheme}:{name}" if name else scheme):
            said = ", ".join(f"{key} = {round(figure, 4)}" for key, figure in measured.items())
            body = re.sub(r"(?m)^figures = .*\n", "", entry)
            end = len(body.rstrip("\n"))
            entry = f"{body[:end]}\nfigures = {{ {said} }}\n{body[end + 1 :]}"
        out.append(entry)
    return "".join(out)


def main() -> None:
    """Reads the arguments, measures, prints, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, help="gold folders [default: dev, where it lies beside the project, and data/gold]")
    parser.add_argument("--backend", action="append")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    folders = asked.folders or there(DEV_GOLD, OWN_GOLD)
    if asked.one:
        print(json.dumps(asdict(measure(asked.one, folders))))
        return
    measured = []
    for name in asked.backend or installed():
        measured.append(apart(name, folders))
        print(table(measured[-1:]).splitlines()[-1], file=sys.stderr)
    print(table(measured))
    if asked.write:
        PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8"), table(measured)), encoding="utf-8")
        # in the registry: the model beside the rules, on the documents of the project itself
        own = OWN_GOLD.name
        beside = {m.backend.removeprefix(f"{RULES}+"): m for m in measured if beside_rules(m.backend) and m.backend != RULES and own in m.figures}
        figures = {name: {**m.figures[own], "characters_per_second": round(m.speed), "load_seconds": m.load} for name, m in beside.items()}
        FILE.write_text(with_figures(FILE.read_text(encoding="utf-8"), figures), encoding="utf-8")


if __name__ == "__main__":
    main()
