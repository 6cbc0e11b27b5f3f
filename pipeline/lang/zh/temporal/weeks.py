"""Which week, which weekday? 本周, 下周五, 周一至周五."""

from __future__ import annotations

import re

from pipeline.lang.zh.temporal.fragments import CONN, COUNT, integer, weekday
from pipeline.lang.zh.temporal.match import Match
from pipeline.said import Moment, Repeated

_WEEK = re.compile(
    r"(?P<which>上{1,2}|下{1,2}|本|这|今)(?:一|个)?(?:周|星期|礼拜)(?:(?:周|星期)(?=[一二三四五六日天]))?(?P<day>[一二三四五六日天](?!次|个|家|起))?(?P<end>末)?(?![边期围转岁年密刊])"
)
_WEEKDAY_ALONE = re.compile(
    rf"(?:周|星期|礼拜)[一二三四五六日天](?![次边个家起条种岁年])(?:[，,]?[ ]?(?P<month>1[0-2]|[1-9]"
    rf"|[{COUNT}十]{{1,2}})月(?P<day>\d{{1,2}}|[{COUNT}十]{{1,3}})[日号])?"
)
_WEEKDAYS_RANGE = re.compile(rf"(?:周|星期|礼拜)[一二三四五六日天]{CONN}(?:周|星期|礼拜)?[一二三四五六日天]")


def week(text: str, at: int) -> Match | None:
    """本周, 下周五, 上上个周三, 上周末, 周一至周五."""
    m = _WEEK.match(text, at)
    if m is not None:
        shift = {"上": -1, "下": 1}.get(m["which"][0], 0) * len(m["which"])
        said = Moment(week_shift=shift, weekday=weekday(m["day"]) if m["day"] else None, part="end" if m["end"] else None)
        return Match(m.end(), said, "week")
    m = _WEEKDAYS_RANGE.match(text, at)
    if m is not None:
        return Match(m.end(), Repeated("P1W"), "weekdays", closed=True, confidence=0.7)
    m = _WEEKDAY_ALONE.match(text, at)
    if m is None or (at and text[at - 1] in "每一二两三四五六七八九十几单双各"):
        return None
    if m["month"]:
        return Match(m.end(), Moment(month=integer(m["month"]), day=integer(m["day"])), "day")
    return Match(m.end(), Moment(weekday=weekday(m.group()[:3])), "weekday", confidence=0.6)
