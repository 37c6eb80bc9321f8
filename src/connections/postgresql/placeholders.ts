/** Where `?` is not a placeholder: quoted strings and names, dollar quotes, comments. */
const opaque = /'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g;

/** Numbers placeholders for PostgreSQL: `? ?` becomes `$1 $2`. */
export function numberPlaceholders(sql: string): string {
  let count = 0;
  return sql.replace(opaque, (found) => (found === "?" ? `$${(count += 1)}` : found));
}
