"use strict";

/* How do the parts work together? Each change of what the reader has set goes to those parts that show it. */

(() => {
  const THEMES = ["auto", "light", "dark"];

  const heading = () => {
    const title = Data.options.title || Words.say("title");
    document.title = title;
    at("title").textContent = title;
    at("skip").textContent = Words.say("skip");
  };

  const views = () => {
    at("views").hidden = !Data.links;
    const one = (name) =>
      el("button", { type: "button", role: "tab", "aria-selected": State.get("view") === name ? "true" : "false", tabindex: State.get("view") === name ? "0" : "-1", "aria-controls": name === "table" ? "gridbox" : "links",
        onclick: () => State.set({ view: name }) }, Words.say(`view_${name}`));
    at("views").replaceChildren(...(Data.links ? [one("links"), one("table")] : []));
    for (const id of ["gridbox", "overview"]) at(id).hidden = State.get("view") !== "table";
    at("links").hidden = State.get("view") !== "links";
    document.body.dataset.view = State.get("view");
  };

  const switches = () => {
    const theme = State.get("theme");
    at("switches").replaceChildren(
      el("button", { type: "button", id: "lang", lang: Words.lang === "zh" ? "en" : "zh-CN", onclick: () => State.set({ lang: Words.lang === "zh" ? "en" : "zh" }) }, Words.say("lang")),
      el("button", { type: "button", id: "theme", onclick: () => State.set({ theme: THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] }) },
        Words.say("theme", { now: Words.say(`theme_${theme}`) })),
      el("button", { type: "button", id: "print", onclick: () => print() }, Words.say("print")),
    );
    document.documentElement.dataset.theme = theme;
  };

  const count = () => {
    const links = State.get("view") === "links";
    const n = links ? Links.draw() : Grid.filter();
    at("count").textContent = Words.say(links ? "count_links" : "count", { n: Words.number(n), all: Words.number(links ? Data.links.n : Data.n), documents: Words.number(Data.nDocuments) });
    if (!links) Charts.draw();
  };

  const all = () => {
    Words.setLang(State.get("lang"));
    heading();
    views();
    switches();
    Filters.build();
    Filters.follow();
    Grid.build();
    count();
    Text.head();
    chosen();
  };

  const chosen = () => {
    Grid.show(Chosen.row());
    Detail.follow();
    Text.follow();
    if (Data.links) Links.mark();
  };

  const changes = (names) => {
    const any = (...some) => some.some((name) => names.has(name));
    if (names.has("lang")) {
      all();
      return;
    }
    if (any("view")) views();
    if (any("theme")) switches();
    if (any("sort")) Grid.resort();
    if (any(...State.FILTERS, "asOf", "view", "verdict")) {
      Filters.follow();
      count();
      Detail.follow();
    }
    if (any("view")) Grid.show(Chosen.row());
    if (any("row")) chosen();
    else if (any("link") && Data.links) Links.mark();
  };

  addEventListener("keydown", (e) => {
    const typing = e.target.matches("input, select, textarea");
    if (e.key === "/" && !typing && !e.ctrlKey && !e.metaKey && !e.altKey) {
      e.preventDefault();
      at("search").focus();
      at("search").select();
    } else if (e.key === "Escape") {
      if (e.target === at("search") && e.target.value) {
        e.preventDefault();
        e.target.value = "";
        State.set({ q: "" });
      } else if (typing) {
        e.target.blur();
        at("rows")?.focus();
      } else {
        Chosen.choose(-1);
      }
    }
  });
  // The arrows go from one tab to the other, as screen readers tell their users.
  at("views").addEventListener("keydown", (e) => {
    if (e.key !== "ArrowLeft" && e.key !== "ArrowRight") return;
    State.set({ view: State.get("view") === "table" ? "links" : "table" });
    at("views").querySelector("[aria-selected=true]").focus();
  });
  at("skip").addEventListener("click", (e) => {
    e.preventDefault();
    (State.get("view") === "links" ? at("links").querySelector("button") : at("rows")).focus();
  });

  State.on(changes);
  all();
  // So that the first search and the first sorting are as quick as the others.
  for (const step of [Data.searchable, ...Grid.preparations()]) globalThis.requestIdleCallback?.(step);
})();
