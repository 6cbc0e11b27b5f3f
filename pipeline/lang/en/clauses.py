"""How is an English sentence built: its clauses, conditions, and which times in it are a row's deadline?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from pipeline.clauses import NEAR, Clause, Held
from pipeline.lang.en.cues import imperative, is_verb
from pipeline.lang.en.indicator import indicator as indicator  # what a row measures, asked of the language like all else here
from pipeline.lang.en.indicator import of_lead as of_lead
from pipeline.lang.en.indicator import said_before
from pipeline.lang.en.targets import is_target as is_target

_BREAK = re.compile(
    r",(?!\d)\s*(?:and |or |but |while |with (?=\w+ing|the |an? )|meaning )?|;\s*(?:and )?|"
    r"(?<=\w) and (?=the [\w\- ]{3,60}?(?:will|shall|must|is|are|was|were)\b)|:\s+"
)
_BEGINNING = re.compile(r"(?:starting|beginning|ending|commencing) (?:in|on|from|with|at)\b")
_MARK = re.compile(r"(?:\([a-zA-Z\d]{1,4}\)\s*)*")
_FINITE = re.compile(r"^[^,;]{0,120}?\b(?:will|shall|must|should|is|are|was|were|has|have|had|rose|fell|grew|reached|exceeded|totaled)\b")
_ANY_FINITE = re.compile(
    r"\b(?:will|shall|must|should|is|are|was|were|has|have|had|rose|fell|grew|reached|exceeded|totaled|may|can|[a-z]{3,}ed|[a-z]{3,}ing)\b"
)
_SUBJECT = re.compile(
    r"^\W*(?:and |but |while |with )?(?:the|a|an|all|each|every|our|its|their|this|these|such|no|[A-Z][a-z]+|[a-z]+s|"
    r"[a-z]+)\b[^,;]{0,110}?\b(?:will|shall|must|should|is|are|was|were|has|have|had|rose|fell|grew|reached)\b",
    re.S,
)
_ADVERBIAL = re.compile(
    r"^\W*(?:\([a-zA-Z\d]{1,4}\)\s*)?(?:in|on|by|for|within|during|at|under|after|before|beginning|starting|based on|"
    r"no later than|not later than|where|if|as long as|to|through|from|since|over|until|this|next|last|ensur(?:e|ing) that by|"
    r"it (?:is|was) (?:reported|said|understood|learned|stated) that)\b",
    re.I,
)
_CONDITION = re.compile(
    r"\b(?:If|if|Where|where|When|Unless|unless|Provided|provided that|As long as|as long as|except where|to the extent)\b[^;.]{3,160}?(?=,|;|\.|$)"
)
_NO_CONDITION = re.compile(r"(?:where|Where) (?:we|they|the|there|it)\b")
_DEPENDENT = re.compile(
    r"(?:excluding|including|except|such as|taking into|relative to|subject to|consistent with|as well as|as appropriate"
    r"|together with)\b"
)
# "shall, in consultation with X, within 100 days, publish …": the verb is still to come
_OPEN_MODAL = re.compile(
    r"\b(?:shall|will|must|should),?\s*(?:,\s*)?(?:in|within|with|to the|where|through|as|consistent|by|at|upon|after|before|"
    r"beginning|not later|no later|on|and within)\b"
    r"(?:(?!\b(?:shall|will|must|should)\b)[^;])*$"
)
# "shall develop, in consultation with X (Y), a plan": the object is still to come
_OPEN_OBJECT = re.compile(
    r"\b(?:shall|will|must|should|to) (?:[a-z]+ly )?[a-z]+(?:(?:,| and| or) [a-z]+){0,2}, (?:in (?:close )?(?:consultation|coordination|cooperation"
    r"|collaboration|partnership) with"
    r"|within|not later than|no later than|to the extent|where|as|consistent with|through|subject to|on behalf of)\b[^;]{2,400}$"
)
_OWN_DUTY = re.compile(r"(?:the|an?|each|all|any) [A-Za-z' ]{2,60}? (?:shall|must|will|should)\b")
_OBJECT_OPENS = re.compile(r"(?:an?|the|all|its|their|any|each|such|new|[a-z]+ing|how|whether|to)\b")
_THAT_OPEN = re.compile(r"\bthat(?:,? (?:by|in|on|at|before|after|within|during|until|from|no later than|not later than|starting|beginning) [^,;]{2,60})?$")
_BARE_VERB = re.compile(r"\b(?:will|shall|must|should|to|and)\s+[a-z\-]+$")
_BOUND = re.compile(r"\b(?:later|earlier|sooner|more|less|fewer) than\s*$", re.I)
_BASELINE_BEFORE = re.compile(
    r"(?:\b(?:than|compared (?:to|with|against)|relative to|baseline (?:of|in|year)|versus|vs\.?|against|above|below|"
    r"from that of|that of|equivalent to)\s*(?:[A-Za-z'\- ]{0,40}\s)?(?:the |an? |in )?|\bbaseline of [^,;]{0,80}?(?:in |"
    r"of )?|"
    r"\b(?:over|on|from) (?:the )?)$",
    re.I,
)
_ONWARD = re.compile(r"\s+to\s+(?:about |around |more than |nearly |over )?[\d$]")  # from 41% in 2018 to 56% in 2022
_RELATIVE_TO = re.compile(r"\b(?:relative to|compared (?:to|with)) (?:a|an|the) (?:baseline|level|base)s?\b(?:(?!\bby\b|\bthrough\b|;|\.\s).){0,180}$", re.S)
_RELATIVE = re.compile("[rc](?:elative|ompared) ", re.I)
_BASELINE_AFTER = re.compile(r"(?:'s)?\s+(?:levels?|baseline|figures?|base|(?:constant )?prices?)\b", re.I)
_MOVED_FROM = re.compile(r"\b(?:up|down) from\b(?:[^,;]|(?<=\d),(?=\d)){0,60}$", re.I)  # 2% in 2012, up from 1.4% in 2007
# 65 billion yuan less than last year, 1,200 fewer than in 2010, twice the figure for the previous year
_AS_MUCH_BEFORE = re.compile(
    r"(?:(?:\d|\b(?:hundred|thousand|million|billion|trillion)\b)[^,;]{0,40}\b(?:more|less|fewer) than(?: in)?|"
    r"\b(?:twice|double|triple|half|times) (?:the|that|those)(?: [a-z-]+){0,3}? (?:of|for|in|from)) (?:the )?$",
    re.I,
)
_OVER_YEAR = re.compile(r"\b(?:over|on|from)\s+(?:the\s+)?$", re.I)
_NAMED_YEAR = re.compile(r"(?:^|\b)[Tt]he \d{4} [A-Z][a-z]$")  # the 1992 Consensus
_TITLE_AFTER = re.compile(
    r"\s+(?:[A-Z][\w\-]*\s+)*(?:Conference|Act|Agenda|Summit|Congress|Session|Forum|Agreement|Amendments?|Convention|Protocol"
    r"|Report)\b"
)
_GOAL_AFTER = re.compile(r"'s\s+(?:annual\s+)?(?:targets?|goals?|objectives?|plans?)\b|\s+(?:targets?|goals?)\b", re.I)
_LAW_BEFORE = re.compile(
    r"\b(?:Act|Amendments?|Order(?: \d+)?|Memorandum(?: \d+)?|Directive(?: \d+)?|Report|Agreement|Convention|Pact|Protocol|"
    r"Proclamation(?: \d+)?|Law) (?:of|,|dated|issued on)\s*$|\(\s*$"
    r"|\b(?:Memorandum|Memoranda|Order|Directive|Circular|Policy|Guidance|Proclamation|Notice|Letter)\b[^,;.]{0,90} (?:issued|signed|dated|published"
    r"|released)"
    r"(?: on)?\s*$"
)
_PLAN_FOR = re.compile(
    r"\b(?:plan|plans|outline|program|programme|strategy|blueprint|budget|guidelines|proposals?"
    r"|suggestions?) (?:and [a-z]+ )?for (?:the )?$",
    re.I,
)
_DESCRIBED = re.compile(r"(?:,|\b[a-z]+s?) (?:compensated|paid|elected|appointed|held|convened|published|issued|updated|reviewed|adjusted)\s$")
_AHEAD = re.compile(r"\b(?:will|is to|are to|is expected to|are expected to|is due to|are due to|plans? to|intends? to)\b")
_BEHIND = re.compile(r"\b(?:ha(?:s|ve)|were|was) (?:already|so far|now) [a-z]+(?:ed|en|ne|lt|t)\b|\bso far ha(?:s|ve)\b", re.I)
_COUNTED = re.compile(r"\b(?:has|have|had|were|totaled|stood at|reached)\b")
_LAID = r"(?:issued|adopted|promulgated|enacted|signed|published|released|approved|established|launched|submitted|finalized|taken|made|awarded|proposed)"
# agencies shall review the actions adopted between January 20, 2017, and …: the date of what is acted on
_DONE_BEFORE = re.compile(
    r"\b(?:shall|should|will|must|may|to)\b[^;:]*\b(?!(?:be|been|being|is|are|was|were|have|has|had|and|or|get|not|[a-z]+ly)\b)[\w)]+,? (?:(?:that"
    r"|which) (?:was"
    r"|were) )?"
    rf"(?:{_LAID}(?:, and |, or |, | and | or )){{0,4}}{_LAID} "
    r"(?:on|in|between|before|after|during|since|from|prior to|on or after|on or before)(?: the)?\s*$"
)
# the end of what it says, which is looked for first: its head may reach over the whole sentence
_DONE_END = re.compile(r"(?:ed|made|taken) (?:on|in|between|before|after|during|since|from|prior to|on or after|on or before)(?: the)?\s*$")
_PROGRAM_AFTER = re.compile(
    r"\s+(?:(?!the\b|a\b|an\b|of\b|in\b|on\b|to\b|by\b|for\b|we\b|under\b|will\b|shall\b|should\b|must\b|is\b|are\b|was\b|"
    r"and the\b)[\w\-]+\s+){0,7}(?:[Pp]rogram(?:me)?|[Pp]lan|[Oo]utline|[Ss]trategy|[Bb]udget|[Gg]uidance)\b(?! period)"
)
_SPEND = re.compile(r"\b(?:spend|spends|spent|within|in|over|over the next|for the next|take|takes|use)\s+(?:the\s+|a\s+period\s+of\s+|about\s+)?$", re.I)
_ADJECTIVE = re.compile(r"\s+(?!(?:by|through|until|to|and|or|in|on|at|for|from|with|thereafter|as|starting|beginning|if)\b)[a-z\-]{3,}", re.I)
_ADVERB = re.compile(r"(?:annually|yearly|monthly|weekly|daily|quarterly|biennially|semi-?annually)$", re.I)
_ADVERB_ONLY = re.compile(r"(?:annually|biennially|semi-?annually|every|each|once|per|a)\b", re.I)
_RELATIVE_CLAUSE = re.compile(
    r"(?:which|who|whose|whom)\b(?! (?:[a-z]+ )?(?:stat|requir|sa(?:ys|id)|stipulat|provid|call|set|propos|specif|ma(?:kes|de) it clear|aim|plan"
    r"|clarif|point|emphasi))"
)
_UP_FROM_IN = re.compile(r"\b(?:up|down) from [^,;]{1,30} (?:in|at|by|since) (?:the )?$")
_LEADING = re.compile(
    r"^(?:[\s,;:\-–]|and\b|or\b|of which\b|or an average of\b|with\b|the\b|a total of\b|another\b|meaning\b|that\b|ensur(?:e|ing) that\b|ensuring\b|"
    r"(?:will|shall|must|should|to|we|have|has|had|been|are|is|also|basically|further|strive)\b|\([a-zA-Z]{1,4}\))+",
    re.I,
)
_ENSURES = re.compile(r"(?:and )?ensur(?:e|ing) that\b")
_IF = re.compile(r"\W*(?:if|where|as long as|it (?:is|was))\b", re.I)
_AN_INCREASE = re.compile(r"(?:or an average|an? (?:increase|decrease|reduction|rise|drop|fall))\b")
_FROM_BEFORE = re.compile(r"\bfrom\b(?:[^,;]|(?<=\d),(?=\d)){0,40}$")
_THAN_BEFORE = re.compile(r"\b(?:than|from|of)\s*$")
_EARLIER_YEAR = re.compile(r"(?:the )?(?:last|previous|preceding|prior|(?:(?:fiscal|calendar) year|FY) ?\d{2,4}$|\d{4}$)", re.I)
_CAPITAL_AFTER = re.compile(r"\s+[A-Z]")
_MEANS_TO = r"(?:expect|aim|plan|intend|hope|seek|pledge|promise)s? to|(?:is|are) (?:aiming|planning|seeking|hoping) to"
_MODAL = re.compile(rf"\b(?:will|shall|must|should|{_MEANS_TO})\b")
_AUXILIARY = re.compile(r"\b(?:has|have|had|is|are|was|were)\b")
_LEADING_MODAL = re.compile(rf"^(?:will|shall|must|should|{_MEANS_TO})\s+(?:also\s+)?")
_AND_WORD = re.compile(r"\band (\w+)")
_LED_BY = re.compile(r"(?:to be )?(?:led|coordinated|supervised|implemented) by [^,;]{3,80}")
_SHARED_HEAD = re.compile(r"(.+ (?:of|for|in) (?:the )?)[^,]+\Z")
_OWN_HEAD = re.compile(r"\b(?:of|for|in|rate|ratio|price|income|output|value|volume|number|share|prices|exports|imports|emissions|spending|growth)\b")
_LIST_JOINT = re.compile(r",\s*(?:and\s+)?|\s+and\s+")


def split(phrase: str, spans: Sequence[tuple[int, int]] = ()) -> list[Clause]:
    """The clauses of a sentence; an opening adverbial (By 2025, …) belongs to the clause that it opens, phrases without a verb to the
    clause before; `spans` (mentions) are not cut.

    >>> p = "By 2025, the rate will exceed 95%, and the system will be improved."
    >>> [p[c.start:c.end] for c in split(p)]
    ['By 2025, the rate will exceed 95%', 'the system will be improved']
    """
    pieces: list[tuple[int, int]] = []
    depth = scan = 0
    held = Held(spans)
    modals = [m.start() for m in _MODAL.finditer(phrase)]
    start = _MARK.match(phrase).end()  # type: ignore[union-attr]
    for match in _BREAK.finditer(phrase):
        depth += phrase.count("(", scan, match.start()) - phrase.count(")", scan, match.start())
        scan = match.start()
        if depth > 0 or held.cut(match.start()):
            continue
        if match.start() > start:
            pieces.append((start, match.start()))
        start = match.end()
    if start < len(phrase):
        pieces.append((start, len(phrase)))
    out: list[Clause] = []
    pending: int | None = None
    for at, end in pieces:
        while at < end and phrase[at].isspace():
            at += 1
        end = at + len(phrase[at:end].rstrip(" .;,:!?"))
        if at >= end:
            continue
        words = phrase[at:end]
        finite = _FINITE.match(words) is not None
        if out and pending is None and _goes_with(phrase, out[-1], words, modals):
            out[-1] = replace(out[-1], end=end)
            continue
        if out and pending is None and not _tells(phrase[out[-1].core : out[-1].end]):
            last = out[-1]  # A, B and C shall …: the list of doers is part of the clause
            out[-1] = Clause(last.start, end, last.core, True)
            continue
        forward = (bool(out) and pending is None and phrase[out[-1].start : out[-1].end].endswith((" and", " or", " but"))) or (
            bool(out) and _ENSURES.match(words) is not None and not finite
        )
        if _ADVERBIAL.match(words) and not (finite and not _IF.match(words)) and (not out or pending is not None or forward):
            pending = at if pending is None else pending
            continue
        if (
            out
            and pending is None
            and not _SUBJECT.match(words)
            and not imperative(words)
            and not _AN_INCREASE.match(words)
            and not (words.split(None, 1)[0].endswith("ing") and is_verb(words.split(None, 1)[0]) and not _BEGINNING.match(words))
        ):
            last = out[-1]
            out[-1] = replace(last, end=end)
            continue
        out.append(Clause(at if pending is None else pending, end, at, _SUBJECT.match(words) is not None))
        pending = None
    if pending is not None:
        out.append(Clause(pending, len(phrase.rstrip(" .;,:")), pending, True))
    return out


def _goes_with(phrase: str, clause: Clause, words: str, modals: Sequence[int]) -> bool:
    """Do the words behind a comma go on with the clause before it?"""
    if _BARE_VERB.search(phrase, max(clause.start, clause.end - NEAR), clause.end) and imperative(words):
        return True  # build, rebuild and expand …
    if _THAT_OPEN.search(phrase, max(clause.start, clause.end - NEAR), clause.end):
        return True  # is to ensure that, by the end of August, all schools …
    if words.startswith("to ") or _DEPENDENT.match(words) or _waits(phrase, clause, modals):
        return True  # Requests X, in cooperation with Y, to prepare …
    return bool(_OBJECT_OPENS.match(words)) and not _OWN_DUTY.match(words) and _OPEN_OBJECT.search(phrase, clause.start, clause.end) is not None


def _waits(phrase: str, clause: Clause, modals: Sequence[int]) -> bool:
    """Is the verb of the clause still to come? `modals` are the places of all modal verbs; only behind the last one it may be."""
    last = bisect_left(modals, clause.end) - 1
    return last >= 0 and modals[last] >= clause.start and _OPEN_MODAL.match(phrase, modals[last], clause.end) is not None


def _tells(words: str) -> bool:
    """Has the clause a predicate of its own (a finite verb, or it is an order)?"""
    return _ANY_FINITE.search(words) is not None or imperative(words)


def condition(phrase: str, spans: Sequence[tuple[int, int]] = ()) -> tuple[int, int] | None:
    """An explicit condition (if the rate exceeds 30%; where feasible; as long as …)."""
    for match in _CONDITION.finditer(phrase):
        if not _NO_CONDITION.match(match[0]):
            end = match.end()
            if any(a < end < b for a, b in spans):  # the comma stands inside a date: December 31, 2026
                end = next((i for i in range(max(b for a, b in spans if a < end < b), len(phrase)) if phrase[i] in ",;."), len(phrase))
            return match.start(), end
    return None


def is_baseline(phrase: str, start: int, end: int) -> bool:
    """Is the time only what something is compared with (relative to fiscal year 2008, from 2005 levels, over last year)?"""
    if _BASELINE_AFTER.match(phrase, end) or (_ONWARD.match(phrase, end) and _FROM_BEFORE.search(phrase, max(0, start - NEAR), start)):
        return True
    before = phrase[max(0, start - NEAR) : start]
    near = before[-40:]
    if _UP_FROM_IN.search(before[-80:]):
        return True  # up from 1.4% in 2007
    if phrase[start:end].lower().endswith("ago") and _THAN_BEFORE.search(near):
        return True
    if _OVER_YEAR.search(near):
        return _EARLIER_YEAR.match(phrase[start:end]) is not None
    if (_RELATIVE.search(before) and _RELATIVE_TO.search(before)) or _MOVED_FROM.search(before):
        return True
    if _EARLIER_YEAR.match(phrase[start:end]) and _AS_MUCH_BEFORE.search(before):
        return True
    return _BASELINE_BEFORE.search(before[-140:]) is not None and _BOUND.search(near) is None


_SUPERLATIVE_SINCE = re.compile(
    r"\b(?:(?!(?:interest|request|harvest|west|invest|forest|rest|test|protest)\b)[a-z]+est|first|best|worst|most|least)\b[^,;]{0,60}\bsince\s*$"
)


def looks_ahead(words: str) -> bool:
    """Does a clause of a report tell what is still to come (and the rest will open by May)?"""
    return _AHEAD.search(words) is not None


def looks_back(words: str) -> bool:
    """Does a clause of a promise tell what is done already (320 have already been replaced)?"""
    return _BEHIND.search(words) is not None and _AHEAD.search(words) is None


def until_now(phrase: str, start: int) -> bool:
    """Does a count up to now end at the time (as of June 30)?"""
    return phrase[max(0, start - 10) : start].lower().rstrip().removesuffix(" the").endswith("as of") and _COUNTED.search(phrase) is not None


def goes_on(words: str) -> bool:
    """Does the clause go on with another verb of the subject before it (shall develop, …, and submit)?"""
    return imperative(words)


def tells_aside(words: str) -> bool:
    """Is the clause a relative one that only adds something to what stands before it ("which was hit by a flood in 2008")?"""
    return _RELATIVE_CLAUSE.match(words) is not None


def is_title(phrase: str, start: int, end: int) -> bool:
    """Does the time stand inside a title or the name of a law (the 2030 Agenda, the Clinger-Cohen Act of 1996)?"""
    near = max(0, start - NEAR)
    if phrase[near:start].rstrip().endswith("since") and _SUPERLATIVE_SINCE.search(phrase, 0, start):
        return True  # the fastest growth since 1985
    if _NAMED_YEAR.search(phrase[max(0, start - 4) : end + 3]):
        return True  # the 1992 Consensus
    if phrase[start:end].lower().endswith("century") and _CAPITAL_AFTER.match(phrase, end):
        return True
    if _DONE_END.search(phrase, near, start) and _DONE_BEFORE.search(phrase, 0, start):
        return True
    if _PLAN_FOR.search(phrase, near, start):
        return True  # formulated the plan for the 13th Five-Year Plan period
    if _LAW_BEFORE.search(phrase, near, start):
        return "(" not in phrase[max(0, start - 2) : start] or phrase.startswith(")", end)
    named = phrase[start : start + 4].lower() in ("the ", "fisc") or phrase[max(0, start - 4) : start].lower() == "the "
    return _TITLE_AFTER.match(phrase, end) is not None or (named and _PROGRAM_AFTER.match(phrase, end) is not None)


def is_goal_year(phrase: str, start: int, end: int) -> bool:
    """Does the time only say whose goal was met or missed (surpassing the year's target)?"""
    return _GOAL_AFTER.match(phrase, end) is not None


def duration_is_deadline(phrase: str, start: int, end: int) -> bool:
    """Is the duration the time in which something is to be done (spend four years, within 90 days), not the name of a plan (a three-year plan)?"""
    return _SPEND.search(phrase, max(0, start - NEAR), start) is not None and "-" not in phrase[start:end]


def is_frequency(phrase: str, start: int, end: int) -> bool:
    """Does the repetition modify what is done (annually update, every three years), not a thing (monthly data)?"""
    words = phrase[start:end]
    if words.lower().endswith(("annual", "biennial", "quarterly basis")) or (words.startswith(("24/7", "24x7", "7x24")) and _ADJECTIVE.match(phrase, end)):
        return False
    if _DESCRIBED.search(phrase, 0, start):
        return False  # an officer compensated annually
    if phrase.startswith(" basis", end):
        return _DESCRIBED.search(phrase, 0, start) is None  # on a quarterly basis
    if _ADVERB.search(words) and not _ADVERB_ONLY.match(words):
        return _ADJECTIVE.match(phrase, end) is None
    return True


# shall, within 180 days of the date of this order and in consultation with X, submit …
_AHEAD_OF_VERB = re.compile(
    r"^(?:(?:shall|must|will|should)\b)?(?:,? (?:and )?(?:within|by|no later than|not later than|beginning|starting|to the (?:maximum )?extent"
    r"|consistent with|as (?:appropriate|necessary)|in (?:close )?(?:consultation|coordination|cooperation|collaboration|partnership) with"
    r"|through|acting through|where|upon|at)\b[^,;]{0,140},)+ (?=[a-z]+ )"
)
_DOERS_ONLY = re.compile(r"(?:(?:the|and|or|of|for|to|in|with|through|acting|heads?|other|each|all|as|appropriate)\b|[A-Z][\w'.\-]*|\([A-Z][^()]*\)|[,&\s])+\Z")


def action(phrase: str, clause: Clause) -> str:
    """The verb phrase of a row, short: from the modal or verb of the clause on."""
    words = phrase[clause.core : clause.end]
    match = _MODAL.search(words) or _AUXILIARY.search(words)
    if match and (match.start() < 160 or _DOERS_ONLY.match(words, 0, match.start())) and not imperative(words):
        words = _AHEAD_OF_VERB.sub("", _LEADING_MODAL.sub("", words[match.start() :]))
    return words[:200].strip(" ,;.")


_FINITE_DUTY = re.compile(r"[^:;]{0,200}?\b(?:shall|must|will|should|is to|are to)\b")
_ENTRUSTS = re.compile(r"\b(?:shall|must|will|should|is to|are to)\b(?!,? (?:do|take|carry out|perform|implement|undertake|complete) the following)")
_LEFT_OPEN = re.compile(r"\b(?:shall|will|must|should|to|by)\b(?:,[^:;.]{0,120})?(?: [a-z]+){0,3}:\s*$")


def tells_act(item: str, *, opened: str) -> bool:
    """Does a list item tell an act itself (an order, or a subject with its verb), rather than name a part of what its lead-in `opened` tells?

    >>> tells_act("issue guidelines", opened="The Secretary shall:"), tells_act("barriers to access", opened="The report shall cover:")
    (True, False)
    >>> tells_act("The Chair shall submit a plan.", opened="The following reports are due:")
    True
    """
    if imperative(item):
        return True
    return bool(_FINITE_DUTY.match(item)) and item[:1].isupper() and not left_open(opened)


def left_open(lead_in: str) -> bool:
    """Does a lead-in break off before its verb, so that its items go on with it ("the Secretary shall:")?"""
    return _LEFT_OPEN.search(lead_in) is not None


def tells_itself(lead_in: str) -> bool:
    """Does a lead-in tell an act of its own ("must submit a report on the following:"), whatever its list holds?"""
    return not left_open(lead_in) and _ENTRUSTS.search(lead_in) is not None


def makes_row(lead_in: str) -> bool:
    """An English lead-in ("shall, beginning in fiscal year 2016:") leaves its promise to its items."""
    return False


def coordinated(phrase: str, first: int, second: int) -> bool:
    """Is there a verb of its own between two times of one clause ("submit its plan by 2024 and update it every four years")?"""
    match = _AND_WORD.search(phrase[min(first, second) : max(first, second)])
    return match is not None and is_verb(match[1])


def names_doer(words: str) -> bool:
    """Does the clause only say who is in charge ("led by the Ministry of Education")?"""
    return _LED_BY.fullmatch(words) is not None


def respective(phrase: str, clause: Clause, spans: Sequence[tuple[int, int]]) -> list[str] | None:
    """The things that the numbers of a clause belong to one by one ("A, B and C will reach 1, 2 and 3 respectively"), None where there is no such list."""
    if "respectively" not in phrase[clause.start : clause.end + 16] or len(spans) < 2:
        return None
    things = _LEADING.sub("", said_before(phrase[clause.core : spans[0][0]]) or "")
    items = [_LEADING.sub("", x).strip() for x in _LIST_JOINT.split(things) if x.strip()]
    if len(items) != len(spans):
        return None
    shared = _SHARED_HEAD.match(items[0])
    if shared and not any(_OWN_HEAD.search(x) for x in items[1:]):
        items[1:] = [shared[1] + x for x in items[1:]]  # the prices of wheat and rice by 7 and 9 yuan respectively
    return items
