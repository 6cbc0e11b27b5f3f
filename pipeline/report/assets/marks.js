"use strict";

/* What is marked in a part of a text? Mentions, the evidence of rows, the words of the chosen row: cut into pieces that do not overlap. */

const Marks = (() => {
  const { rows, mentions } = Data;

  // The first of the group's numbers whose start is not before the place.
  const firstFrom = (group, start, place) => {
    let low = 0;
    let high = group.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (start[group[middle]] < place) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  // Groups are sorted by start; the longest of them says how far back one may begin that reaches into the part.
  const reach = new Map();
  const longest = (group, start, end) => {
    if (!reach.has(group)) reach.set(group, group.reduce((most, n) => Math.max(most, end[n] - start[n]), 0));
    return reach.get(group);
  };
  const within = (group, start, end, from, to) => {
    const out = [];
    for (let n = firstFrom(group, start, from - longest(group, start, end)); n < group.length && start[group[n]] < to; n++) {
      if (end[group[n]] > from) out.push(group[n]);
    }
    return out;
  };

  const KINDS = ["temporal", "quantity", "agency"];

  // The places of the chosen row's own words: mention number → what it is there.
  const roles = (r) => {
    const out = new Map();
    if (r < 0) return out;
    for (const m of rows.agencies[r]) out.set(m, "agency");
    for (const name of ["frequency", "deadline", "target"]) if (rows[name][r] >= 0) out.set(rows[name][r], name);
    return out;
  };

  // Pieces of text d from one place to another: {start, end, kind, role, rows, lit}. `lit` is a place [start, end] to light up.
  const pieces = (d, from, to, chosen, lit) => {
    const found = within(Data.mentionsOf[d], mentions.start, mentions.end, from, to);
    const about = within(Data.rowsOf[d], rows.start, rows.end, from, to);
    const own = roles(chosen >= 0 && rows.doc[chosen] === d ? chosen : -1);
    const cuts = new Set([from, to]);
    const cut = (place) => place > from && place < to && cuts.add(place);
    for (const m of found) [mentions.start[m], mentions.end[m]].forEach(cut);
    for (const r of about) [rows.start[r], rows.end[r]].forEach(cut);
    if (lit) lit.forEach(cut);
    const places = [...cuts].sort((a, b) => a - b);
    const out = [];
    for (let n = 0; n + 1 < places.length; n++) {
      const start = places[n];
      const end = places[n + 1];
      const mention = found.find((m) => mentions.start[m] <= start && mentions.end[m] >= end);
      const here = about.filter((r) => rows.start[r] <= start && rows.end[r] >= end);
      here.sort((a, b) => rows.end[a] - rows.start[a] - (rows.end[b] - rows.start[b]) || a - b);
      out.push({
        start,
        end,
        kind: mention === undefined ? "" : KINDS[mentions.kind[mention]],
        role: mention === undefined ? "" : own.get(mention) || "",
        rows: here,
        lit: Boolean(lit && lit[0] <= start && lit[1] >= end),
      });
    }
    return out;
  };

  return { pieces };
})();
