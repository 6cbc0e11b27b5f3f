"""The closed sets of English time words: months, weekdays, units, parts, shifts, and what makes them something else."""

from __future__ import annotations

from pipeline.said import Part, Unit


def word_set(words: str) -> frozenset[str]:
    """The words of a string as a set.

    >>> sorted(word_set("by before"))
    ['before', 'by']
    """
    return frozenset(words.split())


_MONTHS = "january february march april may june july august september october november december"
MONTHS = {w: n for n, w in enumerate(_MONTHS.split(), 1)}
SHORT_MONTHS = {w[:3]: n for w, n in MONTHS.items() if w != "may"} | {"sept": 9}
ALL_MONTHS = MONTHS | SHORT_MONTHS
# words that are something else as often as a month
DOUBTFUL_MONTHS = frozenset({"may", "march", "august"}) | frozenset(SHORT_MONTHS)

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
WEEKDAYS = {w: n for n, w in enumerate(_WEEKDAYS.split(), 1)}
SHORT_WEEKDAYS = {"mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 7}
ALL_WEEKDAYS = WEEKDAYS | SHORT_WEEKDAYS

SEASONS = {"spring": "spring", "summer": "summer", "autumn": "autumn", "fall": "autumn", "winter": "winter"}

_UNIT_WORDS: dict[Unit, str] = {
    "day": "day days", "week": "week weeks wk wks", "month": "month months mo mos", "quarter": "quarter quarters qtr qtrs", "year": "year years yr yrs",
    "decade": "decade decades", "century": "century centuries", "hour": "hour hours hr hrs", "minute": "minute minutes min mins", "second": "second seconds",
}  # fmt: skip
UNITS: dict[str, Unit] = {w: unit for unit, words in _UNIT_WORDS.items() for w in words.split()} | {"fortnight": "week", "fortnights": "week"}
SCALE = {"fortnight": 2, "fortnights": 2}
WORKING = frozenset({"business", "working", "work", "workday", "workdays"})
QUARTER_WORDS = frozenset({"quarter", "qtr"})

# this year, last month: how many units from now
SHIFTS = {
    "this": 0,
    "current": 0,
    "present": 0,
    "last": -1,
    "past": -1,
    "previous": -1,
    "preceding": -1,
    "prior": -1,
    "next": 1,
    "coming": 1,
    "upcoming": 1,
    "following": 1,
    "forthcoming": 1,
}
BACK = frozenset({"last", "past", "previous", "preceding", "prior", "recent"})
AHEAD = frozenset({"next", "coming", "upcoming", "following", "forthcoming", "future", "subsequent"})
FEW = frozenset({"few", "several", "many", "some", "couple"})

PARTS: dict[str, Part] = {
    "end": "end", "close": "end", "conclusion": "end", "beginning": "begin", "start": "begin", "outset": "begin", "middle": "middle",
    "midst": "middle", "midpoint": "middle", "rest": "rest", "remainder": "rest",
}  # fmt: skip
ADJECTIVE_PARTS: dict[str, Part] = {"early": "early", "mid": "mid", "late": "late", "later": "late", "earlier": "so_far"}

# each -ly word and adjective of repetition
FREQUENCIES = {
    "annually": "P1Y", "annual": "P1Y", "yearly": "P1Y", "biennially": "P2Y", "biennial": "P2Y", "triennially": "P3Y", "triennial": "P3Y",
    "quinquennial": "P5Y", "quinquennially": "P5Y", "decennial": "P10Y", "semiannually": "P6M", "semiannual": "P6M", "biannually": "P6M",
    "biannual": "P6M", "quarterly": "P3M", "bimonthly": "P2M", "monthly": "P1M", "semimonthly": "P15D", "fortnightly": "P2W", "biweekly": "P2W",
    "weekly": "P1W", "daily": "P1D", "nightly": "P1D", "hourly": "PT1H",
}  # fmt: skip

# the names of days as they are written -> keys of pipeline.normalize.holidays
_HOLIDAYS = {
    "christmas eve": "christmas_eve", "christmas day": "christmas", "christmas": "christmas", "xmas": "christmas", "boxing day": "boxing_day",
    "new year ' s day": "new_year", "new years day": "new_year", "new year ' s eve": "new_years_eve", "thanksgiving day": "thanksgiving",
    "thanksgiving": "thanksgiving", "juneteenth": "juneteenth", "independence day": "independence_day_us", "labor day": "labor_day_us",
    "memorial day": "memorial_day_us", "veterans day": "veterans_day_us", "columbus day": "columbus_day", "earth day": "earth_day",
    "halloween": "halloween", "valentine ' s day": "valentines", "easter sunday": "easter", "easter": "easter", "good friday": "good_friday",
    "national day": "national_day_cn", "spring festival": "spring_festival", "chinese new year": "spring_festival", "lunar new year": "spring_festival",
    "dragon boat festival": "dragon_boat", "mid - autumn festival": "mid_autumn", "lantern festival": "lantern", "qingming festival": "qingming",
    "women ' s day": "womens_day", "teachers ' day": "teachers_day_cn", "may day": "labour_day", "election day": "election_day_us",
    "inauguration day": "inauguration_day_us", "martin luther king day": "mlk_day", "mlk day": "mlk_day", "presidents day": "presidents_day",
    "presidents ' day": "presidents_day", "mother ' s day": "mothers_day", "father ' s day": "fathers_day", "children ' s day": "childrens_day",
    "world environment day": "environment_day", "april fools ' day": "april_fools", "april fools day": "april_fools", "groundhog day": "groundhog_day",
    "st patrick ' s day": "st_patricks", "human rights day": "human_rights_day", "world water day": "water_day",
}  # fmt: skip
HOLIDAYS: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
for _words, _key in sorted(_HOLIDAYS.items(), key=lambda item: -len(item[0].split())):
    _parts = tuple(_words.split())
    HOLIDAYS[_parts[0]] = (*HOLIDAYS.get(_parts[0], ()), (_parts, _key))

# counted things after a bare number: "2025 schools" is no year
COUNTED = word_set(
    "people persons students pupils teachers schools households families villages hectares kilometers kilometres km miles meters metres tons tonnes mu "
    "yuan dollars euros rmb usd units sets cases items companies enterprises firms jobs workers employees residents farmers patients beds vehicles "
    "cars houses homes apartments degrees percent percentage million billion trillion thousand hundred kilowatts kw mw gw kwh acres feet inches pounds "
    "kilograms kg grams hours minutes seconds days weeks months years times pages copies places stations bridges counties cities towns townships "
    "projects kindergartens classrooms patents participants delegates"
)
# words before a number that make it a number of something
LABELS = word_set(
    "section sections sec no number nos order orders law title part article rule page pages pp chapter form resolution circular paragraph para clause "
    "regulation memorandum room suite box zip code version ver volume vol issue figure fig table item appendix annex line building route tel telephone "
    "phone fax decree directive gb iso publication doc pub rfc $ € £ ¥ § # usc cfr fr v windows office"
)
TENS_DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}
