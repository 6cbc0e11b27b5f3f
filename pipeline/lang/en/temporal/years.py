"""Which year do the words at a place name: 2022, FY 2016, the 2022-2023 academic year, last year, fiscal years 2016 and 2017?"""

from __future__ import annotations

import re
from typing import Literal

from pipeline.lang.en.temporal.numerals import year_in_words
from pipeline.lang.en.temporal.tokens import Tokens
from pipeline.lang.en.temporal.words import COUNTED, LABELS, SHIFTS, word_set
from pipeline.said import Moment, Stretch

YearKind = Literal["calendar", "fiscal", "academic"]

_KINDS: dict[str, YearKind] = {
    "fiscal": "fiscal",
    "financial": "fiscal",
    "budget": "fiscal",
    "calendar": "calendar",
    "academic": "academic",
    "school": "academic",
    "natural": "calendar",
}
_SHORT_KINDS: dict[str, YearKind] = {"fy": "fiscal", "cy": "calendar", "sy": "academic", "ay": "academic", "fys": "fiscal", "cys": "calendar"}
_YEAR_WORDS = frozenset({"year", "yr", "years"})
_DASHES = frozenset({"-", "–", "—", "/"})
_CUES = word_set(
    "in by since until till before after during from of for through to year years and or between throughout than mid early late end fy circa over as "
    "starting beginning around about compared"
)
_MORE = frozenset(
    {"than", "least", "about", "approximately", "nearly", "almost", "some", "around", "exceeded", "exceeds", "exceeding", "most", "only", "total"}
)


def digits(t: Tokens, i: int) -> int | None:
    """The year of four digits at token `i`, by its looks alone."""
    w = t.word[i]
    if len(w) != 4 or not w.isdecimal() or not 1000 <= int(w) <= 2999:
        return None
    mark = t.word[i + 1]
    if mark in ("%", "°", "(", "@") and t.glued(i + 1):
        return None if mark != "(" else int(w)
    if mark in (",", ".", ":") and t.glued(i + 1) and t.word[i + 2].isdecimal() and t.glued(i + 2):
        return None if mark != "," or len(t.word[i + 2]) == 3 else int(w)
    if mark and t.glued(i + 1) and mark.isalpha() and mark not in ("s", "年"):
        return None
    return int(w)


def plausible(t: Tokens, i: int, j: int) -> bool:
    """Is the four-digit number at token `i` (ending before token `j`) a year, by the words beside it?"""
    year = int(t.word[i])
    before = t.before(i)
    if before in LABELS or (before == "." and t.before(i, 2) in LABELS):
        return False
    if before in ("-", "–", "—", "/", ".", ",", "+", ":", "#", "_", "(", "’", "'") and t.glued(i):
        if before in ("-", "–", "/") and t.before(i, 2) in ("mid", "pre", "post", "early", "late", "end"):
            return True
        if before == ":" and t.before(i, 2).isdecimal():
            return False  # ISO 9001:2015
        if before in (".", ",") or (before not in ("(", ":", "'") and t.glued(i - 1)):
            # a tail of something longer: M-16-21, 555-2015, 3.2016; but a sentence glued to the next one is one ("place.2016")
            return before == "." and t.before(i, 2).isalpha() and len(t.before(i, 2)) > 2
    if t.glued(i) and before and (before.isalpha() or before in ("%", "=", "_", "&", "@")):
        return False
    follow = t.word[j]
    if before == "(" and t.glued(i) and t.glued(i - 1) and t.text[t.start[i - 2] : t.end[i - 2]].isupper() and follow == ")" and t.word[j + 1].isdecimal():
        return False  # COM(2023) 199
    if follow in ("]", "〕", ")") and t.word[j + 1] == "no" and before in ("[", "〔", "("):
        return False  # Document [2021] No. 4
    if follow in _DASHES and t.glued(j) and t.glued(j + 1):
        after = t.word[j + 1]
        if after.isdecimal() and digits(t, j + 1) is None:
            return False
        if after.isalpha() and after in COUNTED:
            return False
    if follow in COUNTED or (follow == "-" and t.word[j + 1] in COUNTED):
        return False
    if t.before(i) in _MORE and (year % 100 == 0 or follow[-1:] == "s") and before not in ("around", "about"):
        return False
    if 1900 <= year <= 2100:
        if follow and follow.isalpha() and not t.capital(j) and follow not in _NOT_COUNTED and before not in _CUES and follow[-1:] == "s" and year % 10 == 0:
            return False
        return not (before.isdecimal() or (follow.isdecimal() and before not in ("in", "by", "since")))
    return (
        before in _CUES
        and before not in ("of", "to", "and", "or", "for", "over", "than", "from", "between", "about", "around", "as", "compared")
        and not (follow.isalpha() and follow not in _NOT_COUNTED)
    )


_NOT_COUNTED = word_set(
    "is was has targets levels goals prices standards figures rates results estimates data terms values emissions baseline level as this its "
    "and or the in of to for by on at with when will shall"
)


def year_ref(t: Tokens, i: int, *, sure: bool = False, apart: bool = False) -> tuple[int, Moment] | None:
    """A year at token `i`. `sure`: a month or "the end of" stands before, so any four digits do; `apart`: only a comma stands between."""
    if t.word[i] == "the":
        i += 1
    w = t.word[i]
    if w.isdecimal():
        return _numbered(t, i, sure)
    if w in _SHORT_KINDS or w in _KINDS or w in _YEAR_WORDS:
        return _labelled(t, i)
    if w in SHIFTS and not apart:
        return _shifted(t, i)
    if sure and w == "'" and t.word[i + 1].isdecimal() and len(t.word[i + 1]) == 2 and t.glued(i + 1):
        return i + 2, Moment(year=_two_digits(t.word[i + 1]))
    if sure:
        spoken = year_in_words(t, i)
        if spoken:
            return spoken[0], Moment(year=spoken[1])
    return None


def _two_digits(w: str) -> int:
    n = int(w)
    return n + (2000 if n < 60 else 1900)


def _numbered(t: Tokens, i: int, sure: bool) -> tuple[int, Moment] | None:
    year = digits(t, i)
    if year is None:
        return None
    j = i + 1
    # the 2022-2023 academic year, the 2022-23 school year, and where it is cut off: the 2022-2023 acade...
    if t.word[j] in _DASHES and t.word[j + 1].isdecimal() and len(t.word[j + 1]) in (2, 4) and int(t.word[j + 1]) % 100 == (year + 1) % 100:
        end = academic(t, j + 2)
        if end:
            return end, Moment(year=year, year_kind="academic")
    if t.word[j] == "to" and t.word[j + 1] == str(year + 1):  # as the British write it: the 2023 to 2024 academic year
        end = academic(t, j + 2)
        if end:
            return end, Moment(year=year, year_kind="academic")
    end = academic(t, j)
    if end:
        return end, Moment(year=year, year_kind="academic")
    if t.word[j] == "fiscal" and t.word[j + 1] == "year":
        return j + 2, Moment(year=year, year_kind="fiscal")
    if not sure and not plausible(t, i, j):
        return None
    if t.matches(j, ("a", ".", "d", ".")):
        j += 4
    elif t.word[j] in ("ad", "ce") and t.capital(j):
        j += 1
    return j, Moment(year=year)


def academic(t: Tokens, j: int) -> int | None:
    """The token after "academic year", "school year", also where the text breaks off inside the word ("acade...")."""
    w = t.word[j]
    if w in ("academic", "school") and t.word[j + 1] == "year":
        return j + 2
    if 3 <= len(w) < 8 and "academic".startswith(w) and t.word[j + 1] in (".", "…", ""):
        return j + 1
    if w == "academic" and t.word[j + 1] in (".", "…", "") and t.word[j + 2] in (".", ""):
        return j + 1
    return None


def _labelled(t: Tokens, i: int) -> tuple[int, Moment] | None:
    """fiscal year 2016, FY16, calendar year 2022, year 2008, academic year 2022-2023."""
    w = t.word[i]
    j = i + 1
    if t.glued(i) and t.word[i - 1] in ("/", "%", "_", "=") and not t.before(i, 2).isdecimal():
        return None
    kind = _SHORT_KINDS.get(w) or _KINDS.get(w, "calendar")
    if w in _SHORT_KINDS and not (t.capital(i) or t.word[j].isdecimal()):
        return None
    if w in _KINDS:
        if t.word[j] in _YEAR_WORDS:
            j += 1
        elif w != "fiscal":
            return None
        if t.word[j] == "(" and t.word[j + 1] in _SHORT_KINDS and t.word[j + 2] == ")":
            j += 3
    if t.word[j] in ("-", "'") and (t.glued(j) or t.word[j] == "'"):
        j += 1
    number = t.word[j]
    if not number.isdecimal():
        spoken = year_in_words(t, j) if w in _YEAR_WORDS or w in _KINDS else None
        return (spoken[0], Moment(year=spoken[1], year_kind=kind)) if spoken else None
    if len(number) == 4:
        year = digits(t, j)
        if year is None:
            return None
    elif len(number) == 2 and (w not in _YEAR_WORDS) and not (t.word[j + 1] in (".", ",") and t.glued(j + 2) and t.word[j + 2].isdecimal()):
        year = _two_digits(number)
    elif w == "year" and len(number) == 3 and t.size < 20:
        year = int(number)
    else:
        return None
    end = j + 1
    if kind == "academic" and t.word[end] in _DASHES and t.word[end + 1].isdecimal():
        end += 2
    return end, Moment(year=year, year_kind=kind)


def _shifted(t: Tokens, i: int) -> tuple[int, Moment] | None:
    """this year, last year, the current fiscal year, the next academic year, the year before last is found elsewhere."""
    shift = SHIFTS[t.word[i]]
    j = i + 1
    kind = _KINDS.get(t.word[j], "calendar")
    if t.word[j] in _KINDS:
        j += 1
    if t.word[j] not in ("year", "yr") or (t.word[j + 1] == "-" and t.word[j + 2] not in ("end",)):
        return None
    if t.word[i] in ("past", "present"):
        return None
    return j + 1, Moment(year_shift=shift, year_kind=kind)


def plural(t: Tokens, i: int) -> tuple[int, Stretch | Moment, bool] | None:
    """fiscal years 2016 and 2017, calendar years 2020 through 2022, FYs 2016-2018: one stretch; True where it is a range, not a list."""
    w = t.word[i]
    kind = _SHORT_KINDS.get(w) or _KINDS.get(w)
    if kind is None:
        return None
    j = i + 1
    if w in _KINDS:
        if t.word[j] not in ("years", "year"):
            return None
        j += 1
    elif not t.capital(i):
        return None
    first = digits(t, j)
    if first is None:
        return None
    last, end, ranged = first, j + 1, False
    while True:
        k = end
        if t.word[k] == ",":
            k += 1
        if t.word[k] in ("and", "or", "through", "to", "thru", "until", "-", "–", "—", "&"):
            ranged = ranged or t.word[k] not in ("and", "or", "&")
            k += 1
        if k == end:
            break
        if t.word[k] in _SHORT_KINDS or (t.word[k] in _KINDS and t.word[k + 1] == "year"):
            if t.word[k - 1] in ("and", "or", ",", "&"):
                break  # FY 2022 and FY 2023 are two
            k += 1 if t.word[k] in _SHORT_KINDS else 2
        number = digits(t, k)
        if number is None and len(t.word[k]) == 2 and t.word[k].isdecimal() and int(t.word[k]) > last % 100 and t.word[k - 1] in ("-", "–"):
            number = last // 100 * 100 + int(t.word[k])
        if number is None or number <= last or number > last + 40:
            break
        last, end = number, k + 1
    if last == first:
        return None
    return end, Stretch(Moment(year=first, year_kind=kind), Moment(year=last, year_kind=kind)), ranged


_TWO_YEARS = re.compile(r"((?:19|20)\d\d)[-–—/](\d\d)(?![\d%]|[-/.]\d)")


def short_range(t: Tokens, i: int) -> tuple[int, Stretch] | None:
    """2016-17, 2015–20: two years, the second cut to two digits."""
    m = _TWO_YEARS.match(t.text, t.start[i])
    if not m:
        return None
    first = int(m[1])
    last = first // 100 * 100 + int(m[2])
    if first < last <= first + 30:
        return i + 3, Stretch(Moment(year=first), Moment(year=last))
    return None
