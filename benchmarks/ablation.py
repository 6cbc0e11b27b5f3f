"""What does each kind of context add to the words of a sentence, when it is judged to promise, report or tell?

    python -m benchmarks.ablation [FOLDER...] [--markdown]

Measures folders of gold (default: ../shared/gold/dev where it is, and data/gold) with the words of the sentence alone, then with one kind of context after
the other, then with each kind left out. For each folder: the share of sentences with the right class; of the gold rows, the share that is found with the
right status.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.folders import DEV_GOLD, OWN_GOLD, there
from pipeline import statements
from pipeline.evaluate.report import Figures, evaluate
from pipeline.lang import Language, language
from pipeline.statements import weigh
from pipeline.types import Lang


@dataclass(frozen=True, slots=True)
class Context:
    """A kind of context, and what must be put in the place of parts of `pipeline.statements` so that it is not seen."""

    name: str
    without: Callable[[], Mapping[str, Any]]


def _no_drift() -> Mapping[str, Any]:
    def silent(lang: Lang) -> Language:
        return replace(language(lang), admits=lambda _: False)

    return {"drifted": lambda *_: 0.0, "language": silent}


CONTEXTS = (
    Context("headings", lambda: {"mode_of_section": lambda *_: None}),
    Context("lead-ins and lists", lambda: {"weigh": _blind(lead=None, lead_class=None)}),
    Context("times named", lambda: {"weigh": _blind(times=())}),
    Context("neighbouring sentences", _no_drift),
    Context("kind of document", lambda: {"mode_of_document": lambda *_: None}),
)


def _blind(**unseen: Any) -> Callable[..., Any]:
    """The weighing of evidence, blind to these arguments."""
    return _Weighing(unseen)


@dataclass(frozen=True, slots=True)
class _Weighing:
    unseen: Mapping[str, Any]

    def __call__(self, reading: Any, phrase: str, times: Any, agencies: Any, measured: bool, **known: Any) -> Any:
        unseen = dict(self.unseen)
        times = unseen.pop("times", times)
        return weigh(reading, phrase, times, agencies, measured, **(known | unseen))


@contextmanager
def without(contexts: Sequence[Context]) -> Iterator[None]:
    """While this lasts, sentences are judged without these kinds of context."""
    parts: dict[str, Any] = {}
    unseen: dict[str, Any] = {}
    for context in contexts:
        for name, instead in context.without().items():
            if isinstance(instead, _Weighing):
                unseen |= instead.unseen
            else:
                parts[name] = instead
    if unseen:
        parts["weigh"] = _Weighing(unseen)
    with ExitStack() as stack:
        for name, instead in parts.items():
            stack.enter_context(patch.object(statements, name, instead))
        yield


def measure(folder: Path, left_out: Sequence[Context]) -> tuple[float, float]:
    """Share of sentences with the right class, and of gold rows found with the right status."""
    with without(left_out):
        figures: Figures = evaluate(folder).figures
    row = figures["row"]
    return figures["statement"]["acc"], row["status"] * row["r"]


def steps() -> list[tuple[str, list[Context]]]:
    """What is compared: a name, and the kinds of context that are left out."""
    ladder = [("words of the sentence alone", list(CONTEXTS))]
    ladder += [(f"+ {c.name}", list(CONTEXTS[n + 1 :])) for n, c in enumerate(CONTEXTS)]
    return ladder + [(f"all but {c.name}", [c]) for c in CONTEXTS]


def table(folders: Sequence[Path], *, markdown: bool = False) -> str:
    """The figures as lines of a table."""
    names = [f.resolve().name for f in folders]
    head = ["context", *(f"{name}: {what}" for name in names for what in ("class", "row status"))]
    rows = [[name, *(f"{share:.3f}" for folder in folders for share in measure(folder, left_out))] for name, left_out in steps()]
    if markdown:
        return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows])
    widths = [max(len(row[n]) for row in [head, *rows]) for n in range(len(head))]
    return "\n".join(
        "  ".join(f"{cell:<{w}}" if n == 0 else f"{cell:>{w}}" for n, (cell, w) in enumerate(zip(row, widths, strict=True))) for row in [head, *rows]
    )


def main() -> None:
    """Reads the arguments, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--markdown", action="store_true")
    asked = parser.parse_args()
    folders = asked.folders or there(DEV_GOLD, OWN_GOLD)
    print(table(folders, markdown=asked.markdown))


if __name__ == "__main__":
    main()
