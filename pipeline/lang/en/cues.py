"""Which words of an English sentence show that it promises, reports or merely tells?"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import cast

from pipeline.cues import MODAL, TOLD, Cue, CueKind, Reading
from pipeline.lexicon import load
from pipeline.types import Modality

_REVIEW = re.compile(
    r"\b(?:review of|achievements?|accomplishments?|progress (?:made|report)|work (?:we did|done)|results|main work .{0,20}did|looking back|past five years"
    r"|(?:what|how) (?:we|has|have|was|is)\b[^.?]{0,30}\b(?:done|achieved|delivered|accomplished|completed)|(?:done|achieved|delivered|progress|work"
    r"|actions?|delivery) (?:so far|to date)"
    r"|progress (?:against|since)|track record)\b",
    re.I,
)
_PLAN = re.compile(
    r"\b(?:goals?|targets?|objectives?|requirements?|tasks?|plans?|implementation|actions?|measures|duties|responsibilities|"
    r"priorities|arrangements|roadmap|steps?|coordination|work for|suggestions|"
    r"accountability|resources|mechanisms|provisions|deliverables|milestones|commitments|(?:we|government) will|will do|looking (?:ahead|forward)"
    r"|ways? forward|ambitions?)\b",
    re.I,
)
_ASIDE = re.compile(r"\b(?:background|context|purpose|definitions?|introduction|situation|challenges|general provisions|authority|scope)\b", re.I)
_NOTES = re.compile(r"^\W*(?:footnotes?|endnotes?|notes|references|sources?|bibliography|glossary|appendix [a-z]: definitions|definitions)\W*$", re.I)
_OPENING = re.compile(
    r"^\W*(?:\([a-zA-Z\d]{1,4}\)\s*|(?:and|also|furthermore|moreover|in addition|at the same time|meanwhile|then|first|second|"
    r"third|fourth|fifth|finally|[a-z]+ly)\b[,:]?\s*)*(?:to\s+)?(?P<word>[A-Za-z\-]+)",
    re.I,
)
_ADVERBIAL = re.compile(
    r"^\W*(?:in|on|by|for|with|within|during|to|through|as|at|under|after|before|beginning|starting|based on|no later than)\b[^,;:]{2,160},\s*", re.I
)
_WE = re.compile(r"\bwe (?:also |[a-z]+ly )?(?P<word>[a-z]+)\b")
_STATIVE = frozenset({"have", "be", "face", "know", "see", "mean", "believe", "recognize", "consider", "say", "find", "become", "stand"})
_OBJECT = re.compile(r" (?:the|an?|our|its|their|new|and|more|over|some|all|\d)")
_BRACKET = re.compile(r"\W*\(")
_WORD = re.compile(r"[a-z]+")
# a past tense: a word behind a noun, not behind an auxiliary or article
_PAST = re.compile(r"(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bas )(?<!\bthe )(?<!\ba )(?<!\bnewly )(?<=[a-z] )(?P<word>[a-z]{3,})\b(?! by\b)(?! forth\b)")
# the benefits that should be considered: a duty told of, not laid down
_RELATIVE = re.compile(r"(?<=[a-z] )(?:that|which|who) (?:also |then )?\Z")
_LEAD_IN = re.compile(r"\bas follows\W*$")


@cache
def _table() -> dict[str, list[tuple[int, re.Pattern[str], CueKind, int]]]:
    """The cues by the words that wake them."""
    out: dict[str, list[tuple[int, re.Pattern[str], CueKind, int]]] = {}
    for number, row in enumerate(load("cues_en", key=("cue",))):
        cue = (number, re.compile(row["pattern"]), cast(CueKind, row["kind"]), int(row["weight"]))
        for word in row["trigger"].split():
            out.setdefault(word, []).append(cue)
    return out


@cache
def _verbs() -> tuple[frozenset[str], frozenset[str]]:
    rows = load("verbs_en", key=("base",))
    return frozenset(r["base"] for r in rows), frozenset(_gerund(r["base"]) for r in rows)


@cache
def _pasts() -> frozenset[str]:
    return frozenset(r["past"] for r in load("verbs_en", key=("base",)) if r["past"] != r["base"])


def _gerund(base: str) -> str:
    if base in {"cut", "put", "set", "plan", "ban", "run", "stop", "submit", "commit", "get", "begin", "transfer", "win"}:
        return base + base[-1] + "ing"
    return (base[:-1] if base.endswith("e") and base != "be" else base) + "ing"


def read(sentence: str) -> Reading:
    """The cues of one sentence (clean text), in text order.

    >>> [(c.kind, c.weight) for c in read("All schools should complete the task.").cues]
    [('binding', 30)]
    >>> read("Improve and keep stable our policies.").imperative
    True
    """
    low = sentence.lower()
    words = set(_WORD.findall(low))
    table = _table()
    awake = {cue[0]: cue for word in words & table.keys() for cue in table[word]}
    cues = [Cue(m.start(), m.end(), kind, weight) for _, (_, pattern, kind, weight) in sorted(awake.items()) for m in pattern.finditer(low)]
    if "we" in words:
        cues += [Cue(m.start(), m.end(), "planned", 15) for m in _WE.finditer(low) if m["word"] in _verbs()[0] and m["word"] not in _STATIVE]
    if "that" in words or "which" in words or "who" in words:
        cues = [replace(c, weight=min(c.weight, TOLD)) if c.kind in MODAL and _RELATIVE.search(low, 0, c.start) else c for c in cues]
    if not words.isdisjoint(_pasts()) and not any(c.weight >= 18 and c.kind != "other" for c in cues):
        opened = _OPENING.match(sentence)
        if opened and sentence[:1].islower() and opened["word"].lower() in _pasts() and _OBJECT.match(low, opened.end()):
            cues.append(Cue(opened.start("word"), opened.end("word"), "done", 20))  # "; and formulated and implemented a program …"
        cues += [Cue(m.start(), m.end(), "done", 14) for m in _PAST.finditer(low) if m["word"] in _pasts()]
    cues.sort(key=lambda c: c.start)
    return Reading(tuple(cues), imperative(sentence), sentence.rstrip().endswith(":") or ("as follows" in sentence and _LEAD_IN.search(sentence) is not None))


def imperative(clause: str) -> bool:
    """Does the clause open with a base verb or a list item's -ing form, perhaps behind an adverbial (By 2025, …)?"""
    bases, gerunds = _verbs()
    at = 0
    for _ in range(3):
        opening = _OPENING.match(clause[at:])
        if opening:
            word = opening["word"].lower()
            if word in bases:
                return True
            if word in gerunds and _BRACKET.match(clause):
                return True
        adverbial = _ADVERBIAL.match(clause[at:])
        if not adverbial:
            return False
        at += adverbial.end()
    return False


def is_verb(word: str) -> bool:
    """Is the word a form of a verb of action (build, building, built)?"""
    bases, gerunds = _verbs()
    low = word.lower()
    return low in bases or low in gerunds or low in _pasts()


def mode(heading: str) -> str | None:
    """What a heading announces: "review" (work done), "plan", "aside" (background, definitions), "notes" (footnotes, sources) or None.

    >>> mode("Section 3. Sustainability Goals for Agencies"), mode("Background"), mode("Review of our work in 2021")
    ('plan', 'aside', 'review')
    """
    if _NOTES.search(heading):
        return "notes"
    if _REVIEW.search(heading):
        return "review"
    if _PLAN.search(heading):
        return "plan"
    return "aside" if _ASIDE.search(heading) else None


_LABEL = re.compile(
    r"^\W*(?:lead|leading|responsible|supporting|support|participating|implementing|cooperating|undertaking)?\s*(?:agenc(?:y|"
    r"ies)|units?|bod(?:y|ies)|departments?|offices?|organi[sz]ers?|responsib(?:le|ility)|lead|leads)\s*:",
    re.I,
)
_DOCUMENT_PLAN = re.compile(
    r"\b(?:plan|order|memorandum|directive|decision|strategy|resolution|policy|notice|opinions|guidelines?|roadmap|outline|"
    r"measures|programme|program|action)\b",
    re.I,
)
_GOVERNMENT_REPORT = re.compile(r"work of the government|government work report", re.I)
_DOCUMENT_REVIEW = re.compile(r"\b(?:results|achievements?|progress report|implementation report|review of|annual report|statistical)\b|\breported\b", re.I)
_PROBLEMS = ("problems", "difficulties", "challenges", "shortcomings", "weaknesses")
_ADMITS = re.compile(rf"\b(?:aware|conscious|recognize|acknowledge|face|facing|exist|remain)\b[^.]{{0,80}}\b(?:{'|'.join(_PROBLEMS)})\b", re.I)
_BARE_LABEL = re.compile(
    r"(?:\([a-zA-Z\d]{1,4}\)\s*)?[A-Z][a-z\-]+(?: (?:and|of|for|the|to|in|on|[A-Z][A-Za-z\-]+)){0,7}\.|(?:Strategy|Action|"
    r"Goal|Pillar|Priority|Chapter|Theme|Objective) [A-Z\d]{1,3}: [A-Z][\w ,'\-]{3,90}"
)
_ENUMERATED = re.compile(r"(?:second|third|fourth|fifth|sixth)(?:ly)?,", re.I)
_RULE = re.compile(r"\bevery (?:\w+ )?(?:year|month|quarter|week|day)s?\b|\beach year\b|\bannually\b")  # the plain present of a rule
_STRIVE = re.compile(r"\bstriv|\baim|\bseek|\bendeavou?r|in principle|\bhope")


def label(line: str) -> bool:
    """Is the line only a label of who is responsible ("Lead agency: Ministry of Education")?

    >>> label("Responsible units: Department of Education, Department of Finance"), label("The Bureau is responsible for it.")
    (True, False)
    """
    return _LABEL.match(line) is not None


def enumerated(sentence: str) -> bool:
    """Is the sentence an enumerated part (second, …) of what the sentences before it tell?"""
    return _ENUMERATED.match(sentence) is not None


def bare_label(phrase: str) -> bool:
    """Is the phrase only the name of what follows ("(a) Coordination.", "Strategy A: Embrace the Future")?"""
    return _BARE_LABEL.fullmatch(phrase) is not None


def admits(sentence: str) -> bool:
    """Does the sentence open a passage that owns up to difficulties ("We are keenly aware of the problems …")?"""
    low = sentence.lower()
    return any(word in low for word in _PROBLEMS) and _ADMITS.search(sentence) is not None


def document_mode(title: str) -> str | None:
    """What a title announces for the whole document; a report on the work of a government holds both and gives None."""
    if _GOVERNMENT_REPORT.search(title):
        return None
    if _DOCUMENT_REVIEW.search(title):
        return "review"
    return "plan" if _DOCUMENT_PLAN.search(title) else None


def modality(phrase: str, reading: Reading, start: int, end: int, *, opening: int, targets: bool) -> Modality:
    """The modality of the clause `[start, end)` of a commitment sentence: its own cue, else the last one before it, else its form.

    >>> p = "By 2025, all schools shall comply."
    >>> modality(p, read(p), 0, len(p), opening=0, targets=False)
    'binding'
    """
    low = phrase.lower()
    own = [c for c in reading.cues if c.kind in MODAL and start <= c.start < end and not (c.kind == "aspirational" and _RELATIVE.search(low, 0, c.start))]
    if any(c.kind == "aspirational" and _STRIVE.search(low, c.start, c.end) for c in own):
        return "aspirational"
    if any(c.kind == "binding" for c in own):
        return "binding"
    if any(c.kind == "aspirational" for c in own):
        return "aspirational"
    if any(c.kind == "planned" and c.weight > 10 for c in own):
        return "planned"
    if targets:
        return "planned"
    carried = [c for c in reading.cues if c.kind in MODAL and c.end <= start and c.weight > 12]
    if carried:
        return MODAL[carried[-1].kind]
    return "binding" if imperative(phrase[opening:end]) or _RULE.search(low, start, end) else "planned"
