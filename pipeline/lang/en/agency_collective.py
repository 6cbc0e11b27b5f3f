"""Where does a class of bodies, or the speaker's own area, act in an English text: each agency shall…, encourage districts to…, our province will…?

Such words are bodies only as doers: with a modal or verb of action behind them, a verb that sets them to work before them,
or as partners (in coordination with agencies).
"""

from __future__ import annotations

import re

from pipeline.lang.agency_found import Found
from pipeline.lang.alternation import alternation
from pipeline.lang.en.agency_acts import ADVERB, BAD_BEFORE, CAUSER, CLAUSE_OPEN, DID_COUNT, MODAL, MODIFIED, PARTNER, SKIP, TO_DO, will_act
from pipeline.lang.en.agency_lexicon import collective_words, cue, verbs, words
from pipeline.lang.waiting import when_used
from pipeline.lang.woken import behind

_END = r"(?![A-Za-z0-9(]|'s|-[a-z])"


def _either_case(nouns: frozenset[str]) -> str:
    """A pattern for nouns in lower case or with a capital."""
    return alternation(nouns | {n[0].upper() + n[1:] for n in nouns})


_TRADES = words("collective_en", "kind", "trade")
_GOVERNMENT = words("collective_en", "kind", "government")
_NOUNS = words("collective_en", "kind", "noun") | _GOVERNMENT | _TRADES
_ADJECTIVE = (
    rf"(?i:(?:[Ff]ederal|[Ss]tate|local|[Tt]ribal|territorial),(?: and| or)? (?=local|[Tt]ribal|territorial|[Ss]tate)"
    rf"|(?!government(?: department)? and )(?:{collective_words('adjective')})(?:,? and| or|,)? )"
)
_DETERMINER = rf"(?:(?:{collective_words('determiner')}|The|Each|Every|All|Any|An|A|Such|Both|All the|These) )"
_OFFICER = collective_words("officer")
_NOUN_AT = behind("[^A-Za-z-]", rf"(?:{_either_case(_NOUNS)})(?: {collective_words('post')})*{_END}")
_BEFORE = re.compile(
    rf"(?<![\w'-]){_DETERMINER}?(?:(?:city|county|district|province|state|country|nation|region|town|township|municipality|agency|department|school"
    rf"|university|government|territory)'s (?:[a-z-]+ ){{0,2}})?{_ADJECTIVE}{{0,7}}\Z|\Z"
)
_DETERMINED = re.compile(_DETERMINER)


def _word_before(text: str, at: int) -> str:
    """The word before the blank before `at`, in lower case, without a comma."""
    end = at - 2 if text[at - 2 : at - 1] == "," else at - 1
    begin = end
    while begin > 0 and (text[begin - 1].isalnum() or text[begin - 1] in "'-"):
        begin -= 1
    return text[begin:end].lower()


_MODIFIERS = words("collective_en", "kind", "adjective") | words("collective_en", "kind", "determiner")
_MODIFIER_ENDS = {_word_before(f"{word} ", len(word) + 1) for word in _MODIFIERS} | {"and", "or", "federal", "state", "local", "tribal", "territorial"}


def _modified(text: str, at: int) -> bool:
    """Whether anything that `_BEFORE` knows may stand before `at`: a quick first look."""
    return text[at - 1 : at] == " " and (_word_before(text, at) in _MODIFIER_ENDS or text.find("'s ", max(0, at - 120), at) >= 0)


_UNMISTAKABLE = re.compile(
    r"(?:agency|department|bureau|commission|committee|council|ministry|authority|board|office|agencies|departments|bureaus|authorities)"
)
_UNKNOWN = re.compile(
    rf"(?<![A-Za-z-]){_DETERMINER}(?:(?!(?:of|in|for|to|and|or|by|with|from|on|at|that|which|as|is|was|are|other) )[a-z]+(?:-[a-z]+)? ){{1,3}}\Z"
)
_OWN = behind("[^A-Za-z-]", rf"(?:{_either_case(words('collective_en', 'kind', 'own'))}){_END}")
_OFFICE = re.compile(
    rf"(?<![A-Za-z-])(?:(?:[Tt]he|[Ee]ach|[Ee]very|[Aa]n|[Ii]ts|[Tt]heir|[Aa]ll) )?(?:(?:agency|department|CFO Act agency|covered agency)'s "
    rf"|agencies' )?(?:(?:[Aa]gency|[Dd]epartment|[Cc]omponent|[Bb]ureau|Federal|Deputy|deputy|departmental"
    rf"|CFO Act agency) )?(?:{_OFFICER})(?: office(?= (?:shall|must|should|will)))?{_END}"
    rf"|(?<![A-Za-z-])[Tt]he office of the (?:{_OFFICER}){_END}"
)
_OFFICE_TRIGGER = re.compile(_OFFICER)

# The education system will also be fairer, small firms will benefit: no act
_BECOMES = re.compile(
    r" (?:also |all |surely |certainly )*(?:be (?:more|better|less|fairer|stronger|greener|larger|smaller|richer|safer|cleaner|able|eligible"
    r"|exempt|free|entitled"
    r"|subject)|remain|benefit|enjoy|gain|stand to|take on a new|have (?:easier |better |more )?access|prosper|suffer|thrive)(?![a-z])"
)
_base, _past, _third = verbs()
_ACT = when_used(rf"{SKIP} {ADVERB}(?:{_past}|{_third}|{_base}){_END}(?! by\b)")
_ACT_OF_MANY = when_used(rf" {ADVERB}(?:{_base}|{_past}){_END}(?! by\b)")
# Invites the World Bank and observer organizations to: the list that a causer opens
_CAUSER_LIST = re.compile(rf"\b(?i:{cue('causer')})(?: (?!to |that |which )[\w'.-]+,?){{1,16}}(?:(?<=and)|(?<=,)) (?:other |all other )?\Z")
_CAUSER_ENDS = {c.split()[-1] for c in words("agency_cues_en", "class", "causer")} | {"of", "both"}
_CAUSER_ENDS |= {c.capitalize() for c in _CAUSER_ENDS} | {c.upper() for c in _CAUSER_ENDS}
_HELP_ENDS = {"help", "helps", "helping", "let", "make", "makes"}
_PARTNER_ENDS = {"with", "With", "consulting", "Consulting", "by", "By", "of", "from"}
_HELP = re.compile(r"\b(?:help|helps|helping|let|make|makes) \Z")
# guidance to assist agencies in integrating: the help is for them, the act is another's
_BENEFIT = re.compile(r"[a-z,)] to (?:help|assist|support|enable|allow|aid|advise|guide) (?:the |all |other )?\Z")
# best practices for banks to manage risks: what they may use, not what they are to do
_HELP_FOR = re.compile(
    r"\b(?:practices|necessary|needed|required|sufficient|tools?|toolkits?|resources|steps|opportunit(?:y|ies)|ways?|options|recommendations"
    r"|incentives?|materials"
    r"|methods|templates?|easier|simpler|harder|possible|time|room|mechanisms?|pathways?|process(?:es)?) for \Z"
)
_BARE = when_used(rf" (?:to )?(?:[a-z]+ly )?(?:{_base}){_END}")
_COMPOSED = re.compile(rf" (?:composed|consisting|comprised|made up) of [^.;\n]{{5,160}}? (?:{_third}|shall|will|should|must){_END}")
# relevant departments of the county government should
_OF_MORE = re.compile(r" (?:of|responsible for|in charge of) (?:the )?[A-Za-z' -]{3,90}?(?= (?:shall|should|must|will) (?!be [a-z]+ed))")
_THAT = re.compile(r"that \Z")
_POSSIBLE = re.compile(r"\b(?:may|can|could|would)\Z")
# working with Ofgem and local authorities
_PARTNER_LIST = re.compile(
    r"(?i)\b(?:in (?:consultation|coordination|cooperation|collaboration) with|working with|work with)(?: [A-Z(][\w').-]*| the| of| and| for"
    r"|,)+(?: and|,|, and) \Z"
)
_BY = re.compile(
    r"\b(?:carried|borne|funded|paid|financed|implemented|carried out|led|provided|organized|overseen|undertaken|delivered|managed|[a-z]+ed)(?: out"
    r"| up)? (?:jointly |mainly |primarily )?by \Z"
)
_BY_LIST = re.compile(r"\bby (?:the )?(?:central|local|provincial|national|state|federal|city|county) (?:government|governments|authorities),? and \Z")
_RELATIVE = re.compile(r"\s(?:that|which|who|whose|with|under|where|subject to|not)\b")


def _acts(text: str, start: int, end: int, *, government: bool, plural: bool, determined: bool = True) -> bool:
    """Whether the body is a doer where it stands. Without a determiner it must open its clause (not: western regions should)."""
    before = text[max(0, start - 80) : start].rpartition("\n")[2]
    modal = MODAL.match(text, end)
    if modal is not None and _BECOMES.match(text, modal.end()):
        return False
    if modal is not None and modal["passive"] is None:
        if before.endswith(("we in ", "We in ")):
            return True
        if CLAUSE_OPEN.search(before) or _THAT.search(before):
            return True
        if _POSSIBLE.search(modal.group()):
            return False
        if determined and not BAD_BEFORE.search(before):
            return True
    if _BENEFIT.search(before) and not _BARE.match(text, end):
        return False
    word = before[:-1].rpartition(" ")[2]  # each test below is only tried behind the word it ends in
    if word in _CAUSER_ENDS and CAUSER.search(before) and TO_DO.match(text, end):
        return True
    if before.endswith((" and ", ", ", " other ")) and _CAUSER_LIST.search(text[max(0, start - 220) : start].rpartition("\n")[2]) and TO_DO.match(text, end):
        return True
    if word in _HELP_ENDS and _HELP.search(before) and _BARE.match(text, end):
        return True
    if before.endswith(" for ") and not _HELP_FOR.search(before) and TO_DO.match(text, end) and text.startswith(" to ", end):
        return True
    if text.endswith("stakeholders", start, end) and modal is None:
        return False
    if (word in _PARTNER_ENDS and PARTNER.search(before)) or (before.endswith(("and ", ", ")) and _PARTNER_LIST.search(before)):
        return True
    if government and word in ("by", "and") and (_BY.search(before) or _BY_LIST.search(before)):
        return True
    if _COMPOSED.match(text, end) and CLAUSE_OPEN.search(before):
        return True
    if text.startswith(" taking the lead", end):
        return True
    if MODIFIED.match(text, end) and CLAUSE_OPEN.search(before):
        return True
    if _RELATIVE.match(text, end) or BAD_BEFORE.search(before):
        return False
    if modal is not None:
        return False
    if not plural and DID_COUNT.match(text, end) and CLAUSE_OPEN.search(before):
        return True
    return CLAUSE_OPEN.search(before) is not None and (_ACT_OF_MANY if plural else _ACT).match(text, end) is not None


def collective(text: str) -> list[Found]:
    """Collective bodies as doers, ordered by start.

    >>> t = "Agencies shall report. Encourage districts to build schools. Our province will work with all schools in the city."
    >>> [t[f.start:f.end] for f in collective(t)]
    ['Agencies', 'districts', 'Our province', 'all schools in the city']
    """
    out: list[Found] = []
    for match in _NOUN_AT.finditer(text):
        window = 110 if text.rfind(",", match.start() - 40, match.start()) >= 0 else 60
        before = _BEFORE.search(text, max(0, match.start() - window), match.start()) if _modified(text, match.start()) else None
        start = before.start() if before else match.start()
        while start and text[start - 1].isalpha() and start < match.start():
            start = text.find(" ", start) + 1
        if "," in (listed_words := text[start : match.start()]) and (listed_words.endswith((", ", ", and ")) or not _AND.search(listed_words)):
            start += listed_words.rfind(", ") + (6 if listed_words.endswith(", and ") else 2)  # In education, schools should: no list
        noun = match.group()
        if noun == "Agencies" and text.endswith("Departments and ", 0, match.start()):
            continue  # the rest of a title
        if text.endswith(("United ", "Member ", "Third ", "third "), 0, match.start()):
            continue
        bare = noun.split(" (")[0]
        one = not bare.endswith("s") and not _MANY.search(bare)
        if start == match.start() and _UNMISTAKABLE.fullmatch(noun):
            # the housing department, the service agency: modifiers that no lexicon has
            unknown = _UNKNOWN.search(text, max(0, match.start() - 50), match.start())
            start = unknown.start() if unknown else start
        if not one and start == match.start():
            trade = (_TRADE_OPENS if noun.islower() else _NEVER).search(text, max(0, start - 50), start)
            if trade is not None and _MUST.match(text, match.end()):
                start = trade.start(1)
            elif (
                text.rfind(" and ", start - 40, start) >= 0
                and (listed := _LISTED.search(text, max(0, start - 60), start))
                and _CAUSER_LIST.search(text[max(0, start - 160) : listed.start(1)].rpartition("\n")[2])
            ):
                start = start if _VERB.match(listed.group(1)) else listed.start(1)
        if noun in ("region", "regions") and _COMPASS.search(text, start, match.start()) and not CAUSER.search(text, max(0, start - 40), start):
            continue  # a place as a place
        beside = _BESIDE.get(noun.lower())
        if beside is not None and beside.search(text, max(0, start - 40), start):
            continue
        determined = _DETERMINED.match(text, start, match.start()) is not None
        if one and noun in _SINGLE and not _COMPASS.search(text, start, match.start()) and text[start : start + 4].lower() not in ("each", "ever"):
            continue
        if (one and not determined) or (noun == "Party" and text[start : start + 4] in ("the ", "The ", "our ")):
            continue
        if (noun[0].lower() + noun[1:]) in _TRADES and not _trade_acts(text, start, match.end()):
            continue
        more = _OF_MORE.match(text, match.end()) if not one and _IN_CHARGE.search(text[start : match.start()]) else None
        if more and _acts(text, start, more.end(), government=False, plural=True):
            out.append(Found(start, more.end(), "collective", "en.agency.collective_of"))
            continue
        relative = not one and text.startswith((" that ", " which ", " who ", " whose "), match.end()) and _THAT_MUST.match(text, match.end())
        if relative and CLAUSE_OPEN.search(text, max(0, start - 20), start):
            out.append(Found(start, match.end(), "collective", "en.agency.collective"))
            continue
        if not one and _WITH_MORE.match(text, match.end()) and CLAUSE_OPEN.search(text, max(0, start - 20), start):
            out.append(Found(start, match.end(), "collective", "en.agency.collective"))
            continue
        if _acts(text, start, match.end(), government=noun[0].lower() + noun[1:] in _GOVERNMENT or noun in _GOVERNMENT, plural=not one, determined=determined):
            out.append(Found(start, match.end(), "collective", "en.agency.collective"))
    out += [Found(m.start(), m.end(), "collective", "en.agency.own") for m in _OWN.finditer(text) if _acts(text, *m.span(), government=False, plural=False)]
    for match in _HIGH.finditer(text):
        line = text[max(0, match.start() - 160) : match.start()].rpartition("\n")[2]
        if (
            _RECEIVES.search(line)
            or (_LAWMAKERS.search(match.group()) and CLAUSE_OPEN.search(line) and (_ACT.match(text, match.end()) or _PASSED.match(text, match.end())))
            or (not line.endswith(" as ") and will_act(text, match.end()) and CLAUSE_OPEN.search(line))
        ):
            out.append(Found(match.start(), match.end(), "officer", "en.agency.high"))
    if "y Administration" in text:
        out += [Found(m.start(), m.end(), "officer", "en.agency.policy") for m in _POLICY.finditer(text)]
    out += _offices(text)
    return sorted(out, key=lambda f: (f.start, -f.end))


_AND = re.compile(r" (?:and|or) ")
_MANY = re.compile(r"ies|s (?:throughout|across|in|at|of|and|to|nationwide|concerned)")
_IN_CHARGE = re.compile(r"relevant|competent|responsible", re.IGNORECASE)
_SINGLE = frozenset(
    (
        "county",
        "city",
        "municipality",
        "province",
        "prefecture",
        "township",
        "borough",
        "State",
        "state",
        "tribe",
        "jurisdiction",
        "region",
        "locality",
        "unit",
        "district",
    )
)
_COMPASS = re.compile(r"(?:eastern|western|central|northern|southern|northeastern|northeast|border|inland) ")
_VERB = when_used(rf"(?:{_base}|{cue('causer')}|more|get|that|which|who|whether|how|where|when|are|is) ")
_NEVER = re.compile(r"(?!)")
_MUST = re.compile(
    r"(?: (?:over|under|above|below|with|serving|operating|receiving) (?:[^.;,\n]|,(?=\d)){2,50}?)? (?:must|shall|should|are required to"
    r"|will)(?! be (?:[a-z]+ed|more|able))(?![a-z])"
)
# Wastewater utilities must: a trade that no lexicon has, from the start of the sentence
_TRADE_OPENS = re.compile(
    r"(?:\A|[.;!?\n]\s+|\n)((?!(?:The|In|On|At|By|For|To|From|With|Under|As|If|When|While|Some|Many|Most|More|These|Those|No|Not|All|Both|We|And"
    r"|But|Or|Our|Their|Its|This|That|Such|Other|After|Before|Where|Any|What|How)\b)"
    r"[A-Z][a-z-]+ (?:(?!(?:of|at|in|for|to|with|from|on|by|and|or|who|that|whose|under|the|a) )[a-z-]+ )?)\Z"
)
# Invite X and regional fisheries bodies to
_LISTED = re.compile(r"(?:and|,) ((?!(?:the|a|an|all|other|and) )(?:(?!(?:to|of|in|for|at|on|by|with|from|that) )[a-z-]+ ){1,3})\Z")
# municipalities over 10,000 people must
_WITH_MORE = re.compile(
    r" (?:over|under|above|below|with|serving|operating|receiving) (?:[^.;,\n]|,(?=\d)){2,50}? (?:must|shall|should|are required to)(?! be [a-z]+ed)(?![a-z])"
)


# listed with these the word is no body: countries and regions (abroad), staff and contractors (persons), requirements and authorities (powers)
_BESIDE = {
    "regions": re.compile(r"\b(?:countries|nations),? (?:and|or) (?:other )?\Z"),
    "contractors": re.compile(r"\b(?:employees|workers|staff|officials|personnel),? (?:and|or) (?:other )?\Z"),
    "partners": re.compile(r"\b(?:employees|workers|staff|officials|personnel|allies),? (?:and|or) (?:other )?\Z"),
    "authorities": re.compile(r"\b(?:requirements|laws?|responsibilities|procedures|functions|statutes|powers|rules|roles|regulations),? (?:and|or) \Z"),
    "institutions": re.compile(r"\b(?:mechanisms|systems|rules|laws|policies|norms),? (?:and|or) \Z"),
}
# Agencies that enter into contracts shall: the first modal behind the relative clause
_THAT_MUST = re.compile(
    r" (?:that|which|who|whose)(?: (?!(?:shall|must|should|will|may|can|would|could)\b)[^\s.;:]+){1,24} (?:shall|must|should|are required to)"
    r"(?!,? (?:not )?be [a-z]+ed)(?![a-z])"
)
_SUBORDINATE = re.compile(r"\b(?:that|which|how|whether|if|where|when|as) \Z")


def _trade_acts(text: str, start: int, end: int) -> bool:
    """Whether firms and the like are set to act here: with a modal of duty or a causer, never in a relative clause."""
    line = text[max(0, start - 120) : start].rpartition("\n")[2]
    if CAUSER.search(line) or (line.endswith(("and ", ", ", "other ")) and _CAUSER_LIST.search(line)):
        return True
    modal = MODAL.match(text, end)
    return modal is not None and " and " not in modal.group() and not _SUBORDINATE.search(line) and not _POSSIBLE.search(modal.group())


_NO_OFFICE = re.compile(r" (?:[A-Z][a-z]+|of [A-Z]|Council|role|functions?|responsibilit)")
_AMONG = re.compile(r"(?:\s?\([A-Z]\w*\))?,? and (?:the )?[A-Z]|(?:\s?\([A-Z]\w*\))?, (?:the )?[A-Z]")
_LIST_JOINT = re.compile(r"(?:\s?\([A-Z]\w*\))?(?:,? and |, (?:and )?)(?:the )?")


def _offices(text: str) -> list[Found]:
    """Officers of the agencies, by their short titles: agency CIOs, the agency's SAOP, Chief Financial Officer in a list."""
    out: list[Found] = []
    done = 0
    for trigger in _OFFICE_TRIGGER.finditer(text):
        if trigger.start() < done or (match := _OFFICE.search(text, max(done, trigger.start() - 40), trigger.end() + 16)) is None:
            continue
        done = match.end()
        words_found = match.group()
        if words_found.split(" ")[-1] in ("head", "heads"):
            continue
        if _NO_OFFICE.match(text[match.end() : match.end() + 14]):
            continue
        bare = " " not in words_found
        before = text[max(0, match.start() - 60) : match.start()]
        among = bare and before.endswith(", ") and _AMONG.match(text, match.end()) is not None
        listed = among or (bool(out) and _LIST_JOINT.fullmatch(text, out[-1].end, match.start()) is not None)
        if (
            bare
            and not listed
            and not _acts(text, match.start(), match.end(), government=False, plural=words_found.endswith("s"))
            and not CAUSER.search(before)
        ):
            continue
        if text.startswith(("'s", "-"), match.end()):
            continue
        out.append(Found(match.start(), match.end(), "officer", "en.agency.office"))
    return out


# bodies that are named in every order; mentions only where they receive or act
_HIGH = behind(
    "[^A-Za-z]",
    r"(?:[Tt]he President(?! of [a-z]|'s| [A-Z])|(?:[Tt]he )?(?:Congress|Parliament|Legislature|Government|Cabinet)(?!'s| [A-Z]|ional|ary)"
    r"|[Tt]he (?:Commission|Council|Board|Assembly|Ministers?|Secretary of State|Authority|Agency|Committee|Bureau|Secretary|Governor|Premier"
    r"|Secretaries|Administrators|Directors|Chairs?|Co-Chairs|Chairpersons?|Commissioners?|Inspectors? General|Attorneys General|Governors"
    r"|Prime Minister|First Minister|Chief Minister|Lieutenant Governor|Lord Chancellor|Chancellor|Ministry|Department|Office|Tribunal|Court|Registrar)(?!'s"
    r"| [A-Z]| (?:of|for|on) )"
    r"|[Tt]his (?:Commission|Council|Board|Committee|Bureau|Ministry|Department|Office|Agency|Authority|Assembly|Court)(?!'s| [A-Z]| (?:of|for|on) )"
    r"|[Oo]ur (?:Ministry|Commission|Department|Bureau|Office|Committee|Council|Agency|Administration)(?!'s| [A-Z]| (?:of|for|on) ))(?![A-Za-z])",
)
_PASSED = re.compile(r" (?:[a-z]+ed) (?:[$\d]|the |an? )")
# the policy of my Administration: its decisions are to be followed
_POLICY = re.compile(r"(?<=[Pp]olicy of )my Administration|(?<=policies of )my Administration|[Mm]y Administration(?='s (?:polic|priorit))")
_LAWMAKERS = re.compile(r"Legislature|Parliament|[Tt]he (?:Government|Cabinet)")
_RECEIVES = re.compile(
    r"(?i)\b(?:report|reports|submit|submits|submitted|recommend|recommendations?|provided?|presented?|delivered|sent|forwarded|made available"
    r"|transmit|transmitted|update|propose|advice|advise"
    r"|notify|inform)\b[^.;:\n]{0,120}?\b(?:to|notify|inform|advise|the President(?:,)? and) \Z|\b(?:notify|inform|advise) \Z|\b(?:approved"
    r"|approval|designated|appointed|directed|determined|accountable) (?:by|of|to) \Z|\b(?:guidance|direction|supervision|leadership|oversight) of \Z"
)
