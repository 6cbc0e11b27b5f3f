"""How does a gold document come out of marked-up text?

`python data/gold/compile.py` writes gold/NAME.txt, gold/NAME.json and samples/NAME.txt from gold/src/NAME.txt;
no sample is written where the head of the source says `sample: no`.

Gold is written by hand as marked text, so that nobody counts offsets. A source file has three parts:

    lang: zh
    doc_date: 2024-02-01
    %%TEXT
    ⟪C ⟦A 各市|r⟧要在⟦T 2024年6月底前|by 2024-06-30⟧完成⟦Q 300所以上|>=300 count 乡村学校⟧乡村学校改造。⟫
    %%ROWS
    [binding]
    ev  各市要在2024年6月底前完成300所以上乡村学校改造
    act 完成 ... 乡村学校改造
    ind 乡村学校改造
    tgt 300所以上
    by  2024年6月底前
    ag  各市

`⟪C …⟫` is a statement (C commitment, A achievement, O other), `⟦K words|value⟧` a mention:

* T: `2024`, `2024-06`, `2024-06-30`, `FY2024`, `A..B` (a side may be empty), before it `by`, `after` (to the open end), `from_to`;
  `P4Y` a duration, `set P1Y` a repetition, `PAST` `PRESENT` `FUTURE`.
* Q: `[inc|dec] [>=|>|<=|<|~]NUMBER[..MAX] UNIT [noun]`; NUMBER may be written `80e8`.
* A: the first letters of the role (r responsible, l lead, s support, v supervisor, i issuer, o other), then the name where it is not the words themselves.

A row begins with `[binding]`, `[planned]`, `[aspirational]` or `[achieved]`; rows stand in text order. `ev` is found in the text
from the evidence of the row before on (` ⋯ ` stands for words left out); `act` is the evidence where it is missing; `tgt`, `by` (deadline),
`fr` and `ag` (`; ` between) name mentions by their words: the one inside the evidence, else the last before it; `>words` the next after it;
`words#2` the second inside the evidence; `ag >>` all of the label lines (牵头单位：…) that follow. `due` is the deadline's last day
unless it is given (`due none`); `if` is a condition. Lines that begin with `#` are remarks.
"""

from __future__ import annotations

import argparse
import calendar
import datetime
import itertools
import json
import re
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

GOLD = Path(__file__).resolve().parent
SOURCES = GOLD / "src"
SAMPLES = GOLD.parent / "samples"

KINDS = {"T": "temporal", "Q": "quantity", "A": "agency"}
CLASSES = {"C": "commitment", "A": "achievement", "O": "other"}
ROLES = {"r": "responsible", "l": "lead", "s": "support", "v": "supervisor", "i": "issuer", "o": "other"}
MODALITIES = ("binding", "planned", "aspirational")
COMPARATORS = {">=": "ge", ">": "gt", "<=": "le", "<": "lt", "~": "approx", "": "eq"}
RELATIONS = ("in", "by", "after", "from_to")
LABEL_LINE = re.compile(r"^[\s（(]*(?:牵头|责任|主办|配合|协办|实施)(?:单位|部门)[：:].*$", re.MULTILINE)
ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
DATE = re.compile(r"\d{4}-\d\d-\d\d")
DURATION = re.compile(r"P(?=.)(?:\d+(?:\.\d+)?[YMWD])*(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?")


class GoldError(Exception):
    """A gold source or file that is not as it should be; the message says where and what."""


# ------------------------------------------------------------------------------------------------ values


def days(words: str) -> tuple[str, str]:
    """The first and the last day of a year, fiscal year, month or day.

    >>> days("2024-02"), days("FY2016")
    (('2024-02-01', '2024-02-29'), ('2015-10-01', '2016-09-30'))
    """
    if fiscal := re.fullmatch(r"FY(\d{4})", words):
        year = int(fiscal[1])
        return f"{year - 1}-10-01", f"{year}-09-30"
    parts = [int(p) for p in words.split("-")]
    if len(parts) == 1:
        return f"{parts[0]}-01-01", f"{parts[0]}-12-31"
    if len(parts) == 2:
        last = calendar.monthrange(parts[0], parts[1])[1]
        return f"{words}-01", f"{words}-{last:02d}"
    datetime.date(*parts)
    return words, words


def temporal(spec: str) -> dict[str, Any]:
    """The value of a time mention.

    >>> temporal("by 2024-06-30")
    {'type': 'point', 'from': '2024-06-30', 'to': '2024-06-30', 'rel': 'by'}
    >>> temporal("set P1Y")
    {'type': 'set', 'value': 'P1Y'}
    """
    if spec in ("PAST", "PRESENT", "FUTURE"):
        return {"type": "vague", "value": spec}
    if spec.startswith("set "):
        return {"type": "set", "value": spec[4:].strip()}
    if spec.startswith("P"):
        return {"type": "duration", "value": spec}
    relation, _, rest = spec.rpartition(" ")
    first, dots, last = rest.partition("..")
    start = days(first)[0] if first else None
    end = (days(last)[1] if last else None) if dots else days(first)[1]
    return {"type": "point", "from": start, "to": None if relation == "after" else end, "rel": relation or "in"}


def number(words: str) -> int | float:
    """`80e8` as a number of JSON: whole where it is whole."""
    value = Decimal(words)
    return int(value) if value == value.to_integral_value() else float(value)


def quantity(spec: str) -> dict[str, Any]:
    """The value of a quantity mention.

    >>> quantity("inc >=5.5 percent")
    {'value': 5.5, 'comparator': 'ge', 'unit': 'percent', 'change': 'increase'}
    >>> quantity("6.5..7 percent")["value_max"]
    7
    """
    match = re.fullmatch(r"(?:(inc|dec)\s+)?(>=|<=|>|<|~|)([\d.]+?(?:e\d+)?)(?:\.\.([\d.]+(?:e\d+)?))?\s+(\S+)(?:\s+(.+))?", spec)
    if not match:
        raise GoldError(f"not a quantity: {spec}")
    change, sign, low, high, unit, noun = match.groups()
    out: dict[str, Any] = {"value": number(low)}
    if high:
        out["value_max"] = number(high)
    out["comparator"] = "range" if high and not sign else COMPARATORS[sign]
    out["unit"] = unit
    out["change"] = {"inc": "increase", "dec": "decrease", None: "level"}[change]
    if noun:
        out["noun"] = noun
    return out


def agency(spec: str, text: str, lang: str) -> dict[str, Any]:
    """The value of an agency mention; in English the article is no part of the name."""
    role, _, name = spec.partition(" ")
    return {"name": name or (ARTICLE.sub("", text) if lang == "en" else text), "role": ROLES[role]}


# ------------------------------------------------------------------------------------------------ the marked text


def unmark(marked: str, lang: str) -> tuple[str, list[dict[str, Any]], list[dict[str, Any]]]:
    """The plain text, its mentions and its statements."""
    plain: list[str] = []
    at = 0
    mentions: list[dict[str, Any]] = []
    statements: list[dict[str, Any]] = []
    open_statement: tuple[str, int] | None = None
    i = 0
    while i < len(marked):
        c = marked[i]
        if c == "⟪":
            if open_statement:
                raise GoldError(f"a statement inside a statement: {marked[i : i + 40]}")
            open_statement = (CLASSES[marked[i + 1]], at)
            i += 3
        elif c == "⟫":
            if not open_statement:
                raise GoldError(f"⟫ without ⟪ behind {''.join(plain)[-30:]}")
            label, start = open_statement
            statements.append({"text": "".join(plain)[start:], "class": label, "start": start, "end": at})
            open_statement = None
            i += 1
        elif c == "⟦":
            end = marked.index("⟧", i)
            kind = KINDS[marked[i + 1]]
            words, _, spec = marked[i + 3 : end].rpartition("|")
            value = temporal(spec) if kind == "temporal" else quantity(spec) if kind == "quantity" else agency(spec, words, lang)
            mentions.append({"id": f"m{len(mentions) + 1}", "kind": kind, "text": words, **value, "start": at, "end": at + len(words)})
            plain.append(words)
            at += len(words)
            i = end + 1
        elif c == "⟧":
            raise GoldError(f"⟧ without ⟦ behind {''.join(plain)[-30:]}")
        else:
            plain.append(c)
            at += 1
            i += 1
    if open_statement:
        raise GoldError(f"a statement that does not end: {''.join(plain)[open_statement[1] :][:40]}")
    return "".join(plain), mentions, statements


# ------------------------------------------------------------------------------------------------ the rows


def find_evidence(text: str, words: str, start: int) -> tuple[int, int]:
    """Where the evidence lies, searched from `start` on."""
    head, _, tail = words.partition(" ⋯ ")
    begin = text.find(head, start)
    if begin < 0:
        raise GoldError(f"no such evidence from here on (rows stand in text order): {words}")
    if not tail:
        return begin, begin + len(head)
    end = text.find(tail, begin + len(head))
    if end < 0:
        raise GoldError(f"no such end of evidence: {words}")
    return begin, end + len(tail)


def refer(words: str, evidence: tuple[int, int], mentions: list[dict[str, Any]]) -> dict[str, Any]:
    """The mention that a row names by its words."""
    after = words.startswith(">")
    name, _, nth = words.removeprefix(">").partition("#")
    same = [m for m in mentions if m["text"] == name]
    inside = [m for m in same if evidence[0] <= m["start"] and m["end"] <= evidence[1]]
    if after:
        following = [m for m in same if m["start"] >= evidence[1]]
        if following:
            return following[0]
    elif nth:
        if len(inside) >= int(nth):
            return inside[int(nth) - 1]
    elif len(inside) == 1:
        return inside[0]
    elif inside:
        raise GoldError(f"{words} stands {len(inside)} times in the evidence: write {words}#1")
    else:
        before = [m for m in same if m["end"] <= evidence[0]]
        if before:
            return before[-1]
    raise GoldError(f"no mention {words} for this row")


def following_label_lines(text: str, position: int, mentions: list[dict[str, Any]]) -> list[str]:
    """The agencies of the first label line behind `position` and of the label lines directly under it."""
    lines = list(LABEL_LINE.finditer(text, position))
    if not lines:
        raise GoldError("no label line behind this row")
    start, end = lines[0].span()
    for line in lines[1:]:
        if text[end : line.start()].strip():
            break
        end = line.end()
    return [m["id"] for m in mentions if start <= m["start"] and m["end"] <= end and m["kind"] == "agency"]


def row(head: str, fields: dict[str, str], text: str, mentions: list[dict[str, Any]], start: int) -> dict[str, Any]:
    """One row of gold; `start` is where the evidence of the row before began."""
    unknown = set(fields) - {"ev", "act", "ind", "tgt", "by", "due", "ag", "fr", "if"}
    if unknown or "ev" not in fields:
        raise GoldError(f"a row with {sorted(unknown) or 'no ev'}: {fields}")
    evidence = find_evidence(text, fields["ev"], start)
    words = text[evidence[0] : evidence[1]]
    try:
        target, deadline, frequency = (refer(fields[f], evidence, mentions) if f in fields else None for f in ("tgt", "by", "fr"))
        agencies: list[str] = []
        for name in fields.get("ag", "").split("; ") if fields.get("ag") else []:
            agencies += following_label_lines(text, evidence[1], mentions) if name == ">>" else [refer(name, evidence, mentions)["id"]]
    except GoldError as error:
        raise GoldError(f"{error} | {words}") from None
    due = deadline.get("to") if deadline and deadline["type"] == "point" and deadline["rel"] != "after" else None
    if "due" in fields:
        due = None if fields["due"] == "none" else fields["due"]
    return {
        "status": "achieved" if head == "achieved" else "committed",
        "modality": None if head == "achieved" else head,
        "evidence": {"text": words, "start": evidence[0], "end": evidence[1]},
        "action": fields.get("act", words),
        "indicator": fields.get("ind"),
        "target": target["id"] if target else None,
        "deadline": deadline["id"] if deadline else None,
        "due": due,
        "agencies": agencies,
        "frequency": frequency["id"] if frequency else None,
        "condition": fields.get("if"),
    }


def read_rows(part: str, text: str, mentions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All rows of the third part of a source."""
    rows: list[dict[str, Any]] = []
    start = 0
    heads = re.split(r"^\[(binding|planned|aspirational|achieved)\]\s*$", part, flags=re.MULTILINE)
    for head, body in zip(heads[1::2], heads[2::2], strict=True):
        lines = [line for line in body.splitlines() if line.strip() and not line.startswith("#")]
        fields = {key: value.strip() for key, _, value in (line.partition(" ") for line in lines)}
        new = row(head, fields, text, mentions, start)
        start = new["evidence"]["start"]
        rows.append({"id": f"c{len(rows) + 1}", **new})
    return rows


def head_of(source: str) -> dict[str, str]:
    """The fields above %%TEXT.

    >>> head_of("lang: zh\\nsample: no\\n%%TEXT\\n")
    {'lang': 'zh', 'sample': 'no'}
    """
    return dict(line.split(": ", 1) for line in source.partition("%%TEXT\n")[0].splitlines() if line.strip())


def compile_source(name: str, source: str) -> tuple[str, dict[str, Any]]:
    """The plain text and the gold of one source."""
    _, mark, rest = source.partition("%%TEXT\n")
    marked, mark2, rows = rest.partition("%%ROWS")
    if not mark or not mark2:
        raise GoldError("a source has a head, %%TEXT and %%ROWS")
    meta = head_of(source)
    text, mentions, statements = unmark(marked, meta["lang"])
    doc_date = meta.get("doc_date")
    return text, {
        "doc": name,
        "lang": meta["lang"],
        "doc_date": doc_date if doc_date and doc_date != "none" else None,
        "mentions": mentions,
        "statements": statements,
        "commitments": read_rows(rows, text, mentions),
    }


# ------------------------------------------------------------------------------------------------ validation


def problems(text: str, gold: dict[str, Any]) -> list[str]:
    """Everything that is wrong with a gold file, in words; [] where nothing is."""
    out: list[str] = []
    by_id = {m["id"]: m for m in gold["mentions"]}
    if len(by_id) != len(gold["mentions"]):
        out.append("two mentions with one id")
    if gold["lang"] not in ("zh", "en"):
        out.append(f"lang {gold['lang']}")
    if gold["doc_date"] is not None and not is_date(gold["doc_date"]):
        out.append(f"doc_date {gold['doc_date']}")
    spans = (*gold["mentions"], *gold["statements"], *(c["evidence"] for c in gold["commitments"]))
    out += [f"no slice of the text: {s['text']!r}" for s in spans if text[s["start"] : s["end"]] != s["text"]]
    out += [f"empty, or white space at its edge: {s['text']!r}" for s in spans if not s["text"] or s["text"] != s["text"].strip()]
    for group, name in ((gold["mentions"], "mentions"), (gold["statements"], "statements")):
        for one, other in itertools.pairwise(group):
            if other["start"] < one["end"]:
                out.append(f"{name} overlap or are out of order: {one['text']!r}, {other['text']!r}")
    for m in gold["mentions"]:
        out += mention_problems(m)
    for s in gold["statements"]:
        if s["class"] not in CLASSES.values():
            out.append(f"class {s['class']}")
        if "\n" in s["text"]:
            out.append(f"a statement over a line break: {s['text']!r}")
    for c in gold["commitments"]:
        out += [f"{c['id']} {c['evidence']['text'][:40]!r}: {p}" for p in row_problems(c, gold, by_id)]
    return out


def is_date(value: Any) -> bool:
    """Whether the value is an ISO date that exists."""
    try:
        datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return bool(DATE.fullmatch(value))


def mention_problems(m: dict[str, Any]) -> list[str]:
    """What is wrong with one mention."""
    out = []
    if m["kind"] == "temporal":
        if m["type"] == "point":
            sides = [m["from"], m["to"]]
            if any(s is not None and not is_date(s) for s in sides) or sides == [None, None]:
                out.append(f"dates {sides} of {m['text']!r}")
            elif None not in sides and m["from"] > m["to"]:
                out.append(f"{m['text']!r} ends before it begins")
            if m["rel"] not in RELATIONS:
                out.append(f"relation {m['rel']} of {m['text']!r}")
        elif m["type"] in ("duration", "set"):
            if not DURATION.fullmatch(m["value"]):
                out.append(f"value {m['value']} of {m['text']!r}")
        elif m["type"] != "vague" or m["value"] not in ("PAST", "PRESENT", "FUTURE"):
            out.append(f"type {m['type']} of {m['text']!r}")
    elif m["kind"] == "quantity":
        if m["comparator"] not in (*COMPARATORS.values(), "range") or m["change"] not in ("level", "increase", "decrease"):
            out.append(f"comparator {m['comparator']}, change {m['change']} of {m['text']!r}")
        if (m["comparator"] == "range") != ("value_max" in m):
            out.append(f"range and value_max of {m['text']!r}")
        if (m["unit"] == "count") != ("noun" in m):
            out.append(f"a count has a noun and nothing else has one: {m['text']!r}")
    elif m["role"] not in ROLES.values() or not m["name"]:
        out.append(f"role {m['role']}, name {m['name']} of {m['text']!r}")
    return out


def row_problems(c: dict[str, Any], gold: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> list[str]:
    """What is wrong with one row."""
    out = []
    if not (c["target"] or c["deadline"] or c["frequency"]):
        out.append("neither target nor deadline nor frequency")
    for field, kind in (("target", "quantity"), ("deadline", "temporal"), ("frequency", "temporal")):
        if c[field] and (c[field] not in by_id or by_id[c[field]]["kind"] != kind):
            out.append(f"{field} {c[field]}")
    if c["frequency"] in by_id and by_id[c["frequency"]].get("type") != "set":
        out.append("a frequency that is no set")
    if c["deadline"] in by_id and by_id[c["deadline"]].get("type") == "set":
        out.append("a set as a deadline")
    if any(by_id.get(a, {}).get("role") not in ("responsible", "lead", "support") for a in c["agencies"]) or len(set(c["agencies"])) != len(c["agencies"]):
        out.append("an agency that is none of responsible, lead, support, or stands twice")
    if (c["status"] == "committed") != (c["modality"] in MODALITIES) or c["status"] not in ("committed", "achieved"):
        out.append(f"status {c['status']}, modality {c['modality']}")
    if c["due"] is not None and not (is_date(c["due"]) and c["deadline"]):
        out.append(f"due {c['due']}")
    if bool(c["target"]) != bool(c["indicator"]):
        out.append("target and indicator belong together")
    span = c["evidence"]
    inside = [s for s in gold["statements"] if s["start"] < span["end"] and span["start"] < s["end"]]
    if not inside:
        out.append("evidence outside every statement")
    elif c["target"] and not (span["start"] <= by_id[c["target"]]["start"] and by_id[c["target"]]["end"] <= span["end"]):
        out.append("the target stands outside the evidence")
    return out


# ------------------------------------------------------------------------------------------------ command


def as_json(gold: dict[str, Any]) -> str:
    """The gold file: one mention, statement or row on a line."""
    lines = ["{" + ", ".join(f"{json.dumps(k)}: {json.dumps(gold[k], ensure_ascii=False)}" for k in ("doc", "lang", "doc_date")) + ","]
    for key in ("mentions", "statements", "commitments"):
        items = ",\n  ".join(json.dumps(item, ensure_ascii=False) for item in gold[key])
        lines.append(f' "{key}": [\n  {items}\n ]' + ("," if key != "commitments" else ""))
    return "\n".join(lines) + "\n}\n"


def outputs(path: Path) -> dict[Path, str]:
    """The files that one source gives, with their content; GoldError where the source is wrong."""
    source = path.read_text(encoding="utf-8")
    try:
        text, gold = compile_source(path.stem, source)
    except (GoldError, KeyError, ValueError) as error:
        raise GoldError(f"{path.name}: {error!r}") from error
    if wrong := problems(text, gold):
        raise GoldError(f"{path.name}:\n  " + "\n  ".join(wrong))
    files = {GOLD / f"{path.stem}.txt": text, GOLD / f"{path.stem}.json": as_json(gold)}
    if head_of(source).get("sample") != "no":
        files[SAMPLES / f"{path.stem}.txt"] = text
    return files


def main(argv: list[str] | None = None) -> int:
    """Compile the named sources (all without names); with --check write nothing and say what is out of date. Exit status 1 on any problem."""
    parser = argparse.ArgumentParser(description="marked text -> gold files and samples")
    parser.add_argument("names", nargs="*", help="names of sources without .txt")
    parser.add_argument("--check", action="store_true", help="only compare")
    options = parser.parse_args(argv)
    failed = False
    for path in sorted(SOURCES.glob("*.txt")):
        if options.names and path.stem not in options.names:
            continue
        try:
            files = outputs(path)
        except GoldError as error:
            print(error, file=sys.stderr)
            failed = True
            continue
        for target, content in files.items():
            if options.check:
                if not target.exists() or target.read_text(encoding="utf-8") != content:
                    print(f"{target} is out of date", file=sys.stderr)
                    failed = True
            else:
                target.write_text(content, encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
