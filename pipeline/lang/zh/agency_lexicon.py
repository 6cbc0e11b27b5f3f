"""Which words make up the names of Chinese bodies? The lexicons, as sets and patterns."""

from __future__ import annotations

from functools import cache

from pipeline.lang.alternation import alternation
from pipeline.lexicon import load

HAN = "一-龥〇"
CONTACT = "(?:联系人|联系单位|联系方式|联系电话|咨询电话|监督电话|举报电话|电话|传真|地址|邮箱)"
"""Labels of whom to call and where, as a pattern."""


@cache
def words(lexicon: str, column: str, value: str) -> frozenset[str]:
    """The words of a lexicon whose `column` is `value`.

    >>> "将" in words("agency_cues_zh", "class", "modal")
    True
    """
    return frozenset(r["word"] for r in load(lexicon) if r[column] == value)


@cache
def cue(*classes: str) -> str:
    """A pattern for the cue words of these classes (data/lexicons/agency_cues_zh.csv), longest first."""
    return alternation(w for c in classes for w in words("agency_cues_zh", "class", c))


@cache
def body_names() -> frozenset[str]:
    """Full, short and former names of national and international bodies."""
    return frozenset(r["name"] for r in load("agencies_zh", key=("name",)))


@cache
def domains() -> frozenset[str]:
    """The parts that department names are built of (教育, 发展改革, 市场监管)."""
    return frozenset(r["word"] for r in load("agency_domains_zh", key=("word",)))


@cache
def places() -> frozenset[str]:
    """Names of provinces and prefectures, long and short, and of counties (long): 甘肃省, 甘肃, 黔东南州, 城关区."""
    out: set[str] = set()
    for row in load("places_zh"):
        out.add(row["name"])
        if row["short"]:
            out.add(row["short"])
            if row["name"].endswith("自治州"):
                out.add(row["short"] + "州")
            if row["name"].endswith("自治区"):
                out.add(row["short"] + "自治区")
    return frozenset(out)


@cache
def doer_places() -> frozenset[str]:
    """Places that may be a doer by name: provinces and prefectures (two characters at least)."""
    out: set[str] = set()
    for row in load("places_zh"):
        if row["level"] != "county":
            out.add(row["name"])
            if len(row["short"]) > 1:
                out.add(row["short"])
            if row["name"].endswith("自治州"):
                out.add(row["short"] + "州")
    return frozenset(out)


def is_letter(char: str) -> bool:
    """Whether the character (or the empty string at an edge of the text) is a Han letter."""
    return "一" <= char <= "龥"


def run_start(text: str, at: int, floor: int) -> tuple[int, bool]:
    """Where the run of Han letters that ends at `at` begins, not before `floor`, and whether it is whole: no Han letter before it.

    >>> run_start("，安和县人民政府", 3, 0), run_start("会同安和县", 4, 2)
    ((1, True), (2, False))
    """
    low = at
    while low > floor and is_letter(text[low - 1]):
        low -= 1
    return low, low == 0 or not is_letter(text[low - 1])


# What stands before a department's name: its level or the body it belongs to.
LEVELS = words("collective_zh", "kind", "prefix")
# 城市教育 is not 市教育: what before a one-character level word makes it part of another word.
NOT_LEVEL = {
    "市": "城超股楼上都门夜集闹入罢开熊牛行后应早花菜",
    "区": "政地社小灾山校片景老库湖矿林海湾牧疫禁辖街牧库功能社校站",
    "州": "青登莱莒胶雷禹儋万涿定邳泗海霸高达涪忠开孟汝吴崇彭邛简宾全钟赣信泸儒廉端英韶化连琼锦杭苏郑兰福温徐常扬泰湖台衢金惠柳贵亳"
    "滁宿池锦沧德滨赣抚郴永荆鄂随潮梅钦贺",
    "省": "节反俭外",
    "县": "",
    "镇": "城乡集重景",
    "乡": "城家水老回故返下",
    "师": "教医律导老工大名厨技药护美摄讲琴画京",
    "旗": "国红党战八",
    "盟": "联同结加欧",
}
