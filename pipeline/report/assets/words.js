"use strict";

/* How is it said in the reader's language? Labels, column titles, values of categories, numbers, dates. */

const Words = (() => {
  let lang = Data.options.lang;
  const side = () => (lang === "zh" ? 1 : 0);

  const say = (key, values = {}) =>
    (Data.words[key] ? Data.words[key][side()] : key).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

  const locale = () => (lang === "zh" ? "zh-CN" : "en-GB");
  let number = null;
  let large = null; // 286 billion, 2860亿
  let day = null;

  const setLang = (wanted) => {
    lang = wanted;
    number = new Intl.NumberFormat(locale(), { maximumFractionDigits: 4 });
    large = new Intl.NumberFormat(locale(), { notation: "compact", compactDisplay: "long", maximumFractionDigits: 4 });
    day = new Intl.DateTimeFormat(locale(), { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" });
    document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  };
  setLang(lang);

  const date = (iso) => {
    if (!iso || lang === "zh") return iso || "";
    const time = Date.parse(`${iso}T00:00:00Z`);
    return Number.isNaN(time) ? iso : day.format(time);
  };

  const BOUNDS = { ge: "≥ ", gt: "> ", le: "≤ ", lt: "< ", approx: "≈ ", eq: "", range: "" };
  const SIGNS = { increase: "+", decrease: "−" };
  const LARGE = 1e6; // from here on digits are hard to count

  // The target of a row as a number: ≥ 95 %, 300,000,000 CNY.
  const target = (r) => {
    const c = Data.cells;
    const value = c.value(r);
    if (value === null || value === undefined) return c.target_text(r) || "";
    const unit = c.unit(r) || "";
    const to = c.value_max(r);
    const written = (n) => (Math.abs(n) >= LARGE ? large : number).format(n);
    const amount = `${written(value)}${to === null || to === undefined ? "" : `–${written(to)}`}`;
    const counted = unit === "count" ? c.noun(r) || "" : say(unit);
    return `${BOUNDS[c.comparator(r)] ?? ""}${SIGNS[c.change(r)] || ""}${amount}${counted && (/^\p{Script=Han}/u.test(counted) && lang === "zh" ? "" : " ")}${counted}`;
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
