"use strict";

/* What has the reader set? Filters, the chosen row, view, sorting, language, colours: all in the URL's fragment, so that a link shows the same. */

const State = (() => {
  const DEFAULTS = {
    q: "", status: "", modality: "", agency: "", region: "", indicator: "", document: "", review: "", from: "", to: "", overdue: "", asOf: "",
    view: Data.options.first, row: "", link: "", verdict: "", sort: "", lang: Data.options.lang, theme: "auto",
  };
  const FILTERS = ["q", "status", "modality", "agency", "region", "indicator", "document", "review", "from", "to", "overdue"];
  const listeners = [];
  let now = { ...DEFAULTS };

  const read = () => {
    const told = new URLSearchParams(location.hash.slice(1));
    const known = Object.keys(DEFAULTS).filter((name) => told.has(name));
    const next = { ...DEFAULTS, ...Object.fromEntries(known.map((name) => [name, told.get(name)])) };
    if (!["en", "zh"].includes(next.lang)) next.lang = DEFAULTS.lang;
    if (!["auto", "light", "dark"].includes(next.theme)) next.theme = "auto";
    if (!["table", "links"].includes(next.view) || !Data.links) next.view = "table";
    return next;
  };

  const write = () => {
    const told = Object.entries(now).filter(([name, value]) => value !== DEFAULTS[name]);
    const fragment = `#${new URLSearchParams(told)}`;
    // Replaced, not pushed: a reader who goes back leaves the page instead of undoing each key stroke.
    if (fragment !== (location.hash || "#")) history.replaceState(null, "", fragment);
  };

  const changed = (next) => {
    const names = new Set(Object.keys(DEFAULTS).filter((name) => next[name] !== now[name]));
    if (!names.size) return;
    now = next;
    write();
    for (const listener of listeners) listener(names);
  };

  now = read();
  addEventListener("hashchange", () => changed(read()));
  return {
    get: (name) => now[name],
    set: (patch) => changed({ ...now, ...patch }),
    // Called with the names of what changed.
    on: (listener) => listeners.push(listener),
    FILTERS,
    cleared: () => Object.fromEntries(FILTERS.map((name) => [name, DEFAULTS[name]])),
    filtered: () => FILTERS.filter((name) => now[name] !== DEFAULTS[name]),
    asOf: () => now.asOf || Data.options.asOf || new Date().toISOString().slice(0, 10),
  };
})();
