"use strict";

/* How many tasks fall due when, and on whom? Bars that are buttons: a click filters the table. */

const Charts = (() => {
  const c = Data.cells;
  const AGENCIES = 8;
  const PARTS = ["late", "open", "done"];

  const part = (r) => (Filters.overdue(r) ? "late" : c.status(r) === "achieved" ? "done" : "open");
  // key → how many rows of each part; a row may count for several keys (its agencies)
  const counted = (mask, keys) => {
    const counts = new Map();
    for (let r = 0; r < Data.n; r++) {
      if (!mask[r]) continue;
      for (const key of keys(r)) {
        if (!counts.has(key)) counts.set(key, { late: 0, open: 0, done: 0, n: 0 });
        counts.get(key)[part(r)] += 1;
        counts.get(key).n += 1;
      }
    }
    return counts;
  };

  const bar = (what, short, count, most, pressed, along, onclick) => {
    const parts = PARTS.filter((name) => count[name]).map((name) => {
      const piece = el("span", { class: `bar-${name}` });
      piece.style.flexGrow = count[name];
      return piece;
    });
    const filled = el("span", { class: "bar" }, ...parts);
    filled.style[along] = `${Math.max(count.n ? 2 : 0, (100 * count.n) / most)}%`;
    const label = Words.say("bar", { what, n: Words.number(count.n), open: count.open, late: count.late, done: count.done });
    return el("button", { type: "button", class: "column", "aria-label": label, title: label, "aria-pressed": pressed ? "true" : "false", onclick },
      el("span", { class: "track" }, el("span", { class: "n" }, count.n ? Words.number(count.n) : ""), filled), el("span", { class: "tick" }, short));
  };

  const NONE = { late: 0, open: 0, done: 0, n: 0 };
  // The year that both dates of the filter lie in, if they do: its months are shown then.
  const yearSet = () => {
    const [from, to] = [State.get("from"), State.get("to")];
    return from && to && from.slice(0, 4) === to.slice(0, 4) ? from.slice(0, 4) : "";
  };
  const lastDay = (year, month) => new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10);

  const MOST_YEARS = 24; // wider apart, only years that have something are shown
  const years = (counts) => {
    const known = [...counts.keys()].sort();
    if (!known.length || known.at(-1) - known[0] >= MOST_YEARS) return known;
    return Array.from({ length: known.at(-1) - known[0] + 1 }, (_, n) => String(Number(known[0]) + n).padStart(4, "0"));
  };

  const timeline = () => {
    const year = yearSet();
    const counts = counted(Filters.mask("from", "to"), (r) => {
      const due = c.due(r);
      return due === null ? [] : year ? (due.startsWith(year) ? [due.slice(0, 7)] : []) : [due.slice(0, 4)];
    });
    const keys = year ? Array.from({ length: 12 }, (_, m) => `${year}-${String(m + 1).padStart(2, "0")}`) : years(counts);
    const most = Math.max(1, ...[...counts.values()].map((count) => count.n));
    const bars = keys.map((key) => {
      const [from, to] = year ? [`${key}-01`, lastDay(year, key.slice(5))] : [`${key}-01-01`, `${key}-12-31`];
      const pressed = State.get("from") === from && State.get("to") === to;
      const back = year ? { from: `${year}-01-01`, to: `${year}-12-31` } : { from: "", to: "" };
      const short = year ? String(Number(key.slice(5))) : keys.length > 9 ? `’${key.slice(2)}` : key;
      return bar(key, short, counts.get(key) || NONE, most, pressed, "height", () => State.set(pressed ? back : { from, to }));
    });
    const heading = year ? Words.say("by_month", { year }) : Words.say("by_year");
    const all = year ? el("button", { type: "button", class: "quiet", onclick: () => State.set({ from: "", to: "" }) }, `‹ ${Words.say("all_years")}`) : "";
    return el("section", { class: "chart timeline" }, el("div", { class: "charthead" }, el("h2", {}, heading), all),
      bars.length ? el("div", { class: "bars" }, ...bars) : el("p", { class: "minor" }, Words.say("no_due")));
  };

  const agencies = () => {
    const counts = counted(Filters.mask("agency"), (r) => new Set(c.agencies(r) || []));
    const first = [...counts].sort((a, b) => b[1].n - a[1].n || (a[0] < b[0] ? -1 : 1)).slice(0, AGENCIES);
    const most = Math.max(1, ...first.map(([, count]) => count.n));
    const bars = first.map(([name, count]) => {
      const pressed = State.get("agency") === name;
      return bar(name, name, count, most, pressed, "width", () => State.set({ agency: pressed ? "" : name }));
    });
    return el("section", { class: "chart agencies" }, el("div", { class: "charthead" }, el("h2", {}, Words.say("by_agency"))),
      bars.length ? el("div", { class: "rows" }, ...bars) : el("p", { class: "minor" }, Words.say("no_agency")));
  };

  const legend = () => el("p", { class: "legend" }, ...PARTS.map((name) => el("span", { class: `key bar-${name}` }, Words.say(`legend_${name}`))));

  const draw = () => {
    const focused = document.activeElement?.closest("#overview .column")?.getAttribute("title");
    at("overview").replaceChildren(el("summary", {}, el("span", {}, Words.say("overview")), legend()), el("div", { class: "charts" }, timeline(), agencies()));
    if (focused) [...at("overview").querySelectorAll(".column")].find((one) => one.title === focused)?.focus();
  };

  return { draw };
})();
