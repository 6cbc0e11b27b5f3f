"use strict";

/* Which row is chosen? It is named in the fragment by its id and document, so that a link still finds it when rows were added. */

const Chosen = (() => {
  let rows = null;
  const byKey = () => (rows ||= new Map(Array.from({ length: Data.n }, (_, r) => [Data.key(r), r])));
  return {
    row: () => (State.get("row") === "" ? -1 : (byKey().get(State.get("row")) ?? -1)),
    choose: (r) => State.set({ row: r < 0 ? "" : Data.key(r), link: "" }),
  };
})();
