/** Values in SQL: texts in all quote styles, numbers, bits; not names or placeholders. */
const VALUES =
  /"(?:[^"]|"")*"|--[^\n]*|\/\*[^]*?\*\/|(\$(?:[A-Za-z_]\w*)?\$)[^]*?(?:\1|$)|[EeXxBbNn]?'(?:[^'\\]|''|\\[^])*(?:'|$)|(?<![\w$"?:])\d[\w.]*(?:[Ee][+-]?\d+)?/g;

/** Replaces values in a statement by `?` for a log or a trace: hand-written SQL may contain them. */
export function sqlWithoutValues(sql: string): string {
  return sql.replace(VALUES, (found) => {
    if (found.startsWith('"')) return found;
    return found.startsWith("--") || found.startsWith("/*") ? "" : "?";
  });
}
