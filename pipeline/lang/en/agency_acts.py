"""Which words beside a body in an English sentence say that it acts, is set to act, or is a partner? The patterns that all rules of bodies share."""

from __future__ import annotations

import re

from pipeline.lang.en.agency_lexicon import cue

SKIP = (
    r"(?:\s?\([^()\n]{1,60}\))?(?:,? (?:as (?:appropriate|necessary|applicable|practicable|described in [^,]{1,30})|where (?:appropriate|applicable"
    r"|feasible|practicable|possible)|to the extent [^,;.]{3,60}|within [^,;.]{3,60}|not later than [^,;.]{3,60}|no later than [^,;.]{3,60}"
    r"|by [^,;.]{3,40}|in (?:consultation|coordination|cooperation|collaboration) with [^;.]{3,250}?|acting through [^;.]{3,120}?"
    r"|through [^;.,]{3,80}|beginning [^,;.]{3,40}|consistent with [^,;.]{3,60}|at (?:a|the) minimum|on an annual basis|in turn"
    r"|together with [^,;.]{3,60}|as well as [^,;.]{3,60})\s?,)?"
)
ADVERB = (
    r"(?:(?:also|hereby|each|jointly|then|further|immediately|all|both|basically|promptly|first|have|has|had|actively|vigorously|fully|now|already"
    r"|[a-z]+ly) )*"
)
_PASSIVE = (
    r"\s?(?:not )?(?:also )?be (?:[a-z]+ly )?(?:co-)?(?!responsible|required|encouraged|able|expected|urged|directed|allowed|permitted"
    r"|designated as|headed|guided by|committed|held (?:responsible|accountable)|tasked|given|granted)[a-z]+(?:ed|en|wn|ne|lt|pt|id|ught|un)\b"
)
_AND_MORE = r"(?:,? (?:and|or) (?:(?:[a-z'-]+|non-Party) ){0,3}[a-z'-]+)?"
MODAL = re.compile(
    rf"(?:{SKIP}|{_AND_MORE}) {ADVERB}(?:(?:shall|should|must|will|may|can|would)(?P<passive>{_PASSIVE})?|(?:are|is|were|was"
    rf"|be) (?:hereby |also |strongly |further )?(?:to |not to )?(?:encouraged|required|urged|expected|directed|instructed|requested|advised"
    rf"|invited|responsible for|charged with|tasked|authorized|permitted|obliged|committed|asked|called (?:up)?on|prohibited|accountable)"
    r"|(?:is|are) to(?! be\b)|need(?:s)? to|ha(?:s|ve) to|ought to|plans? to|hopes? to|expects? to|seeks? to|promises? to|vows? to|intends? to"
    r"|agrees? to|aims? to|pledged? to|commits? to|strives? to"
    r"|undertakes? to|does not|do not)(?![A-Za-z])"
)
CAUSER = re.compile(rf"\b(?:(?i:{cue('causer')})|[Ii]t is (?:necessary|essential|important|imperative|vital|crucial) for)(?: all of| both)? \Z")
# between the body and what it is to do: that have not yet reported; in a position to do so; in consultation with X,
_ASIDE = (
    r"(?: in a position to do so| (?:that|which|who) [^.;,\n]{3,110}?|,? in (?:consultation|coordination|cooperation"
    r"|collaboration) with [^;.\n]{3,160}?,|, [^,;.\n]{3,60},)?"
)
TO_DO = re.compile(
    _AND_MORE
    + _ASIDE
    + (
        r"(?:\s?\([^()\n]{1,60}\))?(?:,? (?:as|where) [a-z]+,)? (?:to (?!be \w+ed\b)[a-z]+|in [a-z]+ing\b|not to |shall|should|must|will|(?:are"
        r"|is) (?!(?:[a-z]+ly |not |also |being "
        r"|fully )*[a-z]{3,}(?:ed|en|ilt|ade)\b(?! to\b))|have |has |can |may )"
    )
)
# Agencies that engage in international work shall; each agency with authority over X, in coordination with Y, shall; agencies in possession of X must
MODIFIED = re.compile(
    r"(?: \([^()\n]{1,60}\))? (?:that|which|who|whose|with|without|having|subject to|responsible for|charged with|listed in|described in|identified in"
    r"|covered by|engaged in"
    r"|operating|in possession of|in receipt of|that are|receiving|owning|administering|under|within|using|affected by|required to)"
    r" (?:(?!\b(?:shall|must|should|will|may)\b)[^.;:\n—]){3,320}? (?:shall|must)(?! (?:not )?be )(?![A-Za-z])"
)
# installed 84 speed cushions, proposes a budget
DID_COUNT = re.compile(r" (?:has |have )?(?:[a-z]+ed|built|spent|cut|proposes|raises) (?:[$€£]?\d|an? (?:budget|plan|bill))")
PARTNER = re.compile(
    r"(?i)\b(?:(?:in|after|following|upon|through) (?:close |full |direct )?(?:consultation|coordination|cooperation|collaboration|partnership"
    r"|concert|conjunction) with|(?:consult|coordinate|cooperate|collaborate|work|partner|liaise|working|coordinating|consulting|cooperating"
    r"|collaborating|works|jointly)(?:s|ed)?(?: closely| directly| jointly| together)?(?: and)? with|consulting|together with|along with|jointly with"
    r"|supported by"
    r"|assisted by|with (?:the )?(?:support|assistance|help|advice|participation|input) (?:of|from))(?: with)? \Z"
)
BAD_BEFORE = re.compile(
    r"(?i)\b(?:of|in|at|between|among|within|from|for|to|into|than|including|across|other than|against|on|with|or|through|under|like|about|between"
    r"|involving|operated by|by|behalf of|toward|towards|outside) \Z"
)
CLAUSE_OPEN = re.compile(
    r"(?i)(?:\A|[\n.;:,!?()\"“”—–-]\s*|\b(?:and|or|that|which|when|where|while|if|as|how|whether|because|so|unless|once|until|which|then|but|also"
    r"|whenever|after|before|In \w+, |in \d{4}|today|accordingly|therefore|hereby)\s)\Z"
)


def will_act(text: str, end: int) -> bool:
    """Whether a modal stands behind the body that ends at `end` and makes it the doer (shall report, is to report), not what is done to (shall be cut).

    >>> will_act("The agency shall report", 10), will_act("The agency shall be abolished", 10)
    (True, False)
    """
    modal = MODAL.match(text, end)
    return modal is not None and modal["passive"] is None
