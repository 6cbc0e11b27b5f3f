"use strict";

/* Which rows does the reader want to see? Each filter is a test of a row; a row is shown where all of them hold. */

const Filters = (() => {
  const c = Data.cells;

  const overdue = (r) => c.status(r) !== "achieved" && c.review(r) !== "reject" && c.due(r) !== null && c.due(r) < State.asOf();
  const holds = (text, part) => text !== null && text.toLowerCase().includes(part);

  // name → a function that makes the test from what is set
  const TESTS = {
    q: (words) => {
      const texts = Data.searchable();
      const terms = words.toLowerCase().split(/\s+/).filter(Boolean);
      return (r) => terms.every((term) => texts[r].includes(term));
    },
    status: (word) => (r) => c.status(r) === word,
    modality: (word) => (r) => c.modality(r) === word,
    agency: (words) => {
      const part = words.toLowerCase();
      return (r) => [...(c.agencies(r) || []), ...(c.lead_agencies(r) || [])].some((name) => name.toLowerCase().includes(part));
    },
    region: (words) => (r) => holds(c.region(r), words.toLowerCase()),
    indicator: (words) => (r) => holds(c.indicator(r) || c.action(r), words.toLowerCase()),
    document: (doc_id) => (r) => Data.docName(Data.rows.doc[r]) === doc_id,
    review: (word) => (word === "all" ? () => true : word === "none" ? (r) => c.review(r) === null : (r) => c.review(r) === word),
    from: (day) => (r) => c.due(r) !== null && c.due(r) >= day,
    to: (day) => (r) => c.due(r) !== null && c.due(r) <= day,
    overdue: () => overdue,
  };

  // The rows that are wanted, 1 in the mask; without the filters named, for pictures that show what a filter would choose from.
  const mask = (...without) => {
    const set = State.FILTERS.filter((name) => State.get(name) !== "" && !without.includes(name));
    const tests = set.map((name) => TESTS[name](State.get(name)));
    if (State.get("review") === "") tests.push((r) => c.review(r) !== "reject");
    const wanted = new Uint8Array(Data.n);
    for (let r = 0; r < Data.n; r++) wanted[r] = tests.every((test) => test(r)) ? 1 : 0;
    return wanted;
  };

  const counted = (values) => {
    const counts = new Map();
    for (const value of values) if (value) counts.set(value, (counts.get(value) || 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([value]) => value);
  };
  const every = (read) => Array.from({ length: Data.n }, (_, r) => read(r)).flat();
  const SUGGESTED = 400; // more than anybody scrolls through

  const label = (name, control) => el("label", { class: `filter filter-${name}` }, el("span", {}, Words.say(name)), control);
  const select = (name, options) => {
    const made = el("select", { name, onchange: (e) => State.set({ [name]: e.target.value }) });
    made.append(...options.map(([value, text]) => el("option", { value }, text)));
    made.value = State.get(name);
    return label(name, made);
  };
  const typed = (name, type, suggestions) => {
    const id = `suggested-${name}`;
    let waiting = 0;
    const made = el("input", { name, type, list: suggestions && id, value: name === "asOf" ? State.asOf() : State.get(name),
      oninput: (e) => {
        clearTimeout(waiting);
        waiting = setTimeout(() => State.set({ [name]: e.target.value.trim() }), type === "date" ? 0 : 120);
      } });
    const list = suggestions && el("datalist", { id }, ...suggestions.slice(0, SUGGESTED).map((value) => el("option", { value })));
    return label(name, list ? el("span", { class: "with-list" }, made, list) : made);
  };
  const choices = (words) => [["", Words.say("any")], ...words.map((word) => [word, Words.value(word)])];
  const present = (read) => counted(every(read));

  const build = () => {
    const search = typed("q", "search");
    search.classList.add("wide");
    search.firstChild.textContent = Words.say("search");
    search.lastChild.setAttribute("placeholder", Words.say("search_hint"));
    search.lastChild.id = "search";
    const reviews = [["", Words.say("review_default")], ["all", Words.say("review_all")], ["none", Words.say("review_none")],
      ...["accept", "correct", "reject"].map((word) => [word, Words.value(word)])];
    const documents = [["", Words.say("any")], ...Array.from({ length: Data.nDocuments }, (_, d) => [Data.docName(d), Data.docName(d)])];
    const late = el("label", { class: "filter check" },
      el("input", { type: "checkbox", name: "overdue", onchange: (e) => State.set({ overdue: e.target.checked ? "1" : "" }) }), el("span", {}, Words.say("overdue")));
    late.firstChild.checked = State.get("overdue") !== "";
    at("filters").replaceChildren(
      search,
      select("status", choices(present(c.status))),
      select("modality", choices(present(c.modality))),
      typed("agency", "text", present((r) => c.agencies(r) || [])),
      typed("region", "text", present(c.region)),
      typed("indicator", "text", present(c.indicator)),
      select("document", documents),
      typed("from", "date"),
      typed("to", "date"),
      late,
      typed("asOf", "date"),
      select("review", reviews),
      el("button", { type: "button", class: "quiet clear", onclick: () => State.set(State.cleared()) }, Words.say("clear")),
    );
  };

  // Controls that another part of the page changed: a click on a bar sets two dates.
  const follow = () => {
    for (const control of at("filters").elements) {
      if (!control.name || control === document.activeElement) continue;
      if (control.type === "checkbox") control.checked = State.get(control.name) !== "";
      else control.value = control.name === "asOf" ? State.asOf() : State.get(control.name);
    }
    at("filters").querySelector(".clear").disabled = !State.filtered().length;
  };

  at("filters").addEventListener("submit", (e) => e.preventDefault());
  return { mask, overdue, build, follow };
})();
