"""The spaCy component: spans on whole tokens, exact offsets in the rows, dates, several processes, saved and loaded."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ConfigurationError
from pipeline.run import extract_text

spacy = pytest.importorskip("spacy")

from spacy.tokens import Doc, DocBin  # noqa: E402  # only where spaCy is

from pipeline import spacy_component  # noqa: E402

ZH = "到2025年，由省林业局牵头，森林覆盖率达到24%以上。"
EN = "The Department of Energy shall inspect at least 50 sites by the end of 2025."


def made(of: str, **config: str) -> Any:
    """A blank pipeline of this language with the component."""
    nlp = spacy.blank(of)
    nlp.add_pipe("policy_commitments", config=config)
    return nlp


@pytest.mark.parametrize(("lang", "text"), [("zh", ZH), ("en", EN), ("xx", ZH), ("xx", EN)])
def test_rows_are_those_of_extract(lang: str, text: str) -> None:
    doc = made(lang)(text)
    (row,) = doc._.commitments
    (wanted,) = extract_text(text).commitments
    assert (row["start"], row["end"], row["due"]) == (wanted.start, wanted.end, wanted.due)
    assert doc.text[row["start"] : row["end"]] == row["evidence"]
    assert [s["statement_class"] for s in doc._.statements] == ["commitment"]
    assert [(s.id_, s.label_) for s in doc.spans["commitments"]] == [("c1", "committed")]
    assert {name: len(doc.spans[name]) for name in spacy_component.SPANS} == {"temporal": 1, "quantity": 1, "agency": 1, "commitments": 1}


def test_spans_lead_to_the_mentions_of_a_row() -> None:
    doc = made("zh")(ZH)
    by_id = {span.id_: span for name in ("temporal", "quantity", "agency") for span in doc.spans[name]}
    row = doc._.commitments[0]
    assert by_id[row["target_id"]].text == "24%以上"
    assert by_id[row["agency_ids"][0]].label_ == "lead"


def test_a_span_is_widened_to_tokens_and_the_row_is_exact() -> None:
    """A tokenizer that cuts by white space makes one token of all of it: the span is that token, the row still says where."""
    nlp = made("zh")
    nlp.tokenizer = lambda text: Doc(nlp.vocab, words=text.split(" "), spaces=[True] * text.count(" ") + [False])
    doc = nlp("另外： " + ZH)
    assert doc.spans["quantity"][0].text == ZH
    row = doc._.commitments[0]
    assert doc.text[row["start"] : row["end"]] == row["evidence"] == ZH.rstrip("。")


def test_dates_count_from_the_day_given() -> None:
    """That of the Doc goes before that of the pipeline."""
    nlp = made("zh", doc_date="2022-01-26")
    assert nlp("9月底前完成整改。")._.commitments[0]["due"] == "2022-09-30"
    doc = nlp.make_doc("9月底前完成整改。")
    doc._.doc_date = "2024-03-01"
    assert nlp(doc)._.commitments[0]["due"] == "2024-09-30"


def test_what_is_no_date_or_language_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="YYYY-MM-DD"):
        made("zh", doc_date="soon")
    with pytest.raises(ConfigurationError, match="possible are zh, en"):
        made("zh", lang="fr")


def test_an_empty_text_has_empty_groups() -> None:
    doc = made("en")("")
    assert doc._.commitments == []
    assert all(len(doc.spans[name]) == 0 for name in spacy_component.SPANS)


def test_several_processes_give_the_same() -> None:
    nlp = made("zh")
    texts = [ZH.replace("24", str(n)) for n in range(20, 32)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # fork beside threads, of spaCy
        several = [d._.commitments for d in nlp.pipe(texts, n_process=2, batch_size=4)]
    assert several == [d._.commitments for d in nlp.pipe(texts)]
    assert [rows[0]["value"] for rows in several] == list(range(20, 32))


def test_a_doc_is_saved_with_its_rows() -> None:
    nlp = made("en")
    doc = nlp(EN)
    rows = json.dumps(doc._.commitments)  # spaCy brings lists back as tuples
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    (binned,) = DocBin(store_user_data=True, docs=[doc]).get_docs(nlp.vocab)
    for other in (again, binned):
        assert json.dumps(other._.commitments) == rows
        assert [s.text for s in other.spans["quantity"]] == ["at least 50"]


def test_a_pipeline_is_saved_with_its_settings(tmp_path: Path) -> None:
    made("zh", doc_date="2022-01-26").to_disk(tmp_path / "model")
    loaded = spacy.load(tmp_path / "model")
    assert loaded.pipe_names == ["policy_commitments"]
    assert loaded("9月底前完成整改。")._.commitments[0]["due"] == "2022-09-30"


def test_it_works_behind_a_trained_pipeline() -> None:
    pytest.importorskip("en_core_web_sm")
    nlp = spacy.load("en_core_web_sm")
    nlp.add_pipe("policy_commitments")
    doc = nlp(EN)
    assert doc._.commitments[0]["due"] == "2025-12-31"
    assert len(doc.ents) > 0
