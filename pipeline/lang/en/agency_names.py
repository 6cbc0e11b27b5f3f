"""Where does an English text name a body or the office at its head: the Ministry of Education, OMB, the Chair of CEQ?"""

from __future__ import annotations

import re
from functools import cache

from pipeline.lang.agency_found import Found
from pipeline.lang.alternation import alternation
from pipeline.lang.en.agency_acts import will_act
from pipeline.lang.en.agency_lexicon import acronyms, body_names, collective_words, cue, place_names, verbs, words
from pipeline.lang.waiting import when_used
from pipeline.lang.woken import behind

_HEADS = words("agency_cues_en", "class", "head")
_HEAD = alternation(_HEADS)
_TITLE = cue("title")
_STARTER = cue("starter")
_END = r"(?![A-Za-z0-9])"
_W = r"(?:U\.S\.|[A-Z][A-Za-z]*(?:['-][A-Za-z]+)*)"
# what begins another name, or no name at all: a head, a title, a word that opens a sentence
_STOPS = _HEADS | words("agency_cues_en", "class", "title") | words("agency_cues_en", "class", "starter")
_OTHERS = {"Attorney", "United States", "Federal", "National", "Environmental", "General Services"} | {n for n in body_names() if " " not in n}
_NO_HEAD = rf"(?!{alternation(_STOPS)}{_END})"
_NO_BODY = rf"(?!{alternation(_STOPS | _OTHERS)}{_END}|[A-Z]{{2,}}{_END})"
# Human Resources and Social Security; Housing and Urban-Rural Development; the Interior
_TOPIC = rf"(?:the )?{_NO_HEAD}{_W}(?:(?: {_NO_HEAD}|(?: and| of| of the| for| on) {_NO_BODY}){_W}){{0,7}}"
_LIST_TOPIC = (
    rf"{_W}(?: {_W}){{0,2}}(?:, (?!State|Tribal|Federal|Local){_NO_HEAD}{_W}(?: {_W})?){{1,3}},? and (?!Attorney|Director|Secretary|Administrator"
    rf"|Chair){_W}(?: {_W})?"
)
_LOWER_TOPIC = (
    r"(?:education|finance|health|agriculture|transportation?|commerce|statistics|justice|environment|housing|culture|tourism|sports?"
    r"|science(?: and technology)?|civil affairs|public security|human resources(?: and social security)?|water (?:resources|conservancy)"
    r"|natural resources|ecology and environment|development and reform|emergency management|market (?:supervision|regulation))"
)
_OF = (
    rf"(?: of the (?:{_W} ){{1,5}}(?:Government|Council|Committee|Congress|Commission|Ministry){_END}|(?: of| for| on"
    rf"| to)(?: the)? (?:{_LIST_TOPIC}|{_TOPIC}|{_LOWER_TOPIC}{_END}))"
)
_OF_OFFICER = rf" of the (?:{_TITLE}){_END}(?: of (?:the )?{_W}(?: {_W}){{0,3}})?"
_LEVEL = (
    r"(?:provincial|municipal|city|county|district|township|prefectural|state|local|regional|autonomous region(?:al)?|national|central|federal"
    r"|relevant|competent)"
)
# a run of capital words with its small joints, ended by a head: National Development and Reform Commission
_RUN = rf"(?:{_W}(?:(?: and)? {_W}){{0,7}} )"
_BODY_CAP = rf"(?:{_RUN})?(?:{_HEAD}){_END}(?:{_OF}|{_OF_OFFICER})?"
_NOT_FIRST = re.compile(r"(?:Administration|Service|Union|Society|Group|Body|Conference|Congress) (?:of|for|on|to) ")
_STARTER_WORD = re.compile(rf"(?:{_STARTER}){_END}(?!-)")
_TITLE_WORD = re.compile(_TITLE)
_HEAD_NEXT = re.compile(rf" (?:{_HEAD}){_END}")
_CAPITAL = re.compile(r"[A-Z]")
_BODY = re.compile(_BODY_CAP)
_KNOWN = re.compile(alternation(body_names()) + _END)
_PLACE_BODY = re.compile(
    rf"(?:{_LEVEL} |(?:{alternation(place_names())}|[A-Z][a-z]+)(?:'s)? (?:City |Province |County |District |[Mm]unicipal |[Pp]rovincial "
    rf"|[Cc]ity )?)(?:people's |People's )?(?:(?:[A-Z]?[a-z-]+(?:,? and [a-z]+)? ){{0,3}}?)(?:{cue('head_lower')}){_END}(?:(?: of"
    rf"| for)(?: the)? (?:{_TOPIC}|{_LOWER_TOPIC}{_END}))?"
)
_LOWER_START = behind(
    r"\W",
    r"(?:provincial|municipal|city|county|district|township|prefectural|autonomous region|state-level"
    r"|provincial-level)(?= [A-Za-z])",
)
_PLACE_START = re.compile(alternation(place_names()))
_OFFICER_CAP = when_used(
    rf"(?:(?:{_W}|{alternation(acronyms())}) ){{0,3}}?(?:{_TITLE}){_END}(?: (?:of|for)(?: the| each| every| all| any| an)? (?:(?:relevant|other"
    rf"|appropriate|executive|Federal|affected|such|covered|independent) )*"
    rf"(?:Executive Departments and Agencies|(?:Office|Bureau|Division) (?:of|for) (?:the )?{_W}(?: (?:(?:and|of|for|the) )?{_W}){{0,6}}|{_BODY_CAP}"
    rf"|{alternation(body_names())}{_END}"
    rf"|{_LIST_TOPIC}|{_TOPIC}|(?:{collective_words('noun', 'government')}){_END}))+"
)
# the Secretaries of the Treasury, Labor, and Commerce
_OFFICERS = re.compile(rf"(?:Secretaries|Ministers|Directors|Administrators|Chairs|Heads) of (?:the )?{_LIST_TOPIC}")
_OFFICER_PLAIN = re.compile(
    rf"(?:(?:United States|U\.S\.|Federal|National|OMB|GSA|EPA|DOE|CEQ|OPM|OSTP) )?(?:Attorney General|Federal (?:Chief Information Officer|CIO"
    rf"|Chief Sustainability Officer|Chief Information Security Officer|Environmental Executive)|Chief (?:Information|Technology|Sustainability"
    rf"|Financial|Acquisition|Data|Statistician|Performance|Information Security) Officer|Trade Representative|Surgeon General|Comptroller General"
    rf"|National Climate Advisor|National Cyber Director|Climate Envoy|Federal CIO|Special Presidential Envoy for Climate|Vice President"
    rf"|Secretary-General|Executive Secretary|Administrator|Director|(?<=[CFS][ETC][QC] )Chair"
    rf"|Archivist of the United States){_END}(?: of the United States"
    rf"| for [A-Z][a-z]+(?: [A-Z][a-z]+)*| of (?:the )?{_W}(?: {_W})*)?"
)
_OFFICER_TRIGGER = re.compile(
    alternation(
        {t for t in words("agency_cues_en", "class", "title") if t[0].isupper()}
        | {
            "Attorney General",
            "CIO",
            "Trade Representative",
            "National Climate Advisor",
            "National Cyber Director",
            "Vice President",
            "Secretary-General",
            "Chief ",
        }
    )
)
_NTH_BEFORE = re.compile(r"(?:\d+(?:st|nd|rd|th)|First|Second|Third|Fourth|Fifth|[Ss]essions? of the(?: \d+\w\w)?|[Cc]ongress of the|[Mm]eeting of the)\s*\Z")
_BRACKET = re.compile(r"\s?\([A-Z][A-Za-z&-]{0,9}\)")
_NEXT = re.compile(r" ([A-Za-z][A-Za-z-]*)|('s?)")


@cache
def _verb_next() -> re.Pattern[str]:
    base, past, third = verbs()
    return re.compile(rf"(?:{past}|{third}|{base}|{cue('function', 'news', 'issue', 'report', 'act')}|[a-z]+ly|[a-z]{{3,}}ed){_END}")


# attach great importance, exempts the: no listed verb, but an object follows
_LIKE_VERB = re.compile(r"[a-z]+ (?:the|an?|its|their|all|great|every|each) ")
_ITS_CONSENT = re.compile(r" (?:approval|leadership|guidance|direction|decision|concurrence|review|supervision|instructions?)")


def follows_as_noun(text: str, end: int) -> bool:
    """Whether the name that ends at `end` only describes the noun behind it: OMB guidance, EPA ENERGY STAR, the Ministry's rules."""
    bracket = _BRACKET.match(text, end)
    at = bracket.end() if bracket else end
    if text[at : at + 1] in ("-", "/") and text[at + 1 : at + 2].isalpha():
        return True
    match = _NEXT.match(text, at)
    if match is None:
        return False
    if match.group(2):
        return _ITS_CONSENT.match(text[match.end() : match.end() + 14]) is None
    word = match.group(1)
    if word[0].isupper():
        return not (_STARTER_WORD.fullmatch(word) or _TITLE_WORD.match(word)) and word not in ("I", "Premier", "Minister", "Secretary")
    return _verb_next().match(text, match.start(1)) is None and _LIKE_VERB.match(text, match.start(1)) is None


def named(text: str) -> list[Found]:
    """Bodies and offices by name, ordered by start; overlaps not yet settled.

    >>> t = "The Ministry of Education and the Director of OMB shall consult the Anshan Education Bureau (AEB)."
    >>> [t[f.start:f.end] for f in named(t)]
    ['The Ministry of Education', 'the Director of OMB', 'the Anshan Education Bureau']
    """
    out: list[Found] = []
    at = near = 0
    titles = [m.start() for m in _OFFICER_TRIGGER.finditer(text)]
    for capital in _CAPITAL.finditer(text):
        start = capital.start()
        if (
            start < at
            or (_STARTER_WORD.match(text, start) and not text.startswith("Under Secretar", start))
            or (start and (text[start - 1].isalnum() or text[start - 1] in "-'_/"))
        ):
            continue
        while near < len(titles) and titles[near] < start:
            near += 1
        titled = near < len(titles) and titles[near] <= start + 40
        found = (_officer(text, start, out) if titled else None) or _known(text, start) or _body(text, start)
        if found is not None:
            at = found.end
            if found.kind != "none":
                out.append(found)
    for match in _LOWER_START.finditer(text):
        body = _PLACE_BODY.match(text, match.start())
        if body is not None and not body.group().endswith("s"):
            out.append(_with_article(text, body.start(), body.end(), "named", "en.agency.level"))
    for match in _PLACE_START.finditer(text):
        body = _PLACE_BODY.match(text, match.start())
        if body is not None:
            out.append(_with_article(text, body.start(), body.end(), "named", "en.agency.place"))
    if "secretariat" in text:
        out += [_with_article(text, m.start(), m.end(), "named", "en.agency.secretariat") for m in _SECRETARIAT.finditer(text)]
    out += [_with_article(text, m.start(), m.end(), "officer", "en.agency.head_of") for m in _HEAD_OF.finditer(text)]
    out = [f for f in out if not _SET_UP.search(text, max(0, f.start - 90), f.start)]
    out = [f for f in out if not _PAPER_OF_BOTH.match(text, f.end) and not _IN_TITLE.search(text, max(0, f.start - 160), f.start)]
    out = [
        f
        for f in out
        if (f.kind == "officer" or not follows_as_noun(text, f.end)) and not (text[f.start - 1 : f.start] == "(" and text[f.end : f.end + 1] == ")")
    ]
    return sorted(out, key=lambda f: (f.start, -f.end))


_PAPER_NOUN = r"(?:Memorandum|Memoranda|Circular|Bulletin|Directive|Order|Guidance|Policy|Publication|Report|Rule|Standard|Regulation|Notice|Resolution)s?"
# OMB and National Archives and Records Administration Memorandum M-12-18
_PAPER_OF_BOTH = re.compile(rf"(?: and|,| &)(?: the)?(?: {_W}| of| and| the| for){{1,8}}? {_PAPER_NOUN} (?:No\. ?)?[A-Z]{{0,2}}-?\d")
# the Framework Agreement on … between China and ASEAN; the Presidential Memorandum for the Heads of …
_IN_TITLE = re.compile(
    r"\b(?:Agreement|Treaty|Convention|Protocol|Declaration|Understanding|Memorandum of Understanding|Compact)"
    r"(?: [A-Z][\w-]*| of| on| and| for| the| in){0,14} [Bb]etween(?: the)? (?:[^.;,\n]{1,60} and (?:the )?)?\Z"
    r"|\bPresidential Memorand(?:um|a)(?: of [^.;\n]{4,20})? (?:[Ff]or|[Tt]o)(?: the)? \Z"
)


# what is only set up is the object of the act, not its doer
_SET_UP = re.compile(
    r"\b(?:[Ee]stablish(?:es|ed|ing)?|[Cc]reat(?:es?|ed|ing)|[Ss]et(?:s|ting)? up|[Rr]enam(?:e|ing)|[Ff]orm(?:s|ed|ing)?|[Aa]bolish(?:es|ed"
    r"|ing)?)(?:,? within [^.;\n]{3,70}?,)?(?: (?:an?|the) (?:[a-z-]+ ){0,3}| )\Z"
)
_SECRETARIAT = re.compile(r"(?<=[Tt]he )secretariat(?![A-Za-z-])")
_HEAD_OF = behind(
    r"\W",
    rf"(?:(?:[Hh]eads?|chief executives?) of (?:(?:all|each|every|any|an|the|other|such|relevant|appropriate|affected|covered|participating|executive"
    rf"|independent|Federal|federal|these|those) )*(?:(?!(?:of|and|or|in|the|to|for|by|with) )[a-z]+(?:-[a-z]+)? ){{0,2}}(?:{collective_words('noun')}){_END}"
    rf"|(?:head|heads) of (?:the |each |any |an |every )?(?:(?:{_W} ){{0,6}}(?:{_HEAD}){_END}(?: of (?:the )?{_W}(?: (?:and )?{_W}){{0,4}})?"
    rf"|{alternation(acronyms())}{_END})"
    rf"|(?:[Aa]gency|[Dd]epartment|[Cc]omponent|[Bb]ureau|[Aa]gency and department|[Dd]epartment and agency) heads?\b)",
)


_LEAD = re.compile(r"\b(?:(?:[Tt]he|[Aa]n?|[Oo]ur|[Tt]his) )?(?:(?:[Rr]elevant|[Cc]ompetent|U\.S\.|US|UK) )?\Z")
_LEAD_OF_HEADS = re.compile(
    r"\b(?:(?:[Tt]he|[Aa]n?|[Aa]ll|[Ee]ach|[Ee]very|[Oo]ur|[Oo]ther|[Rr]elevant|[Aa]ppropriate|[Ii]nterested|[Rr]espective|such|[Aa]ny|[Tt]hese"
    r"|[Aa]pplicable|U\.S\.|US|UK) )+\Z"
)


def _with_article(text: str, start: int, end: int, kind: str, rule: str) -> Found:
    """The stretch with a leading article, and 'our', 'other relevant', taken in."""
    lead = _LEAD_OF_HEADS if kind == "officer" else _LEAD
    match = lead.search(text, max(0, start - 40), start)
    place = _OF_PLACE.match(text, end)
    return Found(start - len(match.group()) if match else start, place.end() if place else end, kind, rule)


# the State Council Education Supervision Committee: a known body's name begins a longer one
_GOES_ON = re.compile(rf" (?:{_W} ){{0,4}}(?:{_HEAD}){_END}")
_PAPER = re.compile(
    r"\b(?:Act|Order|Memorandum|Memoranda|Directive|Circular|Law|Plan|Report|Conference on|Forum|Award|Manual|Regulation|Initiative|Strategy)\b"
)


# a head line that is a place or a document mark: The White House / January 10, 2023; United Nations A/RES/74/9
_HEADER = re.compile(r"(?<=White House),?[ \t]*(?:\n|\Z)| [A-Z]+/[A-Z0-9]")


def _known(text: str, start: int) -> Found | None:
    match = _KNOWN.match(text, start)
    if match is None or match.group() in _DOER_ONLY:
        return None
    if _HEADER.match(text, match.end()) and (start == 0 or text[text.rfind("\n", 0, start) + 1 : start].strip() in ("", "The", "THE", "#")):
        return _with_article(text, start, match.end(), "officer", "en.agency.letterhead")
    longer = _BODY.match(text, start) if _GOES_ON.match(text, match.end()) else None
    end = max(match.end(), longer.end() if longer else 0)
    if longer and _PAPER.search(longer.group()):
        return Found(start, end, "none", "")
    if _NTH_BEFORE.search(text[max(0, start - 24) : start]):
        return Found(start, end, "none", "")
    office = _OFFICE_IN.match(text, end)
    return _with_article(text, start, office.end() if office else end, "officer" if office else "named", "en.agency.lexicon")


# FROM: Steven VanRoekel / United States Chief Information Officer
_SENT_BY = re.compile(r"^(?:FROM|From|TO|To|BY|By):[^\n:]{0,60}\n?\s{0,12}\Z", re.M)
# Department of Defense Chief Information Officer
_OFFICE_IN = re.compile(rf" (?:Deputy |Assistant )?(?:Chief (?:{_W} ){{1,3}}Officer|CIO|General Counsel|Inspector General){_END}")
# in the lexicon for their id; as words they are bodies only where they act
_DOER_ONLY = {
    "Federal Government",
    "United States Government",
    "President",
    "Congress",
    "Parliament",
    "High Representative of",
    "Commission",
    "Treasury",
    "secretariat",
    "Central Committee",
    "Senate",
    "VA",
    "DOC",
    "COP",
}


# the Eighteenth CPC National Congress: a meeting, as the 18th is
_NTH_MEETING = re.compile(
    r"(?:[A-Z]\w*'s )?(?:[A-Z][a-z]+th|First|Second|Third|Twenty-\w+) (?:(?:CPC|Party|National|World|People's) )*(?:Congress|Conference|Assembly)\b"
)
_NO_BODIES = frozenset({"Senior Executive Service", "Government Administration", "Foreign Service", "Civil Service", "Federal Departments"})
_ONLY_HEAD = re.compile(_HEAD)
_LOCAL_GOVERNMENT = re.compile(r"(?:Provincial|Municipal|City|County|District|Central|People's|Local|State) Government\Z")
# CPC and State Council: two bodies, not one
_TWO_BODIES = re.compile(rf"({alternation(body_names())}|(?:{_W} )+?(?:{_HEAD})),? and ")
# the Department of Education of Guangdong Province
_OF_PLACE = re.compile(rf" of (?:{alternation(place_names())})(?: (?:City|Province|County|District|Municipality|Autonomous Region))?{_END}")


_STARTER_LEADS = re.compile(rf"(?:{_STARTER}){_END},? (?:the |a |an )?")
# heads of names as often as plain nouns: they need an article or a known name
_COMMON_HEAD = re.compile(
    r"(?:^| )(?:Group|Government|Service|Body|Fund|Bank|Conference|Survey|Union|Society|Center|Centre|Congress|Division|Corporation|Panel)\Z"
)
_ARTICLE_BEFORE = re.compile(r"(?i)\b(?:the|our|a|an|each)\s\Z")


def _body(text: str, start: int) -> Found | None:
    match = _BODY.match(text, start)
    if match is None or match.group() in _DOER_ONLY:
        return None
    if _NTH_BEFORE.search(text[max(0, start - 24) : start]):
        return Found(start, match.end(), "none", "")
    words_found = match.group()
    if (split := _TWO_BODIES.match(words_found)) is not None:
        return _with_article(text, start, start + len(split.group(1)), "named", "en.agency.body")
    lead = _STARTER_LEADS.match(words_found)
    if lead:
        again = _BODY.match(text, start + lead.end())
        if again is None:
            return None
        match, start, words_found = again, start + lead.end(), again.group()
        if words_found in _DOER_ONLY:
            return None
    if _NTH_MEETING.match(words_found) or words_found in _NO_BODIES:
        return Found(start, match.end(), "none", "")
    if (
        (" " not in words_found and _ONLY_HEAD.fullmatch(words_found))
        or _NOT_FIRST.match(words_found)
        or _PAPER.search(words_found)
        or words_found.startswith("Group of ")
    ):
        return None
    if (
        _COMMON_HEAD.search(words_found)
        and words_found not in body_names()
        and not _LOCAL_GOVERNMENT.search(words_found)
        and not _ARTICLE_BEFORE.search(text[max(0, start - 6) : start])
    ):
        return None
    return _with_article(text, start, match.end(), "named", "en.agency.body")


_OFFICER_ARTICLE = re.compile(r"\b(?:[Tt]he|[Ee]ach|[Aa]n?) (?:relevant |appropriate )?\Z|(?<=ation with )\Z")
# the Administrator of the Office of Electronic Government within OMB
_WITHIN_BODY = re.compile(rf" (?:within|in|at) (?:the )?(?:{alternation(body_names() | acronyms())}){_END}")
_OFFICER_JOINT = re.compile(r"(?:\s?\([A-Z]\w*\))?(?:,? and |, (?:and )?|; )(?:the )?")
# what follows a title that stands alone
_BARE_OFFICER = re.compile(r"(?:\s\([A-Z]+\))?(?:,| shall| will| must| should| may| is| and | of| to )")


# CIO, and Administrator of OIRA; in consultation with the CIO, Controller of …
_SHORT_BEFORE = re.compile(r"\b(?:C[A-Z]{1,2}O|Officer)(?:\s?\([A-Z]+\))?(?:,? and |, )\Z")
_TITLE_HERE = re.compile(rf"(?:{_TITLE}){_END}")
_TITLE_NEXT = re.compile(rf"(?:\s?\([A-Z]\w*\))?(?:,? and |, (?:and )?)(?:the )?(?:{_TITLE}){_END} (?:of|for) ")
_PERSON_BEFORE = re.compile(r"(?:[A-Z][\w.'-]+ )?[A-Z][\w.'-]*,? \Z")


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether an office without an article is one all the same: in a list of offices, or with a modal behind it, and no person's name before."""
    if _TITLE_HERE.match(text, start) is None or (" of " not in text[start:end] and " for " not in text[start:end]):
        return False
    if _SHORT_BEFORE.search(text, max(0, start - 24), start):
        return True
    if _PERSON_BEFORE.search(text, max(0, start - 30), start):
        return False
    return will_act(text, end) or _TITLE_NEXT.match(text, end) is not None


def _officer(text: str, start: int, before: list[Found]) -> Found | None:
    """An office with its body. Without an article it counts only in a list of offices; else only its body is the mention."""
    match = _OFFICERS.match(text, start) or _OFFICER_CAP.match(text, start) or _OFFICER_PLAIN.match(text, start)
    if match is None:
        return None
    if _HEAD_NEXT.match(text, match.end()):
        return None
    article = _OFFICER_ARTICLE.search(text[max(0, start - 18) : start]) or _SENT_BY.search(text, max(0, start - 90), start)
    listed = (
        bool(before) and before[-1].kind == "officer" and 0 < start - before[-1].end <= 30 and _OFFICER_JOINT.fullmatch(text, before[-1].end, start) is not None
    )
    if not (article or listed or _stands_alone(text, start, match.end())):
        return None
    words_found = match.group()
    if words_found in ("Director", "Administrator", "Chief", "Executive Secretary", "Head") and not _BARE_OFFICER.match(text[match.end() : match.end() + 10]):
        return None
    begin = start - len(article.group()) if article and ":" not in article.group() else start
    where = _WITHIN_BODY.match(text, match.end())
    return Found(begin, where.end() if where else match.end(), "officer", "en.agency.officer")
