"use strict";

/* Which words differ between two texts? The longest common run of words, Han letters one by one; what is not in it differs. */

const Diff = (() => {
  const MOST = 1200; // words of a text; longer ones are compared by their ends only

  const words = (text) => text.match(/[\p{Script=Han}]|[\p{L}\p{M}]+|\p{N}+(?:[.,]\p{N}+)*|\s+|[^\p{L}\p{M}\p{N}\s]/gu) || [];

  // For each word of both sides whether the other side has it too, in the same order.
  const common = (a, b) => {
    const [inA, inB] = [new Uint8Array(a.length), new Uint8Array(b.length)];
    let from = 0;
    while (from < a.length && from < b.length && a[from] === b[from]) inA[from] = inB[from++] = 1;
    let [endA, endB] = [a.length, b.length];
    while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) inA[--endA] = inB[--endB] = 1;
    const [n, m] = [endA - from, endB - from];
    if (!n || !m || n > MOST || m > MOST) return [inA, inB];
    const length = Array.from({ length: n + 1 }, () => new Uint16Array(m + 1));
    for (let i = n - 1; i >= 0; i--) {
      for (let j = m - 1; j >= 0; j--) {
        length[i][j] = a[from + i] === b[from + j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
      }
    }
    for (let i = 0, j = 0; i < n && j < m; ) {
      if (a[from + i] === b[from + j]) inA[from + i++] = inB[from + j++] = 1;
      else if (length[i + 1][j] >= length[i][j + 1]) i++;
      else j++;
    }
    return [inA, inB];
  };

  const marked = (tokens, same, kind) => {
    const out = [];
    for (let n = 0; n < tokens.length; ) {
      const from = n;
      while (n < tokens.length && same[n] === same[from]) n++;
      const text = tokens.slice(from, n).join("");
      out.push(same[from] || !text.trim() ? document.createTextNode(text) : el(kind, {}, text));
    }
    return out;
  };

  // Both texts as nodes, what only one of them has marked: <del> in the first, <ins> in the second.
  const sides = (first, second) => {
    const [a, b] = [words(first), words(second)];
    const [inA, inB] = common(a, b);
    return [marked(a, inA, "del"), marked(b, inB, "ins")];
  };

  return { sides };
})();
