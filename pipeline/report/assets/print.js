"use strict";

/* What goes on paper? The rows that are shown, with their evidence, as a plain table; the screen's grid holds only what is in view. */

const Print = (() => {
  const c = Data.cells;
  const MOST = 5000;
  const COLUMNS = [
    ["status", (r) => [Words.say(Filters.overdue(r) ? "legend_late" : c.status(r)), Words.value(c.modality(r))].filter(Boolean).join(", ")],
    ["due", (r) => Words.date(c.due(r))],
    ["what", (r) => Data.what(r)],
    ["target", (r) => Words.target(r)],
    ["agencies", (r) => Words.list(c.agencies(r))],
    ["document", (r) => Data.docName(Data.rows.doc[r])],
    ["evidence", (r) => c.evidence(r) || ""],
  ];
  const fill = () => {
    if (State.get("view") === "links") {
      Links.all();
      return;
    }
    const rows = Grid.ordered().slice(0, MOST);
    at("printed").replaceChildren(
      el("p", {}, `${at("count").textContent} · ${Words.say("printed_as_of", { day: Words.date(State.asOf()) })}`),
      el("table", {},
        el("thead", {}, el("tr", {}, ...COLUMNS.map(([name]) => el("th", {}, Words.say(name))))),
        el("tbody", {}, ...rows.map((r) => el("tr", {}, ...COLUMNS.map(([name, read]) => el("td", { class: name }, read(r))))))));
  };
  const empty = () => at("printed").replaceChildren();
  addEventListener("beforeprint", fill);
  addEventListener("afterprint", empty);
  matchMedia("print").addEventListener("change", (e) => (e.matches ? fill() : empty()));
})();
