"use strict";

/* How is it said in the reader's language? Labels, column titles, values of categories, numbers, dates. */

const Words = (() => {
  let lang = Data.options.lang;
  const side = () => (lang === "zh" ? 1 : 0);

  const say = (key, values = {}) =>
    (Data.words[key] ? Data.words[key][side()] : key).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

  const locale = () => (lang === "zh" ? "zh-CN" : "en-GB");
  let number = new Intl.NumberFormat(locale(), { maximumFractionDigits: 4 });
  let day = null;

  const setLang = (wanted) => {
    lang = wanted;
    number = new Intl.NumberFormat(locale(), { maximumFractionDigits: 4 });
    day = new Intl.DateTimeFormat(locale(), { year: "numeric", month: lang === "zh" ? "long" : "short", day: "numeric", timeZone: "UTC" });
    document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  };
  setLang(lang);

  const date = (iso) => {
    if (!iso) return "";
    const time = Date.parse(`${iso}T00:00:00Z`);
    return Number.isNaN(time) ? iso : day.format(time);
  };

  const BOUNDS = { ge: "≥ ", gt: "> ", le: "≤ ", lt: "< ", approx: "≈ ", eq: "", range: "" };
  const SIGNS = { increase: "+", decrease: "−" };
  const UNITS = new Set(["percent", "percentage_point", "times", "rank"]);

  // The target of a row as a number: ≥ 95 %, 300,000,000 CNY.
  const target = (r) => {
    const c = Data.cells;
    const value = c.value(r);
    if (value === null || value === undefined) return c.target_text(r) || "";
    const unit = c.unit(r) || "";
    const to = c.value_max(r);
    const amount = `${number.format(value)}${to === null || to === undefined ? "" : `–${number.format(to)}`}`;
    const counted = unit === "count" ? c.noun(r) || "" : UNITS.has(unit) ? say(unit) : unit;
    return `${SIGNS[c.change(r)] || ""}${BOUNDS[c.comparator(r)] ?? ""}${amount}${counted ? ` ${counted}` : ""}`;
  };

  return {
    get lang() {
      return lang;
    },
    setLang,
    say,
    // The word for a category's value; a value that has none stands as it is.
    value: (word) => (word ? say(word) : ""),
    title: (table, name) => Data.titles[table][name][side()],
    number: (value) => number.format(value),
    date,
    target,
    list: (names) => (names || []).join(lang === "zh" ? "、" : "; "),
  };
})();
