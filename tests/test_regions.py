"""Regions: names and codes, namesakes, the document's region, the region of a row."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import lexicon
from pipeline.errors import ConfigurationError
from pipeline.normalize import regions
from pipeline.normalize.regions import Region, country, document_region, find_region, row_region
from pipeline.types import Lang


def known(text: str, context: Region | None = None) -> Region:
    region = find_region(text, document_region=context)
    assert region is not None
    return region


@pytest.mark.parametrize(
    ("text", "code", "level"),
    [
        ("甘肃省", "620000", "province"),
        ("甘肃", "620000", "province"),
        ("内蒙古自治区呼和浩特市", "150100", "prefecture"),
        ("甘肃省兰州市城关区", "620102", "county"),
        ("皋兰县", "620122", "county"),
        ("江苏省南京市鼓楼区", "320106", "county"),
        ("吉林省吉林市", "220200", "prefecture"),
        ("临夏州", "622900", "prefecture"),
        ("Gansu Province", "620000", "province"),
        ("Guiyang City", "520100", "prefecture"),
        ("Inner Mongolia", "150000", "province"),
        ("Shaanxi", "610000", "province"),
        ("Shanxi", "140000", "province"),
        ("Tibet", "540000", "province"),
        ("the People's Republic of China", "CN", "country"),
        ("United States", "US", "country"),
        ("在持续多日的强降雨之后，有关负责同志赴贵州省遵义市调研并召开座谈会", "520300", "prefecture"),
    ],
)
def test_names(text: str, code: str, level: str) -> None:
    region = find_region(text)
    assert region is not None
    assert (region.code, region.level) == (code, level)


@pytest.mark.parametrize("text", ["鼓楼区", "朝阳区", "Suzhou", "日照充足", "来宾致辞", "白银市场价格", "", "school", "各县区", "The New Area"])
def test_unclear_or_no_places(text: str) -> None:
    assert find_region(text) is None


def test_the_document_tells_namesakes_apart() -> None:
    assert known("城关区", known("兰州市")).code == "620102"
    assert known("城关区", known("拉萨市")).code == "540102"
    assert known("Suzhou", known("安徽省")).code == "341300"
    assert known("Suzhou", known("江苏省")).code == "320500"


def test_our_province() -> None:
    lanzhou = known("兰州市")
    assert find_region("我省", document_region=lanzhou) == known("甘肃省")
    assert find_region("our province", document_region=lanzhou) == known("甘肃省")
    assert find_region("全市", document_region=lanzhou) == lanzhou
    assert find_region("我省") is None


@pytest.mark.parametrize(
    ("title", "issuer", "doc_id", "head", "expected"),
    [
        ("2024年贵州省政府工作报告", None, None, "", "520000"),
        ("关于印发工作方案的通知", "兰州市人民政府办公室", None, "", "620100"),
        (None, None, "yunnan2025", "各位代表:", "530000"),
        ("政府工作报告", None, None, "在全国人民代表大会会议上 国务院总理", "CN"),
        ("Report on the Work of the Government", None, None, "Delivered at the National People's Congress", "CN"),
        ("Executive Order 14057", None, None, "", "US"),
        ("Our province speeds up school building", None, None, "Lanzhou is to get new schools.", "620000"),
        ("工作要点", None, None, "为做好本年度工作，现提出如下意见", None),
    ],
)
def test_document_region(title: str | None, issuer: str | None, doc_id: str | None, head: str, expected: str | None) -> None:
    region = document_region(title, issuer, doc_id, head)
    assert (region and region.code) == expected


GANSU_ROWS: list[tuple[Lang, str, str]] = [
    ("zh", "到2025年，兰州市城镇化率达到85%", "620100"),
    ("zh", "兰州市皋兰县新建学校3所", "620122"),
    ("zh", "今年兰州新增就业8万人", "620100"),
    ("zh", "全省粮食产量达到1200万吨", "620000"),
    ("zh", "建成兰州至合作高速铁路185公里", "620000"),
    ("zh", "兰州大学新增博士点5个", "620000"),
    ("zh", "兰州石化年产120万吨乙烯项目投产", "620000"),
    ("zh", "广东省对口支援项目20个", "620000"),
    ("zh", "支持在兰州市建设的企业新增投资20亿元", "620000"),
    ("zh", "全国首个示范区建成投用，年产值达到30亿元", "620000"),
    ("en", "Lanzhou will build 20 new schools by 2025", "620100"),
    ("en", "By the end of 2025, Lanzhou City is to have 300 kindergartens", "620100"),
    ("en", "the province will build 20 schools in Lanzhou", "620000"),
    ("en", "Lanzhou University will enrol 500 more students", "620000"),
]


@pytest.mark.parametrize(("lang", "evidence", "code"), GANSU_ROWS)
def test_row_region(lang: Lang, evidence: str, code: str) -> None:
    region = row_region(evidence, lang, known("甘肃省"))
    assert region is not None
    assert region.code == code


def test_row_region_without_a_document() -> None:
    assert row_region("粮食产量达到1200万吨", "zh", None) is None
    assert row_region("全省粮食产量达到1200万吨", "zh", None) is None
    assert row_region("兰州市粮食产量达到30万吨", "zh", None) == known("兰州市")


def test_national_rows_keep_their_country() -> None:
    assert row_region("全国城镇新增就业1200万人以上", "zh", country("CN")) == country("CN")
    assert row_region("agencies shall divert 50 percent of waste", "en", country("US")) == country("US")


def test_within() -> None:
    assert known("兰州市皋兰县").within(known("甘肃省"))
    assert known("甘肃省").within(country("CN"))
    assert not known("甘肃省").within(known("兰州市"))
    assert not known("甘肃省").within(country("US"))


@pytest.mark.parametrize(
    ("document", "evidence", "code"),
    [
        ("海淀区", "到2025年全市新增学位2万个", "110000"),
        ("北京市海淀区", "全区新增学位2万个", "110108"),
        ("仙桃市", "到2025年，全市新增学位2万个", "429004"),
        ("济源市", "我市办成3件实事，全省推广", "419001"),
        ("济源市", "全省推广3项经验", "410000"),
        ("琼海市", "这是为了让大家都能上好学，全市新增学位2万个", "469002"),
    ],
)
def test_row_region_where_no_prefecture_lies_between(document: str, evidence: str, code: str) -> None:
    region = row_region(evidence, "zh", known(document))
    assert region is not None
    assert region.code == code


def test_row_region_is_cheap() -> None:
    gansu = known("甘肃省")
    evidence = "到2025年，全面完成老旧小区改造任务，" * 20_000
    begin = time.perf_counter()
    row_region(evidence, "zh", gansu)
    row_region("By the end of 2025 " * 20_000, "en", gansu)
    assert time.perf_counter() - begin < 0.2


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    def clear() -> None:
        for cached in (lexicon.load, regions._places, regions._wide_names, regions._counties, regions._region, regions.country):
            cached.cache_clear()

    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    clear()
    (tmp_path / "places_zh.csv").write_text("# source: test\ncode,level,name,short,english\n62,province,甘肃省,甘肃,Gansu\n", encoding="utf-8")
    yield tmp_path
    monkeypatch.undo()
    clear()


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("country,中国,CN\ncountry,中国,CN\n", "stands already"),
        ("word,白银,6204\n", "no division has the code"),
        ("alias,Kansu,6299\n", "no division has the code"),
        ("town,白银,62\n", "kind is"),
        ("country,中国\n", "cells"),
    ],
)
def test_the_loader_rejects(folder: Path, rows: str, problem: str) -> None:
    (folder / "regions.csv").write_text("# source: test\nkind,name,code\n" + rows, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=problem):
        find_region("甘肃省")
