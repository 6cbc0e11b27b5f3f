"use strict";

/* What did the checker find? Each pair side by side, the fields and words that differ marked. */

const Links = (() => {
  const box = at("links");
  const BATCH = 40;
  const links = Data.links;
  let order = [];
  let drawn = 0;

  const severity = (verdict) => Object.keys(Data.verdicts).find((name) => Data.verdicts[name].includes(verdict)) || "neutral";

  const WEIGHTS = ["alarming", "weaker", "other", "neutral", "kept"];
  const weight = (k) => WEIGHTS.indexOf(severity(links.cells.verdict(k)));

  // The fields that are shown of both rows; those that differ by the link's own word are marked.
  const c = Data.cells;
  const FIELDS = [
    ["indicator", (r) => c.indicator(r), ["indicator", "region", "form", "baseline"]],
    ["target", (r) => c.target_text(r) || Words.target(r), ["target", "unit", "change", "form", "baseline"]],
    ["due", (r) => Words.date(c.due(r)), ["due"]],
    ["agencies", (r) => Words.list(c.agencies(r)), ["agencies"]],
    ["status", (r) => [Words.value(c.status(r)), Words.value(c.modality(r))].filter(Boolean).join(" · "), ["status", "modality"]],
    ["frequency", (r) => c.frequency(r), ["frequency"]],
    ["condition", (r) => c.condition(r), ["condition"]],
  ];
  const fields = (k) => {
    const [a, b] = [links.a.row[k], links.b.row[k]];
    const differing = links.cells.fields(k) || [];
    const lines = FIELDS.map(([name, read, told]) => [name, a < 0 ? "" : read(a) || "", b < 0 ? "" : read(b) || "", told.some((f) => differing.includes(f))]).filter(
      ([, x, y, differs]) => x || y || differs,
    );
    if (!lines.length) return null;
    return el("table", { class: "fields" },
      el("thead", {}, el("tr", {}, el("td"), el("th", { scope: "col" }, Words.say("side_a")), el("th", { scope: "col" }, Words.say("side_b")))),
      el("tbody", {}, ...lines.map(([name, x, y, differs]) =>
        el("tr", { class: differs ? "differs" : "" }, el("th", { scope: "row" }, Words.say(name)), el("td", {}, x || "–"), el("td", {}, y || "–")))));
  };

  const sameLanguage = (k) => {
    const lang = (side) => (links[side].doc[k] < 0 ? "" : Data.documents.lang(links[side].doc[k]));
    return lang("a") === lang("b");
  };

  const show = (side, k) => {
    const place = links[side];
    if (place.row[k] >= 0) {
      State.set({ row: Data.key(place.row[k]), link: String(k) });
    } else if (place.doc[k] >= 0) {
      State.set({ row: "", link: String(k) });
      Text.look(place.doc[k], place.start[k] >= 0 ? [place.start[k], place.end[k]] : null);
    }
  };
  const half = (side, k, nodes) => {
    const doc = links.cells[`${side}_doc`](k);
    const id = links.cells[`${side}_id`](k);
    const there = nodes.length > 0;
    return el("div", { class: `half half-${side}` },
      el("p", { class: "minor" }, el("b", {}, Words.say(`side_${side}`)), " ", [doc, id].filter(Boolean).join(" · ")),
      there ? el("blockquote", {}, ...nodes) : el("p", { class: "empty" }, Words.say("nothing")),
      there && links[side].doc[k] >= 0 ? el("button", { type: "button", class: "quiet", onclick: () => show(side, k) }, Words.say("show_in_text", { doc })) : "");
  };

  const card = (k) => {
    const verdict = links.cells.verdict(k);
    const [first, second] = [links.cells.a_evidence(k) || "", links.cells.b_evidence(k) || ""];
    const compared = first && second && sameLanguage(k);
    const [a, b] = compared ? Diff.sides(first, second) : [first ? [first] : [], second ? [second] : []];
    const score = links.cells.score(k);
    return el("article", { class: `link ${severity(verdict)}`, "data-link": k, "aria-label": Words.value(verdict) },
      el("header", {}, el("span", { class: `chip ${severity(verdict)}` }, Words.value(verdict)),
        score === null ? "" : el("span", { class: "minor" }, Words.say("score", { n: score.toFixed(2) }))),
      el("div", { class: "halves" }, half("a", k, a), half("b", k, b)),
      fields(k),
      el("details", {}, el("summary", {}, Words.say("explanation")), el("p", {}, links.cells.explanation(k) || ""), el("p", { class: "minor" }, links.cells.compared_as(k) || "")));
  };

  const chosen = () => {
    const words = State.get("q").toLowerCase().split(/\s+/).filter(Boolean);
    const out = [];
    for (let k = 0; k < links.n; k++) {
      if (State.get("verdict") && links.cells.verdict(k) !== State.get("verdict")) continue;
      const text = words.length ? ["a_evidence", "b_evidence", "explanation", "a_doc", "b_doc"].map((name) => links.cells[name](k) || "").join("\n").toLowerCase() : "";
      if (words.every((word) => text.includes(word))) out.push(k);
    }
    return out.sort((x, y) => weight(x) - weight(y) || x - y); // what alarms comes first
  };

  const more = (most = BATCH) => {
    const next = order.slice(drawn, drawn + most);
    drawn += next.length;
    const list = box.querySelector(".cards");
    list.append(...next.map(card));
    box.querySelector(".more").hidden = drawn >= order.length;
  };

  const chips = () => {
    const counts = new Map();
    for (let k = 0; k < links.n; k++) counts.set(links.cells.verdict(k), (counts.get(links.cells.verdict(k)) || 0) + 1);
    const known = Object.values(Data.verdicts).flat();
    const names = [...known.filter((name) => counts.has(name)), ...[...counts.keys()].filter((name) => !known.includes(name))];
    const one = (verdict, text, n) =>
      el("button", { type: "button", class: `chip ${verdict ? severity(verdict) : ""}`, "aria-pressed": State.get("verdict") === verdict ? "true" : "false",
        onclick: () => State.set({ verdict: State.get("verdict") === verdict ? "" : verdict }) }, text, " ", el("b", {}, Words.number(n)));
    return el("div", { class: "verdicts", role: "group", "aria-label": Words.say("verdict") }, one("", Words.say("any"), links.n),
      ...names.map((name) => one(name, Words.value(name), counts.get(name))));
  };

  const draw = () => {
    order = chosen();
    drawn = 0;
    const button = el("button", { type: "button", class: "more", onclick: () => more() }, Words.say("more_links"));
    box.replaceChildren(chips(), 
      order.length ? el("div", { class: "cards" }) : el("p", { class: "empty" }, Words.say("no_links")), el("div", { class: "cards-end" }, button));
    if (order.length) more();
    else button.hidden = true;
    box.scrollTop = 0;
    return order.length;
  };

  const mark = () => {
    for (const one of box.querySelectorAll(".link.chosen")) one.classList.remove("chosen");
    if (State.get("link")) box.querySelector(`[data-link="${Number(State.get("link"))}"]`)?.classList.add("chosen");
  };

  box.addEventListener("scroll", () => {
    if (box.scrollHeight - box.scrollTop - box.clientHeight < 800 && drawn < order.length) more();
  });

  return { draw, mark, all: () => more(order.length) };
})();
