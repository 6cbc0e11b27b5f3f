"""Is a bare number a count, and of what?

A number without a unit counts something when a plural noun phrase follows it; it is no quantity when it numbers a section, a law,
a page, an address, a model or a slogan. Small bare numbers without a noun need a cue ("a total of", "reached").
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from pipeline.lang.en.numerals import Number

_LABELS: Final = frozenset(
    """section sections sec sec. subsection subsections sub-section article articles art art. chapter chapters part parts title titles subtitle subchapter paragraph paragraphs para para.
    clause clauses annex annexes appendix appendices schedule schedules table tables figure figures fig fig. box boxes note notes exhibit attachment item
    items no no. nos nos. nrs nrs. number numbers
    order orders memorandum memoranda directive circular decree document documents doc doc. act law resolution regulation regulations form page pages p.
    pp pp. vol vol. volume issue line
    step phase stage level grade grades class type category tier group scope scopes stat stat. fr cfr u.s.c. usc pub. version versions v v. ver. tel tel.
    phone fax room rm. route highway
    suite apt apt. box zip code standard iso iec model series unit goal goals sdg objective strategy pillar priority principle question answer bullet
    option plan lot ring windows covid
    agenda formula top session volume edition rule rules release war flight platform building zone file chapter case exercise exercises revision rev. rev
    lesson module track channel
    gate pier terminal bus train reactor block district bureau tag tier fn footnote endnote reg. regs. ch. ch ref ref. ext ext. id bill s. h.r. res. cir.
    f.3d psalm footnotes
    publication subpart subparts pt pt. pub pub. catalog scenario wave round day week month year annex form. schedule amendment proposition protocol chart map area sheet slide column row""".split()
)
# labels that are verbs too: "form three alliances", "train 500 teachers"
_VERB_LABELS: Final = frozenset("form issue act order note line document box step stage bill round track channel train tag file table map schedule plan amendment target release lot rule total chart".split())
# after these a number stands for a thing although a noun follows ("type 2 diabetes", "scope 1 emissions", "Title 3 funds")
_CHAIN: Final = re.compile(r"\)?(?:\([a-z0-9]{1,5}\))*(?:,|,? (?:and|or|to|through|and/or)|-|–|&|,? as well as) ?$")
_FOLLOW_LAW: Final = re.compile(
    r" ?(?:U\. ?S\. ?C|USC\b|C\. ?F\. ?R|CFR\b|F\. ?R\.|FR\b|Fed\.|Stat\.|F\. ?[23]d|S\. ?Ct|L\. ?Ed|St\.|(?:\d+(?:st|nd|rd|th)|[A-Z][a-z]+)"
    r" (?:Street|Avenue|Road|Boulevard|Drive|Lane|Place|Square|Highway|Plaza)\b|(?:[NSEW]\.?W?\.? )?[A-Z][a-z]+ (?:St|Ave|Rd|Blvd)\b)"
)
_STOP: Final = frozenset(
    """of in on at by for to from with within without under over than as and or but nor that which who whom whose where when while if because so the a an this these those its their his her our your my
    is are was were be been being am has have had having do does did will would shall should may might must can could not no also only each every per via
    through throughout during into onto upon
    after before since until between among across around about against toward towards behind below above beyond including included both either neither it
    they we he she you i there here then thus
    respectively annually monthly yearly overall altogether combined more less fewer higher lower or percent year-on-year respectively. became become
    becomes rose fell grew reached exceeded accounted accounts
    gained took came went got made makes won lost out up down off lie lies stand stands according compared based due nationwide countrywide abroad
    worldwide yet already still just even too again all any some
    last next previous ago later et what how""".split()
)
_IRREGULAR: Final = frozenset(
    """people children men women persons staff personnel criteria phenomena households cattle sheep faculty aircraft species workforce police fish deer teeth feet mice media data bacteria alumni
    farmers businessmen policemen fishermen salesmen businesswomen servicemen servicewomen craftsmen congressmen countrymen livestock poultry head""".split()
)
_SINGULAR_S: Final = re.compile(r"(?:ss|us|is|ous|ics|'s|s'|news)$")
_TIME: Final = re.compile(
    r"[ -](?:(?:calendar|business|working|consecutive|fiscal|academic|school|full|whole|straight|successive|more|additional|further|or more"
    r"|calendar-|trading)[ -]){0,2}"
    r"(?:seconds?|minutes?|hours?|days?|weeks?|fortnights?|months?|quarters?|years?|decades?|centur(?:y|ies)|semesters?|a\.?m\.?|p\.?m\.?|o'clock)(?![a-z])"
)
_PHRASE: Final = re.compile(r"[ \u00a0]{1,2}(?P<quote>[\"“'‘]?)(?P<words>[A-Za-z][\w’'/&-]*(?:[ \u00a0][A-Za-z][\w’'/&-]*){0,7})")
_OF_KINDS: Final = re.compile(r"(?:types|kinds|categories|sorts|sets|pieces|batches|pairs|varieties|classes|forms)$")
_OF: Final = re.compile(r"[ ]of (?P<words>[A-Za-z][\w'/-]*(?: [A-Za-z][\w'/-]*){0,4})")
_TOTAL: Final = re.compile(
    r"(?<![a-z])(?:total(?:l?ed|s|ing|l?ing)?(?: of| to)?|tally of|reach(?:ed|es|ing)?|stood at|stands at|number(?:s|ed)?|amount(?:ed|s|ing)"
    r" to|(?:increas\w+|rose|risen|rising|grew|grown|growing|fell|fallen"
    r"|dropp\w+|reduc\w+|cut|rais\w+|expand\w+|lower\w+) (?:from|to|by)|(?:down|up) (?:from|to)|equal to|equals to|equals|than|value of"
    r"|record|population is|to a)$"
)
_NAME: Final = re.compile(r"(?:^|[^A-Za-z.])([A-Z][\w’'.&-]*|[A-Z]{2,})$")
_SENTENCE: Final = re.compile(r"[.!?:;)\]\n“\"—–|>*•-][ \u00a0*_]*$|^$")
_NUMBER_OF: Final = re.compile(
    r"(?<![a-z])(?:number|amount|quantity|population|total) of (?P<noun>[^,;:.\d]{3,70}?)(?: (?:has|have|had|was|were|been|be|will))*"
    r" (?:(?:increased|reduced|rising|rose|fell|fallen|dropped|cut|decreased|grew|grown|up|down|reached|exceeded|stood|expanded|raised|by|to"
    r"|at|from|reach|exceed|is) ?){1,3}$"
)
_RATIO: Final = re.compile(
    r"(?P<noun>(?:[a-z][a-z-]+ ){0,4}?(?:effectiveness|efficiency|ratio|index|coefficient|rate|intensity|density|factor|score|level"
    r"|population|value|multiple|threshold|density|speed|capacity) )"
    r"(?:(?:target|level|value|score|goal|standard|limit)s? )?(?:of|at|to|is|was|be|were|reached|stood at|below|within|exceeds) ?$"
)
_AGE: Final = re.compile(r"(?<![a-z])(?:the |an )?(?:ages? of|aged?|ages|aged between|between the ages of)(?: from)? $")
_ARTICLES: Final = re.compile(r"^.*(?<![a-z])(?:a|an|the|its|their|our|and|establishing|with|by|for|achieve|achieving|set|setting|of|has|had|have|average) ")


def _plural(word: str) -> bool:
    word = word.lower().rstrip("'’")
    return word in _IRREGULAR or (len(word) > 3 and word.endswith("s") and not _SINGULAR_S.search(word))


def noun_after(text: str, at: int) -> tuple[str, bool, bool] | None:
    """The noun phrase directly behind a number: its words, whether a plural noun closes it, whether it stands in quotes."""
    m = _PHRASE.match(text, at)
    if m is None:
        return None
    words: list[str] = []
    plural = False
    listed = m.group("words").split()
    for i, word in enumerate(listed):
        # "science and technology projects": the plural stands behind "and"
        if word in (
            "and", "or"
        ) and 0 < i < 4 and any(_plural(w) for w in listed[i + 1 : i + 4]) and not any(w.lower() in _STOP for w in listed[i + 1 : i + 3]):
            words.append(word)
            continue
        if word.lower() in _STOP:
            break
        words.append(word.rstrip("'’-/"))
        if _plural(word):
            plural = True
            break
        if len(words) == 7:
            break
    if not words:
        return None
    noun = " ".join(words)
    if plural and _OF_KINDS.search(noun):
        end = m.start("words") + len(m.group("words")[: len(noun)])
        more = _OF.match(text, end)
        if more is not None:
            got = noun_after(text, more.start("words") - 1)
            if got is not None:
                noun = f"{noun} of {got[0]}"
    return noun, plural, bool(m.group("quote"))


def is_time(low: str, at: int) -> bool:
    """Whether a unit of time follows ("30 days"): that is for the temporal finder, never a count."""
    return _TIME.match(low, at) is not None


def labelled(text: str, low: str, start: int, label_end: int | None, *, plural: bool = False) -> bool:
    """Whether the word before the number makes it a section, law, page or model number; `label_end` is where the number before it
    that was so rejected ended ("scope 1 and 2", "sections 2, 3, and 4"). `plural`: a plural noun follows the number."""
    if label_end is not None and start - label_end < 16 and _CHAIN.fullmatch(low, label_end, start):
        return True
    end = start
    while end and text[end - 1] in " \u00a0§#":
        if text[end - 1] in "§#":
            return True
        end -= 1
    begin = end
    while begin and (text[begin - 1].isalpha() or text[begin - 1] in ".'’-") and end - begin < 14:
        begin -= 1
    word = low[begin:end].lstrip(".-'’")
    if plural and word in _VERB_LABELS:
        return False
    return word in _LABELS or (word == "" and end > 1 and low[end - 1] == ":" and low[:end - 1].rsplit(None, 1)[-1:][0:1] in (["number"], ["no"], ["no."], ["tel"], ["phone"], ["fax"], ["id"], ["code"]))


def named(text: str, start: int) -> bool:
    """Whether a capitalised word inside a sentence stands directly before the number: "Fortune 500", "Directive 21", "DC 20503"."""
    end = start
    while end and text[end - 1] in " \u00a0":
        end -= 1
    if end == start:
        return False
    m = _NAME.search(text, max(0, end - 24), end)
    if m is None:
        return False
    word = m.group(1)
    if word.endswith((
        "'s", "s'", "’s")) or word in ("I", "A", "The", "In", "Of", "These", "Those", "All", "And", "Some", "By", "To", "For", "From", "At",
        "With", "Over", "About"
    ):
        return False
    first = m.start(1)
    window = text[max(0, first - 4) : first]
    return not _SENTENCE.search(window) if first > 0 else False


def law_follows(text: str, at: int) -> bool:
    """Whether a law reporter or a street follows ("44 U.S.C.", "85 FR", "1600 Pennsylvania Avenue")."""
    return _FOLLOW_LAW.match(text, at) is not None


def has_total_cue(low: str, start: int) -> bool:
    """Whether "a total of", "reached", "rose from" stands directly before."""
    return _TOTAL.search(low[max(0, start - 34) : start].rstrip()) is not None


def age_cue(low: str, start: int) -> int | None:
    """Where "the age of", "aged" before a number begins, or None."""
    m = _AGE.search(low[max(0, start - 24) : start])
    return None if m is None else max(0, start - 24) + m.start()


def year_like(number: Number) -> bool:
    """Four plain digits of the years 1900 to 2100."""
    return number.form == "digits" and not number.grouped and not number.scaled and number.end - number.start == 4 and Decimal(1900) <= number.value <= Decimal(2100)


def noun_before(low: str, start: int, clause: int) -> str | None:
    """What a number without a noun counts by the words before it: "number of people living in poverty by", "effectiveness target of"."""
    left = low[clause:start]
    m = _NUMBER_OF.search(left)
    if m is not None:
        return m.group("noun")
    m = _RATIO.search(left[-80:])
    if m is not None:
        noun = _ARTICLES.sub("", m.group("noun")).strip()
        return noun or None
    return None
