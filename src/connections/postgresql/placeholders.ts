/** What `?` means nothing in: quoted text and names, dollar quotes, comments. */
const opaque = /'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g;

/** `? ?` as PostgreSQL spells it: `$1 $2`. */
export function numberPlaceholders(sql: string): string {
  let count = 0;
  return sql.replace(opaque, (found) => (found === "?" ? `$${(count += 1)}` : found));
}
