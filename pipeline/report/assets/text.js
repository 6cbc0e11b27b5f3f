"use strict";

/* How does the source stand beside the table? In parts that are drawn when they come near the view: a text of any length opens at once. */

const Text = (() => {
  const PART = 3000; // characters, to the end of a paragraph where one is near
  const box = at("text");
  let shown = -1;
  let parts = [];
  let lit = null;
  let watcher = null;

  const divided = (text) => {
    const out = [];
    for (let from = 0; from < text.length; ) {
      let to = Math.min(from + PART, text.length);
      const end = text.indexOf("\n", to);
      if (end >= 0 && end - from < 2 * PART) to = end + 1;
      else if (to < text.length && /[\uD800-\uDBFF]/.test(text[to - 1])) to += 1; // not inside a character of two units
      out.push({ from, to, element: null, drawn: false });
      from = to;
    }
    return out;
  };

  const passage = (piece, first) => {
    const [r] = piece.rows;
    if (r === undefined) return null;
    // The first piece of a passage takes the focus for all of it.
    if (!first) return { "data-rows": piece.rows.join(" ") };
    return { "data-rows": piece.rows.join(" "), tabindex: "0", role: "button", "aria-label": Words.say("passage_label", { id: Data.cells.commitment_id(r) }) };
  };

  const draw = (part) => {
    const text = Data.texts[shown];
    const begun = new Set();
    const pieces = Marks.pieces(shown, part.from, part.to, Chosen.row(), lit).map((piece) => {
      const words = text.slice(piece.start, piece.end);
      const kinds = [piece.kind && `m ${piece.kind}`, piece.role && `own ${piece.role}`, piece.rows.length && "passage", piece.lit && "lit"].filter(Boolean);
      if (!kinds.length) return document.createTextNode(words);
      const first = piece.rows.length > 0 && !begun.has(piece.rows[0]) && Data.rows.start[piece.rows[0]] === piece.start;
      if (first) begun.add(piece.rows[0]);
      return el("span", { class: kinds.join(" "), "data-start": piece.start, ...passage(piece, first) }, words);
    });
    part.element.replaceChildren(...pieces);
    part.element.style.minHeight = "";
    part.drawn = true;
  };

  const open = (d) => {
    if (d === shown) return;
    shown = d;
    watcher?.disconnect();
    const text = d < 0 ? "" : Data.texts[d];
    parts = divided(text);
    watcher = new IntersectionObserver(
      (seen) => {
        for (const one of seen) if (one.isIntersecting && !parts[one.target.dataset.part].drawn) draw(parts[one.target.dataset.part]);
      },
      { root: box, rootMargin: "800px" },
    );
    const perLine = Math.max(20, box.clientWidth / (/[\u4e00-\u9fff]/.test(text.slice(0, 2000)) ? 16 : 8));
    box.replaceChildren(
      ...parts.map((part, n) => {
        part.element = el("div", { class: "part", "data-part": n });
        part.element.style.minHeight = `${Math.ceil((part.to - part.from) / perLine) * 27}px`; // about what it will take
        return part.element;
      }),
    );
    if (!text) box.replaceChildren(el("p", { class: "empty" }, Words.say(d < 0 ? "choose" : "no_text")));
    for (const part of parts) watcher.observe(part.element);
    box.scrollTop = 0;
    head();
  };

  const head = () => {
    const doc = Data.documents;
    const options = Array.from({ length: Data.nDocuments }, (_, d) => el("option", { value: d }, Data.docName(d)));
    const chooser = el("select", { "aria-label": Words.say("text_of"), onchange: (e) => look(Number(e.target.value), null) }, ...options);
    if (shown >= 0) chooser.value = String(shown);
    const facts = shown < 0 ? "" : [doc.issuer(shown), doc.doc_number(shown), Words.date(doc.doc_date(shown))].filter(Boolean).join(" · ");
    const legend = ["temporal", "quantity", "agency"].map((kind) => el("span", { class: `m ${kind}` }, Words.say(kind === "agency" ? "agency_mark" : kind)));
    at("texthead").replaceChildren(
      el("div", { class: "doc" }, chooser, el("p", { class: "minor" }, facts)),
      el("p", { class: "legend", "aria-label": Words.say("legend") }, ...legend, el("span", { class: "passage" }, Words.say("passage"))),
      shown >= 0 && Data.rebuilt[shown] ? el("p", { class: "note" }, Words.say("rebuilt")) : "",
    );
    box.setAttribute("aria-label", Words.say("text_label", { what: shown < 0 ? "" : doc.title(shown) || Data.docName(shown) }));
  };

  // Show text d with a place in it lit up and in view.
  const look = (d, place, scroll = true) => {
    open(d);
    lit = place;
    for (const part of parts) if (part.drawn) draw(part);
    if (!place || !scroll) return;
    const near = parts.findIndex((part) => part.from <= place[0] && part.to > place[0]);
    if (near < 0) return;
    for (const part of parts.slice(Math.max(0, near - 1), near + 2)) if (!part.drawn) draw(part);
    bring(parts[near].element, ++jump);
  };

  // More than once: parts above the place get their true heights when they are drawn on the way. A newer jump ends an older one.
  const FRAMES = 8;
  let jump = 0;
  const bring = (element, mine, left = FRAMES) => {
    const target = element.querySelector(".lit");
    if (!target || mine !== jump || !left) return;
    const above = target.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
    if (Math.abs(above) > 1) box.scrollTop += above;
    requestAnimationFrame(() => bring(element, mine, left - 1));
  };

  const follow = (scroll) => {
    const r = Chosen.row();
    if (r >= 0) look(Data.rows.doc[r], Data.rows.start[r] >= 0 ? [Data.rows.start[r], Data.rows.end[r]] : null, scroll);
    else look(shown < 0 && Data.nDocuments ? 0 : shown, null);
  };

  // A passage of several rows gives them in turn.
  const choose = (element) => {
    const found = element.dataset.rows.split(" ").map(Number);
    const next = found[(found.indexOf(Chosen.row()) + 1) % found.length];
    keep = true;
    Chosen.choose(next);
    keep = false;
    box.querySelector(`[data-start="${Data.rows.start[next]}"]`)?.focus({ preventScroll: true });
  };
  let keep = false; // the reader is looking at the passage: it does not move
  box.addEventListener("click", (e) => {
    const element = e.target.closest("[data-rows]");
    if (element && !String(getSelection())) choose(element);
  });
  box.addEventListener("keydown", (e) => {
    if ((e.key === "Enter" || e.key === " ") && e.target.matches("[data-rows]")) {
      e.preventDefault();
      choose(e.target);
    }
  });

  return { look, follow: () => follow(!keep), head };
})();
