"""Which role does a body have in its English sentence: leads, must do, supports, reviews or receives, issues, or is merely named?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipeline.lang.agency_found import Found
from pipeline.lang.agency_tables import governed_cells
from pipeline.lang.en.agency_acts import ADVERB, CAUSER, MODIFIED, PARTNER, SKIP, TO_DO, will_act
from pipeline.lang.en.agency_lexicon import cue, verbs
from pipeline.lang.waiting import when_used
from pipeline.types import Role

_JOINT = re.compile(r"(?:\s?\([^()\n]{1,20}\))?\s*(?:,?\s*(?:and|or|as well as)\s|,\s?(?:and |or )?|;\s?(?:and )?)\s*(?:through |other )?\Z")
_SUPERVISOR_BEFORE = re.compile(
    rf"(?i)\b(?:{cue('report')}|provides?|provided)\b(?: jointly)? to(?: the)? \Z|\b(?:{cue('report')})\b[^.;:\n]{{0,160}}?\bto(?: the)? \Z"
    rf"|\b(?:subject to (?:the )?(?:[a-z]+,? ){{0,3}}(?:and [a-z]+ )?(?:of|by)"
    rf"|(?<!re-)(?:approved|assessed|reviewed|determined|inspected|evaluated|audited|accepted|required|directed|supervised|monitored|overseen|designated"
    rf"|prescribed|authorized|requested|pointed out|assigned|specified|approval|guidance (?:issued|provided)) by"
    r"|with (?:the )?(?:approval|concurrence|consent) of|(?:approval|concurrence|review|direction|leadership|supervision|guidance|oversight"
    r"|authorization|instructions?|requirements|decisions?|policies|policy|decision-making and deployment) (?:of|from)|(?:decisions?|plans?"
    r"|arrangements|instructions|requirements|policies)(?: and [a-z]+)? (?:made|issued|adopted|set|laid down|set forth|put forward) by"
    r"|guidance from|(?:shall|to|will|must|and) (?:advise|brief|counsel)|administrative support (?:for|to)|under|(?:consideration|adoption|endorsement"
    r"|acceptance) by|report to|inform|notify) (?:the )?\Z"
)
_PROVIDE_TO = re.compile(
    r"(?i)\b(?:shall|will|must|should|to) (?:also )?be (?:[a-z]+ly )?(?:provided|made available|delivered|sent|forwarded"
    r"|presented)\b[^.;:\n]{0,60}\bto (?:the )?\Z"
    r"|\baccountable (?:by|to) (?:the )?\Z|\b(?:provide|present|submit|make)\b[^.;:\n]{0,120}\b(?:report|recommendation|recommendations|plan|plans"
    r"|list|proposal|assessment|update"
    r"|results|findings|strategy|inventory)\b[^.;:\n]{0,80}\bto (?:the )?\Z"
)
_LEAD_BEFORE = re.compile(r"(?i)\b(?:led|chaired|headed|co-led|co-chaired|coordinated|spearheaded) by (?:the )?\Z|\bunder the chairmanship of \Z")
_ISSUER_BEFORE = re.compile(
    r"(?i)\b(?:issued|released|published|promulgated|printed and distributed|announced|introduced|unveiled) (?:jointly )?by (?:the )?\Z"
)
_WILL_BE_BY = re.compile(r"(?i)\b(?:will|shall|should|must|to) be [^.;:,]{3,60} by (?:the )?\Z")
_JUDGED_BY = re.compile(r"(?i)\b(?:accountable|assessed|approved|supervised|monitored|overseen|inspected|audited) by (?:the )?\Z")
_BY_BEFORE = re.compile(
    r"(?i)\b(?:be|been|is|are|being) (?:[a-z]+ly )?(?:[a-z]+ )?(?:and [a-z]+ )?(?:re-)?[a-z]+(?:ed|en|ne|un|id) (?:out )?(?:and [a-z]+ed )?(?:jointly "
    r"|mainly |primarily )?by (?:the )?\Z|\b(?:carried out|implemented|undertaken|borne|carried|review|re-evaluation|actions?"
    r"|evaluation) by (?:the )?\Z"
)
_TITLE_BEFORE = re.compile(
    r"(?i)\b(?:person in charge|responsible person|official|officials|spokes(?:person|man|woman)|director|deputy director|head|deputy head|leader"
    r"|leaders|secretary|deputy secretary|premier|minister|vice minister|president|governor|chairman|member|members|staff|website|representatives?"
    r"|experts?) (?:of|from|at) (?:the )?\Z|\b(?:learned|heard) from (?:the )?\Z"
)
_NEWS_AFTER = re.compile(rf"(?:\s?\([^()\n]{{1,30}}\))?,? (?:[a-z]+ly |recently |also |has |have |had )*(?:{cue('news')})(?![A-Za-z])")
_ISSUE_AFTER = re.compile(rf"(?:\s?\([^()\n]{{1,30}}\))?,? (?:[a-z]+ly |recently |jointly |also |has |have |had )*(?:{cue('issue')})(?![A-Za-z])")
_LEAD_AFTER = re.compile(
    rf"{SKIP} {ADVERB}(?:(?:shall|will|should|must|to|may) {ADVERB}(?:co-)?(?:lead(?! by)|chair|head|spearhead|take the lead|be in charge"
    rf"|be the lead)|(?:co-)?(?:leads|chairs|heads)"
    rf"|taking the lead|takes the lead|(?:shall|will|to|should) (?:serve|act) as (?:the )?(?:lead|chair|co-chair)|(?:is|are) in charge"
    rf"|as the lead)(?![A-Za-z])"
)
_SUPPORT_AFTER = re.compile(r"(?:\s?\([^()\n]{1,30}\))?,? (?:supporting|assisting|cooperating|in support|participating)(?![A-Za-z])")
_base, _past, _third = verbs()
_ORDERS_AFTER = re.compile(
    r"(?:\s?\([^()\n]{1,30}\))?,? (?:also |further |has |have )*(?:requests?|invites?|urges?|encourages?|directs?|directed|requires?|required|asks?"
    r"|instructs?|instructed|orders|ordered|calls? (?:up)?on|approved|inspected|stressed|emphasi[sz]ed|demanded)(?![A-Za-z])"
)
_ORDERS_OTHERS = re.compile(
    r"(?:\s?\([^()\n]{1,30}\))? (?:also |further |has |have )?(?:(?:requests|invites|urges|encourages|instructs|calls (?:up)?on) (?:the|all|each|[A-Z])"
    r"|(?:requested|invited|urged|encouraged|instructed|directed|ordered|asked|called (?:up)?on) (?:the|all|each|its|other|[A-Z])[^.;\n]{2,90}? to [a-z])"
)
# voted to cut, expects to open; monitored 140 sites; promoted the experience of; held a meeting
_WILL_DO = re.compile(
    rf"{SKIP} {ADVERB}(?:expects?|expected|hopes?|hoped|voted|agreed|decided|chose|opted|proposes?|proposed|seeks?|is set|is due|is working"
    rf"|continues?|continued|began|begins"
    r"|started|starts|vows?|vowed|promises?|promised|pledged?|pledges|offers?|offered|(?:is|are) (?:planning|preparing|aiming|seeking"
    r"|working)) to(?![A-Za-z])"
)
_DID_AFTER = re.compile(
    rf"{SKIP} {ADVERB}(?!adopted|endorsed|welcomed|considered|noted|supported|opposed|criticized|recalled|attended|discussed|expressed|warned"
    rf"|confirmed|added that"
    r"|estimated|projected|predicted|forecast|called)(?:[a-z]{3,}ed|held|kept|cut|built|spent|made|set|took|bought|sold|paid|gave|won|ran"
    r"|brought) (?:[$€£¥]?\d|the|an?|its|their|all|more|over"
    r"|nearly|about|some|new|rates|interest|prices|production|emissions|spending|taxes|fees|[A-Z]{3} \d)"
)
_MET = re.compile(
    rf"{SKIP} {ADVERB}(?:held|hosted|convened|attended) (?:an?|the|its|their|two|three|several)? ?(?:[a-z'-]+ ){{0,4}}(?:meeting|conference"
    rf"|session|workshop|forum|briefing|ceremony|event|hearing|seminar)"
)
_RECOGNIZES = re.compile(
    rf"{SKIP} {ADVERB}(?:promoted|promotes|publici[sz]ed|reported|praised|commended|recogni[sz]ed|populari[sz]ed|featured|highlighted|introduced|affirmed)"
    r" [^.;:\n]{0,50}?(?:experiences?|practices?|achievements|model|approach|work of|reform of|reform experience)(?![A-Za-z])"
)
_ADOPTS = re.compile(
    rf"{SKIP} {ADVERB}(?:adopted|endorsed|welcomed|considered|recalled|supported|discussed|expressed) (?:the |its "
    rf"|an? )?(?:[a-z]+ )?(?:conclusions|resolution|decision|plan|report|proposal|efforts|progress|paper|position|opinion|views?)"
)
_FOUND_THAT = re.compile(
    rf"{SKIP} {ADVERB}(?:found|estimates?|estimated|warned|confirmed|added|told|projects|projected|forecast|concluded|announced|said"
    rf"|reported)(?: (?:that|on|in|last|this|an?|\d[\d,.]*)(?![A-Za-z])|,|\.|$)"
)
_LINE_OPENS = re.compile(r"(?:\A|\n[ \t]*)\Z")
_ISSUES_LINE = re.compile(r",?[ \t]*(?:\n|$)")
_ACT_AFTER = when_used(rf"{SKIP} {ADVERB}(?:{_past}|{_third}|{_base})(?![A-Za-z])")
_TO_THE_PRESIDENT = re.compile(r"\bto (?:the )?(?:President|Congress),? through")
_THROUGH = re.compile(r"(?:,|\bacting|\bto the President) through (?:the )?\Z")
# the Secretary, consistent with chapter 35 of title 44, shall
# the Secretary, through the Under Secretary for Health, shall; A, B, and C, shall
_COMMA_MODAL = re.compile(r"(?:\s?\([^()\n]{1,30}\))?, (?:shall|must|will)(?! be [a-z]+ed)(?![a-z])")
_OF_BEFORE = re.compile(r"\b(?:work|members?|meetings?|activities|functions|duties|role|use|purposes|findings|recommendations|report) of(?: the)? \Z")
_NO_SUBJECT = re.compile(r"\b(?:within|by|than|with|of|as|to|from|for)(?: the)? \Z")
_LATER_MODAL = re.compile(
    r"(?:\s?\([^()\n]{1,30}\))?(?:,| acting through| as the )[^.;:\n]{3,600}?,? (?:shall|must)(?! be (?:used|read|construed))"
    r"|—[^—\n]{3,160}—(?:shall|must|should|will)\b"
)
# the Secretary of Commerce, through the Administrator, shall
_CLOSED_MODAL = re.compile(r"(?:\s?\([^()\n]{1,30}\))?, (?:shall|must)(?! be (?:used|read|construed))(?![A-Za-z])")
_DEEMS = re.compile(
    r" (?:may |shall )?(?:deems?|determines?|considers?|designates?|finds?|selects?|chooses?|identif(?:y|ies)|requires?|directs?|prescribes?"
    r"|specif(?:y|ies))(?![a-z])"
)
_ENUMERATOR = re.compile(r"\A\W*[A-Za-z\d]{1,4}[.)]\s*")
_PARTY_TO = re.compile(
    r"\b(?:Agreement|Memorandum of Understanding|Partnership|Compact|Treaty|MOU) (?:with"
    r"|between) (?:the )?(?:[^.;:,\n]{1,60} and (?:the )?)?\Z"
)
_AND_LAST = re.compile(r",? and [^,]{3,90},\Z|\bwith [^,]{3,90},\Z")
_OPEN_PARTNER = re.compile(r"(?i)\bin (?:consultation|coordination|cooperation|collaboration) with [^.;:\n]*\Z")
_STOP = re.compile(r"[.|\t](?:\s|$)")
_LONGEST_LABEL = 60
_LABEL = re.compile(
    r"(?i)(?<![a-z])(?:(?P<lead>lead(?:ing)?(?: implementing| responsible)?(?: (?:agency|agencies|units?|departments?|organi[sz]ations?|body|bodies"
    r"|entity))?|led by)|(?P<support>(?:support(?:ing)?|cooperating|cooperation|participating|coordinating|assisting) (?:agency|agencies|units?"
    r"|departments?|organi[sz]ations?|bodies|entities)|partners?(?: agency| agencies| departments?)?)"
    r"|(?P<responsible>(?:responsible|implementing|host|hosting|organizing|undertaking|accountable) (?:agency|agencies|party|parties|units?"
    r"|departments?|organi[sz]ations?|body|bodies|entity|entities|office)|owner|responsibility|(?:implementing )?actors?|by whom|who))(?:\(s\)"
    r"|\(ies\))?\**\s*:"
)


_ASKS = re.compile(
    r"(?i)(?:\A|[\n.;]\s*|\d\.\s*|\b(?:also|further) )(?:invites?|requests?|urges?|encourages?|calls? (?:up)?on|directs?|instructs?) (?:the )?\Z"
)
_PARTNER_WORDS = frozenset(("with", "consulting", "by", "of", "from"))
_WORD_JOINS = re.compile(r"\b(?:and|or|as well as|with)\b")
_OPENS = re.compile(r"(?:\A\s*|(?:[\n.;:,!?\"”]|\([a-zA-Z\d]{1,4}\))\s*|\b(?:and|that|when|as|if|while|where|once)\s)\Z")


def assign(text: str, found: Sequence[Found], sentences: Sequence[tuple[int, int]], labelled: Sequence[tuple[int, int, Role]]) -> list[Role]:
    """The role of each found body (ordered by start) from the cues beside its list, in its sentence or line."""
    starts = [s for s, _ in sentences]
    label_starts = [s for s, _, _ in labelled]
    groups: list[list[int]] = []
    for i, f in enumerate(found):
        if groups:
            gap = text[found[groups[-1][-1]].end : f.start]
            if "\n" not in gap and len(gap) <= 40 and _JOINT.match(gap):
                groups[-1].append(i)
                continue
        groups.append([i])
    roles: list[Role] = []
    for group in _split(text, found, groups):
        first, last = found[group[0]], found[group[-1]]
        k = bisect_right(starts, first.start) - 1
        if k >= 0 and sentences[k][0] <= first.start < sentences[k][1]:
            low = sentences[k][0]
        else:
            low = text.rfind("\n", 0, first.start) + 1
        j = bisect_right(label_starts, first.start) - 1
        label = labelled[j][2] if j >= 0 and first.start < labelled[j][1] else None
        roles += [label or _shared(text, first, last, low)] * len(group)
    return roles


def _split(text: str, found: Sequence[Found], groups: list[list[int]]) -> list[list[int]]:
    """The groups, but a last member that only a comma joins stands alone (if X is not in the office, the agency should)."""
    out: list[list[int]] = []
    for group in groups:
        if (
            len(group) > 1
            and not _WORD_JOINS.search(text[found[group[-2]].end : found[group[-1]].start])
            and (text[found[group[-1]].end : found[group[-1]].end + 1] != "," or text.startswith((", who ", ", which "), found[group[-1]].end))
        ):
            out += [group[:-1], group[-1:]]
        else:
            out.append(group)
    return out


def _shared(text: str, first: Found, last: Found, low: int) -> Role:
    before = text[max(low, first.start - 200) : first.start]
    end = last.end
    word = before.removesuffix("the ").rstrip().rpartition(" ")[2].lower()
    by = word == "by"
    if word == "as" and _DEEMS.match(text, end):
        return "other"  # and the heads of other agencies as the Secretary may deem appropriate
    if word in ("with", "and") and _PARTY_TO.search(text, max(low, first.start - 200), first.start):
        return "other"  # in accordance with its Partnership Agreement with HUD and EPA
    if word in _PARTNER_WORDS and PARTNER.search(before):
        return "support"
    if word in ("by", "of") and _LEAD_BEFORE.search(before):
        return "lead"
    if by and _WILL_BE_BY.search(before):
        return "supervisor" if _JUDGED_BY.search(before) else "responsible"
    if by and _ISSUER_BEFORE.search(before):
        return "issuer"
    if _SUPPORT_AFTER.match(text, end) and last.kind != "collective":
        return "support"
    if _LEAD_AFTER.match(text, end):
        return "lead"
    if last.kind != "collective" and _TITLE_BEFORE.search(before):
        return "other"
    if CAUSER.search(before) and (last.kind != "named" or TO_DO.match(text, end)):
        return "responsible"
    if _ASKS.search(before):
        return "responsible"
    if _ORDERS_OTHERS.match(text, end):
        return "supervisor"
    if will_act(text, end) and not _SUPERVISOR_BEFORE.search(before):
        return "responsible"
    if _CLOSED_MODAL.match(text, end) and _OPENS.search(before) and word != "as":
        return "support" if _among_partners(text, low, first.start) else "responsible"
    if first is not last and _COMMA_MODAL.match(text, end) and not _NO_SUBJECT.search(before) and not _SUPERVISOR_BEFORE.search(before):
        return "support" if _among_partners(text, low, first.start) else "responsible"
    if _THROUGH.search(before):
        if _among_partners(text, low, first.start):
            return "support"
        return "supervisor" if _TO_THE_PRESIDENT.search(before) else "responsible"
    if last.kind != "collective" and not _OF_BEFORE.search(before) and _LATER_MODAL.match(text, end) and not _SUPERVISOR_BEFORE.search(before):
        return "support" if _among_partners(text, low, first.start) else "responsible"
    if last.kind != "collective" and MODIFIED.match(text, end) and _OPENS.search(before):
        return "responsible"
    if last.rule == "en.agency.letterhead":
        return "issuer"
    if last.rule == "en.agency.policy":
        return "supervisor"
    if last.rule == "en.agency.high" and _OPENS.search(before):
        return "responsible"
    if last.rule == "en.agency.place" or last.kind == "collective":
        return "responsible"
    if _SUPERVISOR_BEFORE.search(before) or _PROVIDE_TO.search(before):
        return "supervisor"
    if last.kind == "named" and (_RECOGNIZES.match(text, end) or _ADOPTS.match(text, end)):
        return "other"
    if _FOUND_THAT.match(text, end):
        return "other"
    if _ISSUE_AFTER.match(text, end):
        return "issuer"
    if last.kind != "collective" and _WILL_DO.match(text, end):
        return "responsible"
    if _LINE_OPENS.search(text[max(0, first.start - 12) : first.start]) and text.startswith(",", end) and _ISSUES_LINE.match(text, end):
        return "issuer"
    if last.rule == "en.agency.capitals":
        line = text[text.rfind("\n", 0, first.start) + 1 : first.start]
        return "issuer" if line.endswith("FROM ") else "responsible" if "MEMORANDUM" in line else "other"
    if last.kind == "named" and not _MET.match(text, end) and _OPENS.search(before) and _DID_AFTER.match(text, end):
        return "responsible"
    if _NEWS_AFTER.match(text, end) and (_MET.match(text, end) or not _DID_AFTER.match(text, end)):
        return "other"
    if last.kind != "collective" and _ORDERS_AFTER.match(text, end):
        return "supervisor"
    if by and _BY_BEFORE.search(before):
        return "responsible"
    if _ACT_AFTER.match(text, end) and _OPENS.search(before):
        return "responsible"
    return "other"


def _among_partners(text: str, low: int, start: int) -> bool:
    """Whether a body far from its modal stands in a list of partners (in consultation with A acting through B, C, and D, shall).

    Where the partners open the sentence, the body behind their list is the subject: In consultation with A and B, C, who also …, shall.
    """
    before = text[max(low, start - 700) : start]
    match = _OPEN_PARTNER.search(before)
    if match is None:
        return False
    opens = not any(c.isalnum() for c in _ENUMERATOR.sub("", before[: match.start()])) and low >= start - 700
    return not (opens and _AND_LAST.search(before[: before.rfind(",") + 1]) and before.rstrip().endswith((",", ", the")))


def labels(text: str) -> list[tuple[int, int, Role]]:
    """The stretches that a label or a column head governs (Lead agency: …; Supporting agencies: …), with its role, ordered.

    >>> labels("Lead agency: DOE; Supporting agencies: EPA")
    [(12, 18, 'lead'), (38, 42, 'support')]
    """
    out: list[tuple[int, int, Role]] = []
    heads = list(_heads(text))
    for k, match in enumerate(heads):
        line_end = text.find("\n", match.end())
        end = min(line_end if line_end >= 0 else len(text), heads[k + 1].start() if k + 1 < len(heads) else len(text))
        stop = _STOP.search(text, match.end(), end)
        out.append((match.end(), stop.start() if stop else end, match.lastgroup))  # type: ignore[arg-type]  # the groups are named after roles
    return sorted(out + governed_cells(text, _head_role)) if "|" in text or "\t" in text else out


def _heads(text: str) -> Iterator[re.Match[str]]:
    """The labels, looked for before each colon: all of their words stand within `_LONGEST_LABEL` characters of its stars and blanks."""
    done = 0
    colon = text.find(":")
    while colon >= 0:
        end = colon
        while end > done and text[end - 1].isspace():
            end -= 1
        while end > done and text[end - 1] == "*":
            end -= 1
        match = next((m for m in _LABEL.finditer(text, max(done, end - _LONGEST_LABEL), colon + 1) if m.end() == colon + 1), None)
        if match is not None:
            done = match.end()
            yield match
        colon = text.find(":", colon + 1)


def _head_role(head: str) -> Role | None:
    """The role that a column head gives (Lead department)."""
    match = _LABEL.fullmatch(head + ":")
    return match.lastgroup if match else None  # type: ignore[return-value]  # the groups are named after roles
