"use strict";

/* What do the tables say? Columns as they stand in the page's JSON, read cell by cell; rows are numbers. */

const Data = (() => {
  const given = JSON.parse(at("data").textContent);
  at("data").remove(); // the parsed value is enough to keep

  const column = (encoded) =>
    encoded.cells ? (row) => encoded.cells[row] : (row) => (encoded.at[row] < 0 ? null : encoded.words[encoded.at[row]]);
  const columns = (table) => Object.fromEntries(Object.entries(table.columns).map(([name, encoded]) => [name, column(encoded)]));

  const rows = given.rows;
  const links = given.links;
  const cells = columns(rows);
  const documents = columns(given.documents);

  // What a search looks through, made when it is first asked for: most readers filter before they search.
  let searched = null;
  const SEARCHED = ["commitment_id", "action", "indicator", "target_text", "noun", "deadline_text", "due", "lead_agencies", "agencies", "condition", "region",
    "section", "evidence", "review_note", "reviewed_by", "extractor"];
  const searchable = () => {
    if (!searched) {
      const names = Array.from({ length: given.documents.n }, (_, d) => `${documents.doc_id(d)} ${documents.title(d) || ""}`);
      searched = Array.from({ length: rows.n }, (_, r) => `${SEARCHED.map((name) => cells[name](r) ?? "").join("\n")}\n${names[rows.doc[r]]}`.toLowerCase());
    }
    return searched;
  };

  // Mentions and rows of each document by their places, so that a part of a text finds its own by bisection.
  const grouped = (length, docs, start) => {
    const groups = Array.from({ length: given.documents.n }, () => []);
    for (let n = 0; n < length; n++) if (start[n] >= 0) groups[docs[n]].push(n);
    for (const group of groups) group.sort((a, b) => start[a] - start[b] || a - b);
    return groups;
  };

  return {
    options: given.options,
    words: given.words,
    titles: given.titles,
    verdicts: given.verdicts,
    texts: given.texts,
    rebuilt: given.documents.rebuilt,
    nDocuments: given.documents.n,
    documents,
    n: rows.n,
    rows,
    cells,
    mentions: given.mentions,
    mentionsOf: grouped(given.mentions.doc.length, given.mentions.doc, given.mentions.start),
    rowsOf: grouped(rows.n, rows.doc, rows.start),
    links: links && { n: links.n, cells: columns(links), a: links.a, b: links.b },
    searchable,
    docName: (d) => documents.doc_id(d) ?? "",
    key: (r) => `${cells.commitment_id(r)}@${documents.doc_id(rows.doc[r])}`,
    // What a row is about, in a few words.
    what: (r) => cells.indicator(r) || cells.action(r) || cells.evidence(r) || "",
  };
})();
