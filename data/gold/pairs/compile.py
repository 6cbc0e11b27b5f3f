"""How do the gold pairs of the checker come out of their sources?

`python data/gold/pairs/compile.py` writes, from src/NAME.txt, the tables NAME_a.jsonl and NAME_b.jsonl and the pair PAIR_NAME.json.

A source begins with

    relation: successor
    a: zh 2021-03-10 清河市教育规划
    b: zh 2023-05-04 清河市教育规划（修订）

then come groups: rows of a and of b that speak of the same thing, under a line `= VERDICT: differing fields`; a group with rows of one side only is
`dropped`, `new` or `not_mentioned`. A row is

    a [planned] 学前三年毛入园率 :: 到⟦T 2025年|by 2025⟧，学前三年毛入园率达到⟦Q 90%以上|>=90 percent⟧，⟦A 市教育局|l⟧牵头

side, `[modality]` or `[achieved]`, the indicator, `::`, the evidence with its one target, one deadline (T), repetition (`T每年|set P1Y`) and bodies (A, with
the first letter of the role), marked as in data/gold/compile.py. `⟦D words|…⟧` is a deadline that stands elsewhere: it is no part of the evidence.
`⟦C words|⟧` is a condition. A lone `due none` after the indicator's `::` is not needed: a row without T has no due date.
Rows are numbered in the order of the source; those of b in a later plan or report are put into another order, as such documents do.
Lines that begin with `#` are remarks: they say what a near miss tests.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import sys
from pathlib import Path
from typing import Any

PAIRS = Path(__file__).resolve().parent
SOURCES = PAIRS / "src"
MARK = re.compile(r"⟦([TQADC]) ([^|⟧]+)\|([^⟧]*)⟧")
ROW = re.compile(r"([ab]) \[(binding|planned|aspirational|achieved)\] (.*?) :: (.+)")
HEAD = re.compile(r"(zh|en) (\d{4}-\d\d-\d\d) (.+)")
ROLES = {"r": "responsible", "l": "lead", "s": "support"}


def values() -> Any:
    """data/gold/compile.py, which knows how values are written."""
    spec = importlib.util.spec_from_file_location("gold_compile", PAIRS.parent / "compile.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def row(match: re.Match[str], document: tuple[str, str, str, str], gold: Any) -> dict[str, Any]:
    """A row of the source as a row of a commitments table, without its id."""
    _, kind, indicator, marked = match.groups()
    name, lang, doc_date, title = document
    out: dict[str, Any] = {"doc_id": name, "lang": lang, "doc_date": doc_date, "title": title}
    out |= {"status": "achieved"} if kind == "achieved" else {"status": "committed", "modality": kind}
    if indicator != "-":
        out["indicator"] = indicator
    agencies, leads = [], []
    for letter, words, value in MARK.findall(marked):
        if letter == "Q":
            out |= {"target_text": words} | gold.quantity(value)
        elif letter in "TD":
            said = gold.temporal(value)
            if said["type"] == "set":
                out["frequency"] = said["value"]
            else:
                out |= {"deadline_text": words, "relation": said.get("rel")} | ({"due": said["to"]} if said.get("to") else {})
        elif letter == "C":
            out["condition"] = words
        else:
            agencies.append(words)
            leads += [words] if ROLES[value] == "lead" else []
    out |= {"lead_agencies": leads, "agencies": agencies, "evidence": MARK.sub(lambda m: "" if m[1] == "D" else m[2], marked).strip()}
    out["action"] = out["evidence"]
    return {k: v for k, v in out.items() if v not in (None, [], "")}


def compiled(path: Path) -> dict[Path, str]:
    """What stands in the three files that a source gives."""
    gold = values()
    name = path.stem
    lines = [line.rstrip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
    relation = lines[0].removeprefix("relation: ")
    documents: dict[str, tuple[str, str, str, str]] = {}
    for side, line in zip("ab", lines[1:3], strict=True):
        head = HEAD.fullmatch(line.removeprefix(f"{side}: "))
        if head is None:
            raise ValueError(f"{path}: {line}: not `{side}: LANG DATE TITLE`")
        documents[side] = (f"{name}_{side}", *head.groups())  # type: ignore[assignment]  # three groups
    rows: dict[str, list[dict[str, Any]]] = {"a": [], "b": []}
    groups: list[tuple[str, list[str], list[dict[str, Any]], list[dict[str, Any]]]] = []
    for line in lines[3:]:
        if line.startswith("= "):
            verdict, _, fields = line[2:].partition(":")
            groups.append((verdict.strip(), fields.split(), [], []))
            continue
        match = ROW.fullmatch(line)
        if match is None:
            raise ValueError(f"{path}: {line}: no row")
        made = row(match, documents[match[1]], gold)
        rows[match[1]].append(made)
        groups[-1][2 if match[1] == "a" else 3].append(made)
    if relation != "translation":
        rows["b"].sort(key=lambda r: hashlib.sha256(r["evidence"].encode()).hexdigest())
    ids = {id(r): f"c{n}" for side in "ab" for n, r in enumerate(rows[side], 1)}
    links, only = [], {"a": [], "b": []}  # type: ignore[var-annotated]
    for verdict, fields, of_a, of_b in groups:
        links += [{"a": ids[id(x)], "b": ids[id(y)], "verdict": verdict, "fields": fields} for x in of_a for y in of_b]
        for side, alone, others in (("a", of_a, of_b), ("b", of_b, of_a)):
            if not others:
                only[side] += [{"id": ids[id(x)], "verdict": verdict} for x in alone]
    pair = {"a": f"{name}_a", "b": f"{name}_b", "relation": relation, "links": links, "only_a": only["a"], "only_b": only["b"]}
    out = {path.parent.parent / f"PAIR_{name}.json": json.dumps(pair, ensure_ascii=False, indent=1) + "\n"}
    for side in "ab":
        table = [{"commitment_id": ids[id(r)], **r} for r in rows[side]]
        out[path.parent.parent / f"{name}_{side}.jsonl"] = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in table)
    return out


def main() -> None:
    """Write the files of every source."""
    for source in sorted(SOURCES.glob("*.txt")):
        for path, content in compiled(source).items():
            path.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
