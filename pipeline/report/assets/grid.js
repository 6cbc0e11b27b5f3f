"use strict";

/* How does the table stand there? Tabulator draws the rows in view; which rows and in which order is worked out on whole columns. */

const Grid = (() => {
  const c = Data.cells;
  let table = null;
  let wanted = new Uint8Array(Data.n).fill(1);
  let ready = false;

  const chip = (kind, text) => el("span", { class: `chip ${kind}` }, text);
  const line = (kind, text) => (text ? el("span", { class: kind }, text) : null);
  const stack = (...lines) => el("div", { class: "cell" }, ...lines);

  const status = (r) => {
    const kind = Filters.overdue(r) ? "overdue" : c.status(r);
    return stack(chip(kind, Words.say(kind === "overdue" ? "legend_late" : kind)), line("minor", Words.value(c.modality(r))));
  };
  const what = (r) => stack(line("major", c.indicator(r) || c.action(r)), line("minor quote", c.evidence(r)));
  const target = (r) => stack(line("figure", Words.target(r)), line("minor", c.target_text(r)));
  const due = (r) => stack(line(Filters.overdue(r) ? "late" : "", Words.date(c.due(r))), line("minor", c.deadline_text(r)));
  const agencies = (r) => {
    const leads = c.lead_agencies(r) || [];
    const others = (c.agencies(r) || []).filter((name) => !leads.includes(name));
    return stack(leads.length ? el("strong", {}, Words.list(leads)) : null, line("", others.length ? Words.list(others) : ""));
  };
  const review = (r) => stack(c.review(r) ? chip(c.review(r), Words.value(c.review(r))) : null, line("minor", c.review_note(r)));

  // name, what a cell shows, what it is sorted by, least width, share of what is left
  const COLUMNS = [
    ["status", status, (r) => (Filters.overdue(r) ? "0" : c.status(r)), 98, 0],
    ["due", due, c.due, 120, 0],
    ["what", what, (r) => Data.what(r), 150, 5],
    ["target", target, c.value, 104, 1],
    ["agencies", agencies, (r) => Words.list(c.agencies(r)) || null, 106, 2],
    ["document", (r) => stack(Data.docName(Data.rows.doc[r]), line("minor", c.page(r) === null ? "" : Words.say("page", { n: c.page(r) }))), (r) => Data.rows.doc[r], 116, 1],
    ["region", (r) => stack(c.region(r)), c.region, 96, 0],
    ["review", review, (r) => c.review(r), 96, 0],
  ];
  const OPTIONAL = { region: c.region, review: c.review };

  // Rows are compared by their rank in a column, found once: comparing texts by a language's order a hundred thousand times would be felt.
  const ranks = new Map();
  const rank = (name, key) => {
    if (!ranks.has(name)) {
      const keys = Array.from({ length: Data.n }, (_, r) => key(r));
      const order = new Intl.Collator(Words.lang).compare;
      const distinct = [...new Set(keys.filter((k) => k !== null && k !== undefined))].sort((a, b) => (typeof a === "number" ? a - b : order(a, b)));
      const place = new Map(distinct.map((k, n) => [k, n]));
      ranks.set(name, Int32Array.from(keys, (k) => place.get(k) ?? -1));
    }
    return ranks.get(name);
  };
  // Rows without a cell come last in both directions.
  const sorter = (name, key) => (a, b, rowA, rowB, column, direction) => {
    const places = rank(name, key);
    const x = places[rowA.getData().id];
    const y = places[rowB.getData().id];
    if (x < 0 || y < 0) return x === y ? 0 : (x < 0 ? 1 : -1) * (direction === "asc" ? 1 : -1);
    return x - y || rowA.getData().id - rowB.getData().id;
  };

  const columns = () =>
    COLUMNS.filter(([name]) => !OPTIONAL[name] || Array.from({ length: Data.n }, (_, r) => OPTIONAL[name](r)).some((value) => value !== null)).map(
      ([name, shows, key, minWidth, widthGrow]) => ({
        title: name,
        field: name,
        minWidth,
        ...(widthGrow ? { widthGrow } : { width: minWidth }),
        titleFormatter: () => el("button", { type: "button", class: "sort", "data-column": name }, Words.say(name)),
        formatter: (cell) => shows(cell.getRow().getData().id),
        sorter: sorter(name, key),
      }),
    );

  const sortSet = () => {
    const [column, dir] = State.get("sort").split(" ");
    return COLUMNS.some(([name]) => name === column) ? [{ column, dir: dir === "desc" ? "desc" : "asc" }] : [];
  };

  const chosenRow = () => Chosen.row();
  const dress = (row) => {
    const r = row.getData().id;
    const element = row.getElement();
    element.id = `row-${r}`;
    element.classList.toggle("chosen", r === chosenRow());
    element.setAttribute("aria-selected", r === chosenRow() ? "true" : "false");
  };

  const build = () => {
    if (table) table.destroy();
    ranks.clear();
    ready = false;
    table = new Tabulator(at("gridbox"), {
      data: Array.from({ length: Data.n }, (_, id) => ({ id })),
      index: "id",
      height: "100%",
      layout: "fitColumns",
      rowHeight: 62, // all alike: where a row stands is then known without drawing those above it
      renderVerticalBuffer: 600,
      columnDefaults: { resizable: "header", headerSortTristate: true, vertAlign: "top" },
      initialSort: sortSet(),
      placeholder: el("span", {}, Words.say("none")),
      columns: columns(),
      rowFormatter: dress,
    });
    table.on("rowClick", (_, row) => Chosen.choose(row.getData().id));
    table.on("dataSorted", (sorters) => ready && State.set({ sort: sorters.length ? `${sorters[0].field} ${sorters[0].dir}` : "" }));
    table.on("tableBuilt", () => {
      ready = true;
      table.setFilter((row) => wanted[row.id] === 1);
      const holder = at("gridbox").querySelector(".tabulator-tableholder");
      holder.setAttribute("aria-label", Words.say("view_table"));
      holder.id = "rows";
      show(chosenRow());
    });
  };

  const filter = () => {
    wanted = Filters.mask();
    if (ready) table.refreshFilter();
    return wanted.reduce((sum, one) => sum + one, 0);
  };

  // Bring a row into view and mark it.
  const show = (r) => {
    if (!ready) return;
    for (const element of at("gridbox").querySelectorAll(".tabulator-row.chosen")) {
      element.classList.remove("chosen");
      element.setAttribute("aria-selected", "false");
    }
    const holder = at("rows");
    holder.removeAttribute("aria-activedescendant");
    if (r < 0 || !wanted[r]) return;
    const row = table.getRow(r);
    const drawn = document.getElementById(`row-${r}`);
    const box = holder.getBoundingClientRect();
    const place = drawn && drawn.getBoundingClientRect();
    if (!place || place.top < box.top || place.bottom > box.bottom) table.scrollToRow(r, "center", true).catch(() => {});
    dress(row);
    holder.setAttribute("aria-activedescendant", `row-${r}`);
  };

  const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
  const onKey = (e) => {
    if (!e.target.closest("#rows")) return;
    const ends = e.key === "Home" || e.key === "End";
    if (!(e.key in STEPS) && !ends) return;
    e.preventDefault();
    const from = chosenRow();
    let row = from >= 0 && wanted[from] ? table.getRow(from) : null;
    if (!row || ends) {
      const all = table.getRows("active");
      row = e.key === "End" ? all[all.length - 1] : all[0];
    } else {
      for (let n = Math.abs(STEPS[e.key]); n > 0; n--) {
        const next = STEPS[e.key] > 0 ? row.getNextRow() : row.getPrevRow();
        if (!next) break;
        row = next;
      }
    }
    if (row) Chosen.choose(row.getData().id);
  };
  at("gridbox").addEventListener("keydown", onKey);

  // The rows that are shown, in their order: for print.
  const ordered = () => table.getRows("active").map((row) => row.getData().id);

  // Sorting that came from the fragment, not from a click on a column.
  const resort = () => {
    const [now] = ready ? table.getSorters() : [];
    if (ready && State.get("sort") !== (now ? `${now.field} ${now.dir}` : "")) table.setSort(sortSet());
  };
  const preparations = () => COLUMNS.map(([name, , key]) => () => rank(name, key));
  return { build, preparations, filter, show, ordered, resort, wants: (r) => wanted[r] === 1 };
})();
