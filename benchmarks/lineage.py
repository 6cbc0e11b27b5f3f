"""How long does it take, and how much memory, to follow promises through many documents?

    python -m benchmarks.lineage                 # 10,000, 100,000 and 1,000,000 rows
    python -m benchmarks.lineage 2000 50000      # other sizes

The rows are made here (seeded): 200 issuers with a document each season of 25 years at the largest size, 50 rows a document; 60 % of the rows are indicators
in a few spellings, the rest actions in many wordings. Each size runs in a process of its own; printed are seconds (making the rows apart), µs a row,
peak memory, and how many promises were found.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from dataclasses import replace
from decimal import Decimal

from pipeline.checker.lineage import lineages
from pipeline.checker.model import TableRow
from pipeline.types import Status

SIZES = (10_000, 100_000, 1_000_000)
ROWS_A_DOCUMENT = 50
ISSUERS = 200
_INDICATORS = (
    "森林覆盖率", "城镇登记失业率", "城镇新增就业", "常住人口城镇化率", "居民消费价格涨幅", "单位生产总值能耗", "学前教育毛入园率",
    "九年义务教育巩固率", "农村自来水普及率", "研发经费投入强度", "空气质量优良天数比率", "地表水优良水体比例", "高速公路通车里程", "粮食总产量",
    "规模以上工业增加值", "固定资产投资", "社会消费品零售总额", "进出口总额", "村级活动场所达标率", "政务服务事项网办率", "标准化卫生室覆盖率",
    "农村公路列养率", "残疾人康复服务率", "社区养老服务设施覆盖率", "校外培训机构压减率",
)  # fmt: skip
_AROUND = ("{}", "全市{}", "我市{}", "{}指标", "力争{}", "区域内{}", "辖区{}", "本地{}")
_VERBS = ("建成", "完成", "新建", "改造", "启动", "推进", "实施", "出台", "整治", "验收", "投用", "开工")
_THINGS = (
    "污水处理厂", "乡镇卫生院", "公办幼儿园", "老旧小区", "农村公路", "文化广场", "粮食仓库", "灌区渠系",
    "充电站点", "垃圾中转站", "养老服务站", "职业学校", "产业园区", "防洪堤坝", "图书分馆", "应急避难所",
)  # fmt: skip
_WHERE = ("城东", "城西", "城南", "城北", "河东", "河西", "高新", "经开", "老城", "新城", "江滨", "山区", "沿湖", "沿海", "开发", "核心")
_HOW = ("一期工程", "二期工程", "改扩建工程", "提质升级", "配套管网", "绿化亮化", "信息系统", "运营移交", "竣工决算", "消防验收", "智能化改造", "设备更新")


def rows(size: int, *, seed: int = 7) -> list[TableRow]:
    """`size` rows over size / 50 documents of 200 issuers, in the order in which the documents were issued."""
    rng = random.Random(seed)
    made: list[TableRow] = []
    for number in range(size // ROWS_A_DOCUMENT):
        issuer, turn = number % ISSUERS, number // ISSUERS
        doc_id, year, season = f"d{number}", 2000 + turn // 4, turn % 4
        doc_date, region = f"{year}-{3 * season + 1:02}-15", f"第{issuer}市"
        for place in range(ROWS_A_DOCUMENT):
            due = f"{year + rng.randrange(3)}-12-31"
            status: Status = "achieved" if rng.random() < 0.3 else "committed"
            row = TableRow(doc_id, f"c{place}", "zh", doc_date, status, due=due, region=region, position=place)
            if rng.random() < 0.6:
                words = rng.choice(_AROUND).format(rng.choice(_INDICATORS))
                value = Decimal(rng.randrange(200, 990)) / 10
                row = replace(row, action=f"{words}达到", indicator=words, evidence=words, value=value, unit="percent", comparator="eq", relation="in")
            else:
                words = rng.choice(_VERBS) + rng.choice(_WHERE) + rng.choice(_THINGS) + rng.choice(_HOW)
                row = replace(row, action=words, evidence=words, modality="planned" if status == "committed" else None, relation="by")
            made.append(row)
    return made


def measure(size: int) -> str:
    """One line of figures for a size."""
    made = rows(size)
    base = _peak()
    start = time.perf_counter()
    found = lineages(made, issuers={r.doc_id: r.region or "" for r in made})
    took = time.perf_counter() - start
    size_text = f"{size:>9,} rows  {size // ROWS_A_DOCUMENT:>6,} documents"
    return f"{size_text}  {took:8.1f} s  {took / size * 1e6:6.1f} µs/row  {_peak():6.2f} GiB ({base:.2f} for the rows)  {len(found):>8,} promises"


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def main() -> None:
    """Run every size in a process of its own, so that peak memory is that of the size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="ROWS")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    for size in asked.sizes:
        if asked.here:
            print(measure(size), flush=True)
        else:
            subprocess.run([sys.executable, "-m", "benchmarks.lineage", "--here", str(size)], check=True)


if __name__ == "__main__":
    main()
