"""What does a number of an English clause measure? The words beside it, read by the few ways in which English says so.

the recycling rate will rise to 60 percent        subject of a verb of measure
raise the recycling rate to 60 percent            object of a verb that acts
a 60 percent reduction in emissions               noun of change, before or behind the number
a deficit of 900 billion yuan                     noun and "of"
42 million tons of cement, 300 schools            what is counted or weighed
allocate 3 billion yuan for irrigation            what the money is for
"""

from __future__ import annotations

import re

from pipeline.clauses import Clause
from pipeline.lang.en.cues import imperative, is_verb
from pipeline.types import QuantityMention

_LONGEST = 110
"""Characters; what measures more words than that is no phrase."""
_CHANGE = r"(?:increas|decreas|reduction|ris|drop|growth|fall|declin|cut|improvement|expansion|saving|jump|gain)(?:e|es|s|ings?)?"
# up by, an increase of, down, or: the number only adds to what the number before it measures
_ADDS = re.compile(
    rf"(?:and |or |a |an |up|down|in|with |representing |registering |equivalent to |which is |that is |about |by |to |of |further |another "
    rf"|year-on-year |average |annual "
    rf"|per annum |annually |a year |real |nominal |net |{_CHANGE} |{_CHANGE}$|\s)*",
    re.I,
)
_BOUNDARY = re.compile(r"[,;:](?!\d)|\s--?\s|—")
_CHANGE_AFTER = re.compile(rf"-?\s?(?:[a-z-]+ )?(?:{_CHANGE}) (?:in|of|to) (?P<what>.+)", re.I | re.S)
_NOUN_CHANGE_AFTER = re.compile(
    r"\s(?P<what>(?!of |in |by |to |from |and |or |on |for )(?:[A-Za-z][\w'-]* ){1,4}?)(?:reduction|increase|decrease|growth|cut|drop|rise)s?(?![a-z])"
)
_CHANGE_BEFORE = re.compile(
    rf"\b{_CHANGE}(?: (?:in|of) (?P<what>[^,;]{{3,90}}?))? of(?: (?:around|about|at least|more than|nearly|over|up to|no less than))?\s*$", re.I
)
_IN_AFTER = re.compile(r"\s*(?:per annum |annually |a year )?(?:in|of) (?P<what>.+)", re.S)
_OF_BEFORE = re.compile(r"(?P<what>[^,;:]*[A-Za-z])\s+of(?: (?:around|about|at least|more than|nearly|over|up to|no less than|some))?\s*$", re.S)
_MULTIPLIES = re.compile(r"(?:at least |nearly |more than |almost |roughly |over )?(?:re)?(?:doubl|trebl|tripl|quadrupl|halv|quintupl)(?:e|es|ed|ing)$", re.I)
_NO_HEAD = re.compile(
    r"(?:a |the |an )?(?:grand |combined |further |additional |whole )?(?:totals?|averages?|sum|goals?|targets?|objectives?|rate|average rate"
    r"|average annual rate|annual rate"
    r"|rates|level|minimum|maximum|number|amount|worth|tune|rest|excess|record|record high|annual average|percentage|share|proportion)$",
    re.I,
)
_GOES = (
    r"(?:increas|ris|grow|fall|dropp|declin|decreas|reach|exceed|totall?|stand|remain|amount|com|account|climb|jump|averag|surpass|outpac|stay"
    r"|hover|near|hit|top)"
)
_WENT = (
    rf"(?:{_GOES}(?:ed|ing|es|s|e)?|rose|risen|grew|grown|fell|fallen|drop|stood|came|went|going|go|rise|come|kept|held|saw|made up|constitut(?:ed|es"
    rf"|e)|registered|recorded|posted|enjoyed|achieved|equal(?:ed|s)?"
    r"|represent(?:ed|s)?|outdid|be|is|are|was|were|been|being)"
)
_HELPS = (
    r"(?:will|shall|should|must|would|may|can|to|is|are|was|were|be|been|being|has|have|had|also|further|again|both|all|now|already|basically|steadily"
    r"|each|not|rapidly|sharply"
    r"|projected|expected|forecast|forecasted|estimated|set|continu(?:e|ed|es)|kept|held|maintained|approximately|roughly|[a-z]+ly)"
)
_FROM_TO = r"(?:from .{1,60}? to)"
# the predicate at the end of what stands before the number: (will) rise by, increased from 3 to, is projected to be
_PREDICATE = re.compile(
    rf"\s(?:{_HELPS}\s+)*(?:{_WENT}|projected|expected|forecast|forecasted|estimated|set|kept|held|maintained|(?:is|are|was|were|be|been"
    rf"|being)\s+(?:[a-z]+ly\s+)?[a-z]+(?:ed|en|ne|ld|pt|ut))"
    rf"(?:\s+(?:up|down|back|above|below|under|over|within|beyond|for|by|to|at|about|around|an?|annual|average|rate|of|record|high|low|stable|steady"
    rf"|unchanged|flat|limited|equivalent|available|close|year-on-year|real|terms|in|more|than|less|no"
    rf"|not|between|the|growth|per|year|level|levels|another|registered|and|grew|rose|fell|{_FROM_TO}))*\s*$",
    re.I | re.S,
)
_PREPOSITION = re.compile(
    r"\s+(?:by|to|at|within|under|below|above|over|beyond|between|no (?:more|less|higher|lower) than|not (?:more|less) than|from .{1,50}? to|up to"
    r"|down to)\s*$",
    re.I | re.S,
)
_SPENDS = re.compile(
    r"\b(?:allocat|spend|spent|invest|appropriat|earmark|provid|us|grant|issu|contribut|rais|distribut|disburs|commit|pledg|offer|mobili[sz]|put|set)(?:e"
    r"|es|ed|ing|s)?"
    r"(?: (?:a total of|about|over|nearly|more than|another|an additional|additional|out|up|in|aside))*\s*$",
    re.I,
)
_PURPOSE = re.compile(r"(?:[^,;]{0,40}?)\s(?:to|for|in|on|into|toward|towards)\s+(?P<what>(?:[^,;.]|,(?=\d)){3,140})", re.S)
_COUNTED_END = re.compile(
    r"\s(?:by|from|through|over|will|shall|should|must|can|may|would|annually|was|were|is|are|has|have|had|that|which|who|whose|while|with the"
    r"|for the purpose|per year|a year|this year"
    r"|last year|within|during|after|before|since|compared|relative|when|where|so that|thereby|received|gained|got|entered|joined|moved|benefited"
    r"|returned|found|passed|went|came|made|took|saw|held|did|in (?:19|20)\d\d"
    r"|in fiscal)(?![\w-])"
    r"|\s(?:and|or|as well as)\s(?=[$€£¥]?\d[\d,.]+\d|[$€£¥]?\d+(?:\.\d+)?\s?(?:%|percent|million|billion|trillion)|over |more than |nearly |about "
    r"|another |an additional |(?:to )?[a-z]+ing |(?:a|an|the|one|two|three) [a-z]+ (?:million|billion))"
    r"|\smore [a-z]+ly\b|[,;.|()]|\s--?\s"
)
_PARTICIPLE = re.compile(r"(?<!ly)\s[a-z]{2,}ed(?=\s(?:by|in|to|from|into|with|through|as|at|on|under|out|up|the|a|an|their|its|and|or|for|access)\b|\s*$)")
_PLAIN_VERB = re.compile(
    r"(?<=s) (?:require|include|use|meet|have|come|live|take|receive|participate|enter|need|remain|contain|comply|exceed|attend"
    r"|own|return|gain|enjoy|benefit|work)\b"
)
_AUXILIARY = re.compile(r"(?:will|shall|should|must|can|may|would|was|were|is|are|has|have|had)\b")
_AND_VERB = re.compile(r"\s(?:and|or)\s(?P<word>[a-z]+)\b")
_AND_SUBJECT = re.compile(r"\s(?:and|while|but|as|with|that|so that)\s(?=(?:the |its |their |our |a |an )?[A-Za-z])", re.I)
_FINITE = re.compile(r"\b(?:will|shall|should|must|is|are|was|were|has|have|had|rose|fell|grew|began|kept|held|made|became|[a-z]{3,}ed|we|they)\b", re.I)
_OPENING = re.compile(
    r"(?:'s(?=\s)|[\s,;:\-–]|(?:and|or|but|while|with|of|for|in addition|moreover|furthermore|as a result|meanwhile|including|thus|thereby|then|also|both"
    r"|basically|further|that|where|whereby"
    r"|(?:so )?that|to ensure that|ensur(?:e|ing) that|meaning|namely|in which|the|a|an|its|their|our|another|additional|each|such|total of|we|they|it"
    r"|will|shall|should|must|to|have|has|had"
    r"|been|be|is|are|strive|not only|not|\([a-zA-Z\d]{1,4}\))(?![\w'-]))+",
    re.I,
)
_CLOSING = re.compile(
    r"(?:[\s,;:]|\b(?:will|shall|should|must|to|be|is|are|was|were|been|has|have|had|by|of|at|in|and|or|about|around|only|not|no|less|lower|more|than"
    r"|the|a|an|up|down|from|on|for|with"
    r"|this year|last year|respectively|annually|at an? (?:average |annual )*rate|each year|both|all|also|further|up to|including|such as|within|over"
    r"|nearly|an additional|another|levels?)(?<=[a-z]))+$",
    re.I,
)
_DATED = re.compile(
    r"\s*\b(?:by|in|through|until|during|before|from)\s+(?:the\s+)?(?:end\s+of\s+)?(?:fiscal\s+year\s+|FY\s?)?(?:19|20)\d\d\b(?:\s+and\s*$)?"
    r"|\s*\b(?:below|above|from|over|against|relative to|compared (?:to|with))\s+(?:the )?(?:19|20)\d\d(?:\s(?:levels?|baseline"
    r"|figures?))?\b(?:\s+and\s*$)?|^\s*by fiscal year\b|\bthis year\b(?!')|\bover the (?:past|next|coming) \w+ years?\b"
)
_ADVERBIAL = re.compile(
    r"\W*(?:in|on|by|for|with|within|during|to|through|at|under|after|before|since|over|as|from|based|of|despite|given|thanks"
    r"|due)\b",
    re.I,
)
_LIST_END = re.compile(r"\s*and\s|[^,]*\sand\s", re.I)
_NO_THING = re.compile(
    r"(?:them\b.*|whom\b.*|these|those|this|that|such|which|who|it|they|us|these purposes|this purpose|the same|(?:each |every |per |a )?year(?: thereafter)?"
    r"|thereafter|purpose|purposes|respectively|annually|each|over|below|above|more|less|in total|overall)\W*$",
    re.I,
)
_GIVEN_AWAY = re.compile(
    r"[^,;.]{0,30}?\b(?:allocated|spent|invested|appropriated|earmarked|provided|used|granted|issued|set aside|committed"
    r"|pledged)\b[^,;.]{0,60}?\s(?:to|for|in|on|into|toward)\s(?P<what>[^,;.]{3,140})"
)
_LATER_CASE = re.compile(r"\s(?:for|in|at)\s[^,;]{3,60}\s(?:and|or)\s(?:less than |more than |at least |about )?", re.I)
_JOINS = re.compile(r"\s*(?:including|with|and|plus|comprising|of which)?\s*(?:a|an|the)?\s*", re.I)
_SAYING = re.compile(r"\b(?:said|announced|noted|stated|told|says|added) that$")
_RATE_WORDS = re.compile(r"(?:\b(?:an?|average|annual|year-on-year|real|nominal|net|further|another|the)\s*)+$", re.I)
_VERB_LAST = re.compile(r"\b(?:registering|recording|posting|achieving|showing|seeing|maintaining|reporting)\s*$")
_RANKED_IN = re.compile(r"\bin (?:terms of )?((?!the world\b)[^,;]{3,80}?)(?=\s+in\b|[,;]|$)")
_MEASURED_IN = re.compile(r"\s(?:measured|calculated|expressed|adjusted|weighted|compared|relative)\s")
_DOING_AFTER = re.compile(r"\s(?P<what>[a-z]+ing\s[^,;.]{3,80})")
_SMALL = re.compile(r"(?:by|until|through|before|since|in|at|of|on|for|with|to|from|under|among|per|living|[a-z]+ing|who|that|whose)\b")
_TOKEN = re.compile(r"[A-Za-z][\w'-]*")
_DETERMINER = frozenset(("the", "a", "an", "its", "their", "our", "these", "all", "new", "another"))
_BEFORE_VERB = frozenset(
    (
        *("will", "shall", "should", "must", "can", "may", "would", "to", "we", "they", "and", "or", "by", "while", "through", "without", "then", "not"),
        *("also", "further", "fully", "actively", "gradually", "vigorously", "steadily", "basically", "again", "have", "has", "had", "be"),
    )
)


def indicator(phrase: str, clause: Clause, start: int, end: int, quantity: QuantityMention, previous: int, opening: int) -> str | None:
    """What is measured, in the text's own words (employment rate of secondary vocational graduates; new urban jobs).

    None where the clause only adds an amount (an increase of 560 billion yuan): the row before it says what is measured.

    >>> from decimal import Decimal
    >>> def of(p, text, unit, change="level"):
    ...     at = p.index(text)
    ...     q = QuantityMention(at, at + len(text), text, Decimal(1), None, "eq", unit, None, change)
    ...     return indicator(p, Clause(0, len(p), 0, True), at, at + len(text), q, 0, 0)
    >>> of("Each agency shall reduce its energy intensity by 30 percent", "30 percent", "percent", "decrease")
    'energy intensity'
    >>> of("a 65 percent reduction in greenhouse gas emissions", "65 percent", "percent", "decrease")
    'greenhouse gas emissions'
    """
    left = max(opening if opening < start else clause.core, previous)
    before, after = phrase[left:start], phrase[end : clause.end]
    continued = previous > clause.start
    found = _read(_last_part(before, continued=continued), before, after, quantity, continued=continued)
    found = _tidy(found) if found else None
    return None if found is None or _NO_THING.match(found) or _SAYING.search(found) else found


def _last_part(before: str, *, continued: bool = False) -> str:
    """What stands behind the last comma or colon, a list of nouns (agriculture, rural areas and farmers) kept whole."""
    starts = [0, *(match.end() for match in _BOUNDARY.finditer(before))]
    at = starts.pop()
    while len(starts) > continued and _LIST_END.match(before[at:]):
        earlier = before[starts[-1] : at]
        if _FINITE.search(earlier) or _ADVERBIAL.match(earlier) or earlier.rstrip()[-1:] != ",":
            break
        at = starts.pop()
    return before[at:]


def _bare(words: str) -> str:
    """Without what opens a clause or phrase: joints, articles, auxiliaries."""
    match = _OPENING.match(words + " ")
    return words[match.end() :] if match else words


def _read(part: str, before: str, after: str, quantity: QuantityMention, *, continued: bool) -> str | None:
    follows = _following(after)
    match = _CHANGE_AFTER.match(after) or _NOUN_CHANGE_AFTER.match(after)
    if match and (what := _cut(match["what"])):
        return what
    if _MULTIPLIES.match(quantity.text) and follows and not _SMALL.match(follows):
        return follows  # doubling the rate of improvement; halve the number of deaths
    match = _CHANGE_BEFORE.search(part)
    if match:
        inside = _IN_AFTER.match(after)
        what = match["what"] or (_cut(inside["what"]) if inside and quantity.unit != "count" else None)
        return what or (None if continued else _changed(before[: len(before) - len(part) + match.start()]))
    money = len(quantity.unit) == 3 and quantity.unit.isupper()
    last = _DATED.sub("", before[max((m.end() for m in _BOUNDARY.finditer(before)), default=0) :])
    if continued and _JOINS.fullmatch(last) and follows and not _SMALL.match(follows) and quantity.unit == "percent" and not _NO_THING.match(follows):
        return follows
    given = _GIVEN_AWAY.match(after) if money else None
    if given and (what := _cut(given["what"])):
        return what
    if continued and money and "including" in last and (spent := _IN_AFTER.match(after) or _PURPOSE.match(after)):
        return _cut(spent["what"])  # 2.6 trillion yuan, including 1.7 trillion in premium cuts
    if continued and _LATER_CASE.fullmatch(last):
        return None  # 1.2 for new centers and 1.5 for existing ones
    if continued and _ADDS.fullmatch(last):
        counted = quantity.unit == "count" and quantity.noun
        return (follows or quantity.noun) if counted else follows if after.lstrip().startswith("of ") else None
    if quantity.unit == "rank":
        ranked = _RANKED_IN.findall(after)
        return ranked[-1] if ranked else None if part.split()[:1] and part.split()[0].endswith("ing") else _subject(part)
    if money and _SPENDS.search(part):
        purpose = _PURPOSE.match(after)
        gerund = _DOING_AFTER.match(after)
        what = _cut(purpose["what"]) if purpose else gerund["what"].strip() if gerund else None
        return what if what and not _NO_THING.match(what) else _subject(part[: _SPENDS.search(part).start()])  # type: ignore[union-attr]
    if quantity.unit == "count" and quantity.noun:
        if follows and quantity.noun in follows:
            return follows
        if after.lstrip().startswith(quantity.noun):
            return quantity.noun
        if quantity.noun in quantity.text or not part.strip():
            if follows and is_verb(follows.split()[0]) and not follows.split()[0].endswith("ing"):
                return quantity.noun  # people received pensions
            return f"{quantity.noun} {follows}" if follows and _SMALL.match(follows) else quantity.noun
        return said_before(part) or quantity.noun
    measured = quantity.unit not in ("count", "times", "a") and quantity.change == "level" and after.lstrip().startswith("of ")
    if measured and follows and len(follows) > 2:
        said = said_before(part) if quantity.unit == "percent" and (_PREDICATE.search(" " + part) or _PREPOSITION.search(part)) else None
        return said if said and not _NO_THING.match(_bare(said)) else follows
    words = part.split()
    if words and follows and not _SMALL.match(follows) and quantity.unit in ("percent", "count") and (is_verb(words[-1]) or words[-1] in ("for", "that")):
        return follows  # manage all permanent records; our aim is for nine in ten pupils to
    return said_before(part) or said_before(before) or (follows if follows and not _SMALL.match(follows) else None)


def _changed(words: str) -> str | None:
    """What a noun of change before the number speaks of: (we made) [tax and fee] reductions of, [manufacturing] achieved an annual increase of."""
    bare = _RATE_WORDS.sub("", words).rstrip()
    predicate = _PREDICATE.search(" " + bare) or _VERB_LAST.search(bare)
    if predicate:
        return _subject((" " + bare)[: predicate.start()])
    return _object(bare) or _subject(bare)


def said_before(part: str) -> str | None:
    """The subject or object that the words before the number end in."""
    match = _OF_BEFORE.fullmatch(part)
    if match and not _PREDICATE.search(part):
        noun = _phrase_of(match["what"])
        if noun and not _NO_HEAD.match(noun):
            return noun
    acted = _PREPOSITION.search(part)
    object_ = _object(part[: acted.start()]) if acted else None
    if object_:
        return object_
    predicate = _PREDICATE.search(" " + part)
    if predicate:
        subject = _subject((" " + part)[: predicate.start()])
        if subject:
            return subject
        return None
    return _phrase_of(part)


def _object(words: str) -> str | None:
    """What the last verb that acts has for its object: (we will) raise [the recycling rate] to."""
    tokens = list(_TOKEN.finditer(words))
    first = next((n for n, t in enumerate(tokens) if is_verb(t.group()) and (not n or tokens[n - 1].group().lower() in _BEFORE_VERB)), len(tokens))
    for n in range(len(tokens) - 1, -1, -1):
        word = tokens[n].group()
        if not is_verb(word) or n + 1 == len(tokens):
            continue
        if n > first + 1 and tokens[n - 1].group() == "to" and " and " not in words[tokens[first].end() : tokens[n].start()]:
            continue  # reducing the time it takes to start a business
        leading = n == 0 or tokens[n - 1].group().lower() in _BEFORE_VERB or tokens[n - 1].group().endswith("ly")
        following = words[tokens[n].end() :].split(None, 1)[:1]
        leading = leading or (n > 1 and following != [] and following[0].lower() in _DETERMINER)  # the government set the poverty line at
        if not leading or (n and tokens[n - 1].group().lower() in ("of", "the", "a", "an", "for", "its", "their")):
            continue
        rest = _MEASURED_IN.split(words[tokens[n].end() :], maxsplit=1)[0].strip()
        if rest and not _FINITE.search(rest):
            return rest
    return None


def _subject(words: str) -> str | None:
    """The last subject of the words: what follows a joint behind another finite clause."""
    at, joint = 0, ""
    for match in _AND_SUBJECT.finditer(words):
        if _FINITE.search(words, at, match.start()):
            at, joint = match.end(), match[0].strip()
    rest = words[at:].strip()
    if joint == "and" and not any(c.isalpha() for c in _bare(rest)):  # pensions increased for the fifth year and registered another
        finite = _FINITE.search(words)
        rest = words[: finite.start()].strip() if finite else rest
    return rest if any(c.isalpha() for c in _bare(rest)) else None


def _phrase_of(words: str) -> str | None:
    """A noun phrase without the verb before it."""
    rest = _subject(words)
    if rest is None:
        return None
    bare = _bare(rest)
    first = bare.split(None, 1)
    if len(first) == 2 and (imperative(bare) or (first[0].endswith("ing") and is_verb(first[0]))):
        bare = bare.split(None, 1)[1]
    tokens = list(_TOKEN.finditer(bare))
    for n in range(len(tokens) - 2, -1, -1):
        word = tokens[n].group().lower()
        if (n and tokens[n - 1].group().lower() in _BEFORE_VERB and is_verb(word)) or word in ("projecting", "were", "was", "is", "are"):
            bare = bare[tokens[n].end() :]
            break
    return bare.strip() or None


def _following(after: str) -> str | None:
    """The noun phrase behind the number."""
    text = after.lstrip()
    return None if text[:1] in ",;.|(:" else _cut(text.removeprefix("of "))


def _cut(words: str) -> str | None:
    """A noun phrase up to where something else begins."""
    text = words.lstrip()
    end = len(text)
    if _AUXILIARY.match(text):
        return None
    for pattern in (_COUNTED_END, _PARTICIPLE, _PLAIN_VERB):
        match = pattern.search(text, 1)
        if match:
            end = min(end, match.start())
    for match in _AND_VERB.finditer(text, 0, end):
        if is_verb(match["word"]) and not match["word"].endswith("s"):
            end = min(end, match.start())
            break
    out = text[:end].strip()
    return out if any(c.isalpha() for c in out) else None


def _tidy(words: str) -> str | None:
    """Without articles, dates and loose words at its ends."""
    out = " ".join(words.split())
    for _ in range(3):
        shorter = _CLOSING.sub("", _DATED.sub("", _bare(out))).strip(" ,;:-–")
        if shorter == out:
            break
        out = shorter
    if len(out) > _LONGEST:
        out = _last_part(out).strip()
        out = out if len(out) <= _LONGEST else out[-_LONGEST:].split(" ", 1)[-1]
    return out if any(c.isalpha() for c in out) else None
