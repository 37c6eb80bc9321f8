/** What stands for a value in SQL: texts in all their quotes, numbers, bits; names and placeholders are none. */
const VALUES =
  /"(?:[^"]|"")*"|--[^\n]*|\/\*[^]*?\*\/|(\$(?:[A-Za-z_]\w*)?\$)[^]*?(?:\1|$)|[EeXxBbNn]?'(?:[^'\\]|''|\\[^])*(?:'|$)|(?<![\w$"?:])\d[\w.]*(?:[Ee][+-]?\d+)?/g;

/** A statement whose values are `?`, for a log or a trace: who writes SQL by hand may have put some into its text. */
export function sqlWithoutValues(sql: string): string {
  return sql.replace(VALUES, (found) => {
    if (found.startsWith('"')) return found;
    return found.startsWith("--") || found.startsWith("/*") ? "" : "?";
  });
}
