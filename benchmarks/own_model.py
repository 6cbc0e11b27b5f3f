"""Is the model of our own worth its place? What it says of documents that it was not trained on, alone and beside the rules.

    python -m benchmarks.own_model [--minutes N] [--foundation DIR] [--curve]

Five folds by document family over data/gold and ../shared/gold/dev. The languages and the rules' own teaching come from ../shared/corpus without the texts
that dev was taken from, once for all folds (kept in --foundation, where given); what is measured is learned only from the other folds, and the probability
from which the model is believed is the best one for them. "Rules left out" are the rules without what only the measured document supports
(benchmarks.left_out), as the rules were made with these documents in view. --curve measures with a part of the gold, and without silver.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from tokenizers import Tokenizer

from benchmarks.folders import DEV_GOLD, OWN_GOLD, SHARED
from benchmarks.left_out import Alone, alone, rows_without
from benchmarks.provenance_texts import texts
from pipeline.backends.own import Own
from pipeline.evaluate.annotated import Annotated, Span, from_rows, read_gold
from pipeline.evaluate.measure import precision_recall, trimmed
from pipeline.evaluate.report import Figures, measure
from pipeline.models.registry import model_named
from pipeline.proposed import Passage
from pipeline.read import read
from pipeline.run import extract_document
from pipeline.training.encoder import Encoder, Size
from pipeline.training.examples import Body, Example, gold_examples, gold_files
from pipeline.training.export import export
from pipeline.training.own import Foundation, lay_foundation, learn_gold
from pipeline.write.tables import tables

FOLDS = 5
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99)
_FAMILY = re.compile(r"(?:\d+_)?(.*?)(?:_zh|_en)?")
_TRANSLATED = {"seed_001": "seed_000"}
"""Two dev documents with names that do not tell that one is a translation of the other."""
_FOLD_SECONDS = 600.0
"""At most; the epochs are few enough to end before."""

Rows = dict[str, list[dict[str, Any]]]


def family(name: str) -> str:
    """What a document is a version of: a text and its translation go into one fold.

    >>> family("04_school_plan_en"), family("gwr2016_zh"), family("seed_001")
    ('school_plan', 'gwr2016', 'seed_000')
    """
    match = _FAMILY.fullmatch(_TRANSLATED.get(name, name))
    assert match is not None
    return match[1]


def folds(names: Iterable[str], *, seed: int) -> dict[str, int]:
    """The fold of each document; families stay together."""
    families = sorted({family(n) for n in names})
    random.Random(seed).shuffle(families)
    return {n: families.index(family(n)) % FOLDS for n in names}


def without_unsure(rows: Rows, threshold: float) -> Rows:
    """The tables without the bodies of which a model is less sure."""
    unsure = [m for m in rows["mentions"] if str(m["extractor"]).startswith("model:") and m["confidence"] < threshold]
    gone = {(m["doc_id"], m["mention_id"]) for m in unsure}
    kept = [m for m in rows["mentions"] if (m["doc_id"], m["mention_id"]) not in gone]
    commitments = [{**c, "agency_ids": [a for a in c.get("agency_ids") or () if (c["doc_id"], a) not in gone]} for c in rows["commitments"]]
    return {**rows, "mentions": kept, "commitments": commitments}


def only(rows: Rows, names: Iterable[str]) -> Rows:
    """The rows of these documents."""
    wanted = set(names)
    return {table: [row for row in some if Path(row["doc_id"]).stem in wanted] for table, some in rows.items()}


def chosen(gold: Mapping[str, Annotated], rows: Rows, fold_of: Mapping[str, int]) -> tuple[Rows, dict[int, float]]:
    """The tables, each fold's with the threshold that is best for the other folds; and those thresholds."""
    out: Rows = {}
    best: dict[int, float] = {}
    for fold in range(FOLDS):
        others = {n: g for n, g in gold.items() if fold_of[n] != fold}
        scored = {t: measure(others, from_rows(without_unsure(only(rows, others), t))).figures["agency"]["f1"] for t in THRESHOLDS}
        best[fold] = max(THRESHOLDS, key=lambda t: (scored[t], t))
        for table, some in without_unsure(only(rows, [n for n in gold if fold_of[n] == fold]), best[fold]).items():
            out.setdefault(table, []).extend(some)
    return out, best


def model_alone(model: Own, told: Sequence[Example], threshold: float) -> dict[str, int]:
    """What the model says of sentences, without any rule: counts of bodies (gold, found, right) and of classes (known, correct)."""
    count = dict.fromkeys(("gold", "found", "right", "known", "correct"), 0)
    for example, said in zip(told, model.propose([Passage(e.text, e.lang) for e in told]), strict=True):
        gold = {trimmed(Span(b.start, b.end, example.text[b.start : b.end])) for b in example.bodies}
        found = {trimmed(Span(a.start, a.end, a.text)) for a in said.agencies if a.probability >= threshold}
        for what, number in (("gold", len(gold)), ("found", len(found)), ("right", len(gold & found))):
            count[what] += number
        if example.statement_class:
            count["known"] += 1
            count["correct"] += max(said.classes, key=lambda c: said.classes[c]) == example.statement_class
    return count


def trained_folds(foundation: Foundation, told: Sequence[Example], fold_of: Mapping[str, int], folder: Path, *, part: float = 1.0) -> dict[int, Path]:
    """A model for each fold, trained on (a part of the documents of) the others."""
    made = {}
    for fold in range(FOLDS):
        documents = sorted({e.document for e in told if fold_of[e.document] != fold})
        taken = set(random.Random(fold).sample(documents, round(part * len(documents))))
        encoder, _ = learn_gold(foundation, [e for e in told if e.document in taken], seconds=_FOLD_SECONDS, epochs=12, seed=fold)
        made[fold] = folder / f"fold{fold}"
        export(encoder, foundation.tokenizer, made[fold], training={"without": fold}, threshold=THRESHOLDS[0])
        print(f"fold {fold}: learned from {len(taken)} documents", file=sys.stderr, flush=True)
    return made


def kept_foundation(folder: Path | None, told: Sequence[Example], *, minutes: float) -> Foundation:
    """The foundation that the folder keeps, else a new one, which it then keeps."""
    if folder and (folder / "foundation.pt").is_file():
        held = torch.load(folder / "foundation.pt", weights_only=True)
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        encoder, bare = (Encoder(Size(tokenizer.get_vocab_size())) for _ in range(2))
        encoder.load_state_dict(held["encoder"])
        bare.load_state_dict(held["bare"])
        silver = tuple(Example(**{**e, "bodies": tuple(Body(**b) for b in e["bodies"])}) for e in held["silver"])
        return Foundation(tokenizer, bare, encoder, silver, held["losses"])
    unlike = [p.read_text(encoding="utf-8") for p in sorted(DEV_GOLD.glob("*.txt"))]
    made = lay_foundation(SHARED / "corpus", told, unlike, seconds=60 * minutes, say=lambda line: print(line, file=sys.stderr, flush=True))
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        made.tokenizer.save(str(folder / "tokenizer.json"))
        states = {"encoder": made.encoder.state_dict(), "bare": made.bare.state_dict()}
        torch.save({**states, "silver": [asdict(e) for e in made.silver], "losses": made.losses}, folder / "foundation.pt")
    return made


def rows_whole(folder: Path, names: Sequence[str], backend: Callable[[str], str]) -> Rows:
    """The rows of the tables of these documents, each extracted by the backend that is named for it."""
    rows: Rows = {}
    for name in names:
        for extraction in (extract_document(d, backend=backend(name)) for d in read([folder / f"{name}.txt"])):
            for table, row in tables(extraction).items():
                rows.setdefault(table, []).extend(dict(r) for r in row)
    return rows


def beside_the_rules(folder: Path, group: str, some: Sequence[Alone], models: Mapping[int, Path], fold_of: Mapping[str, int]) -> Iterator[tuple[str, Figures]]:
    """The figures of a gold folder by the rules, whole and left out, with and without the model of the document's fold."""
    gold = read_gold(folder)

    def beside(name: str) -> str:
        return f"rules+own:{models[fold_of[name]]}"

    for how, rows_by in (("rules", partial(rows_whole, folder, list(gold))), ("rules left out", partial(rows_without, folder, some))):
        yield f"{group}, {how}", measure(gold, from_rows(rows_by(lambda _: "rules"))).figures
        rows, best = chosen(gold, rows_by(beside), fold_of)
        print(f"{group}, {how}: thresholds {best}", file=sys.stderr, flush=True)
        yield f"{group}, {how} + model", measure(gold, from_rows(rows)).figures


def curve(foundation: Foundation, told: Sequence[Example], fold_of: Mapping[str, int]) -> Iterator[str]:
    """Lines of a table: the model alone, with a part of the gold, with and without what the rules taught."""
    for taught, base in (("with silver", foundation), ("without silver", replace(foundation, encoder=foundation.bare, silver=()))):
        for part in (0.25, 0.5, 1.0):
            with TemporaryDirectory() as scratch:
                yield alone_line(f"{part:.0%} of gold, {taught}", trained_folds(base, told, fold_of, Path(scratch), part=part), told, fold_of)


def alone_line(name: str, models: Mapping[int, Path], told: Sequence[Example], fold_of: Mapping[str, int]) -> str:
    """A line of the table: what the models say of the documents of their folds, without any rule."""
    total: Counter[str] = Counter()
    for fold, folder in models.items():
        total.update(model_alone(Own(folder, model_named("own")), [e for e in told if fold_of[e.document] == fold], THRESHOLDS[0]))
    agency = precision_recall(total["gold"], total["found"], total["right"])
    return f"| {name} | {agency['p']:.3f} | {agency['r']:.3f} | {agency['f1']:.3f} | {total['correct'] / total['known']:.3f} | |"


def main() -> None:
    """Reads the arguments, trains, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=15, help="for the foundation")
    parser.add_argument("--foundation", type=Path, metavar="DIR", help="where it is kept")
    parser.add_argument("--curve", action="store_true", help="accuracy over the size of the data")
    asked = parser.parse_args()
    groups = [("own", OWN_GOLD), ("dev", DEV_GOLD)]
    if not DEV_GOLD.is_dir():
        parser.exit(3, f"{DEV_GOLD} is not there\n")
    told = [e for _, folder in groups for e in gold_examples(gold_files(folder))]
    foundation = kept_foundation(asked.foundation, told, minutes=asked.minutes)
    fold_of = folds({e.document for e in told}, seed=7)
    print("| | agency p | r | f1 | statements | rows f1 |\n| --- | --- | --- | --- | --- | --- |")
    if asked.curve:
        for line in curve(foundation, told, fold_of):
            print(line, flush=True)
        return
    with TemporaryDirectory() as scratch:
        models = trained_folds(foundation, told, fold_of, Path(scratch))
        print(alone_line("model alone", models, told, fold_of), flush=True)
        for group, folder in groups:
            for name, found in beside_the_rules(folder, group, alone(texts(), group), models, fold_of):
                agency = found["agency"]
                print(
                    f"| {name} | {agency['p']:.3f} | {agency['r']:.3f} | {agency['f1']:.3f} | {found['statement']['acc']:.3f} | {found['row']['f1']:.3f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
