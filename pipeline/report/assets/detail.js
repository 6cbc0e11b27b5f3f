"use strict";

/* What does the chosen row say in full? Its fields above the text. */

const Detail = (() => {
  const c = Data.cells;
  const FIELDS = {
    status: (r) => Words.value(c.status(r)),
    modality: (r) => Words.value(c.modality(r)),
    indicator: c.indicator,
    action: c.action,
    target_text: (r) => (c.target_text(r) ? `${c.target_text(r)}${c.value(r) === null ? "" : `  (${Words.target(r)})`}` : Words.target(r)),
    due: (r) => [Words.date(c.due(r)), c.deadline_text(r) && `(${c.deadline_text(r)})`].filter(Boolean).join(" "),
    lead_agencies: (r) => Words.list(c.lead_agencies(r)),
    agencies: (r) => Words.list(c.agencies(r)),
    frequency: c.frequency,
    condition: c.condition,
    region: c.region,
    section: c.section,
    page: c.page,
    confidence: (r) => (c.confidence(r) === null ? "" : c.confidence(r).toFixed(2)),
    extractor: c.extractor,
    review: (r) => Words.value(c.review(r)),
    review_note: c.review_note,
    reviewed_by: c.reviewed_by,
    reviewed_at: (r) => Words.date(c.reviewed_at(r)),
  };
  let opened = false;

  const follow = () => {
    const r = Chosen.row();
    if (r < 0) {
      at("detail").replaceChildren(el("p", { class: "minor" }, Words.say("choose")));
      return;
    }
    const said = Object.entries(FIELDS)
      .map(([name, read]) => [name, read(r)])
      .filter(([, value]) => value !== null && value !== undefined && value !== "");
    const list = el("dl", {}, ...said.flatMap(([name, value]) => [el("dt", {}, Words.title("commitments", name)), el("dd", {}, String(value))]));
    const fields = el("details", { ontoggle: (e) => (opened = e.target.open) }, el("summary", {}, Words.say("details")), list);
    fields.open = opened;
    const facts = [Words.value(c.status(r)), Words.target(r), Words.date(c.due(r)), Words.list(c.agencies(r))].filter(Boolean).join(" · ");
    at("detail").replaceChildren(
      el("h2", {}, el("span", { class: "id" }, c.commitment_id(r)), " ", Data.what(r)),
      el("p", { class: "minor" }, facts),
      Grid.wants(r) ? "" : el("p", { class: "note" }, Words.say("hidden_row")),
      fields,
    );
  };

  return { follow };
})();
