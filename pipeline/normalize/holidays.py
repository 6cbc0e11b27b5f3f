"""On which days does a holiday, a lunar date or a solar term of a year fall? Names are keys that the language packs share."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from pipeline.lexicon import load

# key -> (month, day) in the solar calendar
_FIXED: dict[str, tuple[int, int]] = {
    "new_year": (1, 1), "new_years_eve": (12, 31), "valentines": (2, 14), "womens_day": (3, 8), "arbor_day_cn": (3, 12), "consumer_day": (3, 15),
    "earth_day": (4, 22), "national_security_day_cn": (4, 15), "world_book_day": (4, 23), "labour_day": (5, 1), "youth_day_cn": (5, 4),
    "childrens_day": (6, 1),
    "environment_day": (6, 5), "independence_day_us": (7, 4), "party_day_cn": (7, 1), "army_day_cn": (8, 1), "teachers_day_cn": (9, 10),
    "national_day_cn": (10, 1), "halloween": (10, 31), "veterans_day_us": (11, 11), "christmas_eve": (12, 24), "christmas": (12, 25), "boxing_day": (12, 26),
    "constitution_day_cn": (12, 4), "memorial_day_cn": (12, 13), "juneteenth": (6, 19), "human_rights_day": (12, 10), "april_fools": (4, 1),
    "st_patricks": (3, 17),
    "groundhog_day": (2, 2), "inauguration_day_us": (1, 20), "water_day": (3, 22), "ecology_day_cn": (8, 15), "journalists_day_cn": (11, 8),
    "nurses_day": (5, 12), "police_day_cn": (1, 10), "singles_day": (11, 11),
}  # fmt: skip
# key -> (month, weekday Monday = 1, which: -1 = last)
_NTH: dict[str, tuple[int, int, int]] = {
    "mlk_day": (1, 1, 3), "presidents_day": (2, 1, 3), "mothers_day": (5, 7, 2), "memorial_day_us": (5, 1, -1), "fathers_day": (6, 7, 3),
    "labor_day_us": (9, 1, 1), "columbus_day": (10, 1, 2), "thanksgiving": (11, 4, 4), "election_day_us": (11, 2, 1),
}  # fmt: skip
# key -> (lunar month, lunar day, days to add)
_LUNAR: dict[str, tuple[int, int, int]] = {
    "spring_festival": (1, 1, 0), "spring_festival_eve": (1, 1, -1), "lantern": (1, 15, 0), "dragon_boat": (5, 5, 0), "qixi": (7, 7, 0), "ghost": (7, 15, 0),
    "mid_autumn": (8, 15, 0), "double_ninth": (9, 9, 0), "laba": (12, 8, 0), "minor_new_year": (12, 23, 0),
}  # fmt: skip
# solar term -> (month, constant of the century's formula)
_TERMS: dict[str, tuple[int, float]] = {
    "xiaohan": (1, 5.4055), "dahan": (1, 20.12), "lichun": (2, 3.87), "yushui": (2, 18.73), "jingzhe": (3, 5.63), "chunfen": (3, 20.646), "qingming": (4, 4.81),
    "guyu": (4, 20.1), "lixia": (5, 5.52), "xiaoman": (5, 21.04), "mangzhong": (6, 5.678), "xiazhi": (6, 21.37), "xiaoshu": (7, 7.108), "dashu": (7, 22.83),
    "liqiu": (8, 7.5), "chushu": (8, 23.13), "bailu": (9, 7.646), "qiufen": (9, 23.042), "hanlu": (10, 8.318),
    "shuangjiang": (10, 23.438), "lidong": (11, 7.438),
    "xiaoxue": (11, 22.36), "daxue": (12, 7.18), "dongzhi": (12, 21.94),
}  # fmt: skip


@cache
def _lunar_years() -> dict[int, tuple[date, str, int]]:
    rows = load("lunar_years", key=("year",))
    return {int(r["year"]): (date.fromisoformat(r["new_year"]), r["months"], int(r["leap"])) for r in rows}


def lunar(year: int, month: int, day: int | None = None) -> tuple[date, date]:
    """The days of a month, or the one day, of the Chinese calendar; `year` is the one that begins with that spring.

    Raises ValueError outside 1949-2064 and for days that month does not have.

    >>> lunar(2024, 8, 15)
    (datetime.date(2024, 9, 17), datetime.date(2024, 9, 17))
    """
    if year not in _lunar_years() or not 1 <= month <= 12:
        raise ValueError(f"no Chinese calendar for {year}-{month}")
    first, months, leap = _lunar_years()[year]
    index = month - 1 + (1 if leap and month > leap else 0)
    start = first + timedelta(sum(30 if m == "1" else 29 for m in months[:index]))
    length = 30 if months[index] == "1" else 29
    if day is None:
        return start, start + timedelta(length - 1)
    if not 1 <= day <= length:
        raise ValueError(f"no day {day} in month {month} of {year}")
    return start + timedelta(day - 1), start + timedelta(day - 1)


def nth_weekday(first: date, last: date, weekday: int, which: int) -> date:
    """The `which`-th Monday (1) … Sunday (7) of a stretch of days, counted from its end where `which` is negative.

    >>> nth_weekday(date(2021, 11, 1), date(2021, 11, 30), 4, 4), nth_weekday(date(2021, 5, 1), date(2021, 5, 31), 1, -1)
    (datetime.date(2021, 11, 25), datetime.date(2021, 5, 31))
    """
    if which > 0:
        return first + timedelta((weekday - 1 - first.weekday()) % 7 + 7 * (which - 1))
    return last - timedelta((last.weekday() - weekday + 1) % 7 - 7 * (which + 1))


def _term(name: str, year: int) -> date:
    month, constant = _TERMS[name]
    y = year - 2000
    return date(year, month, int(y * 0.2422 + constant) - (y - (1 if month < 3 else 0)) // 4)


def _easter(year: int) -> date:
    """Western Easter (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


# stretches of days: first (month, day), last (month, day); by the usual school calendar
_VACATION = {"summer_vacation": ((7, 1), (8, 31)), "winter_vacation": ((1, 15), (2, 15))}
_EASTER = {"easter": 0, "good_friday": -2, "easter_monday": 1, "ash_wednesday": -46, "pentecost": 49, "palm_sunday": -7}


def names() -> frozenset[str]:
    """All keys that `holiday` knows, without the family `lunar-MONTH` and `lunar-MONTH-DAY`.

    >>> "national_day_cn" in names()
    True
    """
    return frozenset((*_FIXED, *_NTH, *_LUNAR, *_TERMS, *_EASTER, *_VACATION))


def holiday(name: str, year: int) -> tuple[date, date]:
    """First and last day of a holiday (or lunar month, `lunar-12`, or lunar day, `lunar-1-15`) of a year. Raises ValueError for what is not known.

    >>> holiday("spring_festival", 2022)
    (datetime.date(2022, 2, 1), datetime.date(2022, 2, 1))
    >>> holiday("thanksgiving", 2021)[0], holiday("qingming", 2023)[0], holiday("easter", 2024)[0]
    (datetime.date(2021, 11, 25), datetime.date(2023, 4, 5), datetime.date(2024, 3, 31))
    """
    if name in _FIXED:
        day = date(year, *_FIXED[name])
    elif name in _NTH:
        month, weekday, which = _NTH[name]
        first = date(year, month, 2 if name == "election_day_us" else 1)
        day = nth_weekday(first, date(year, month + 1, 1) - timedelta(1), weekday, which)
    elif name in _LUNAR:
        month, number, add = _LUNAR[name]
        day = lunar(year, month, number)[0] + timedelta(add)
    elif name in _TERMS:
        day = _term(name, year + (1 if _TERMS[name][0] == 1 else 0))  # the terms of a year begin in February with lichun
    elif name in _EASTER:
        day = _easter(year) + timedelta(_EASTER[name])
    elif name in _VACATION:
        first_day, last_day = _VACATION[name]
        return date(year, *first_day), date(year, *last_day)
    elif name.startswith("lunar-"):
        return lunar(year, *(int(n) for n in name.split("-")[1:]))
    else:
        raise ValueError(f"unknown holiday {name!r}")
    return day, day
