/** One `check (...)` of a table. */
export interface FoundCheck {
  /** Of a constraint; a check behind a column has none. */
  readonly name?: string;
  /** The column it stands behind. */
  readonly column: string;
  readonly expression: string;
}

const token = /'(?:[^']|'')*'|(["`])((?:(?!\1).|\1\1)*)\1|[A-Za-z_][\w$]*|\s+|[\s\S]/g;

/** The checks in the text of a `create table` statement. */
export function readChecks(sql: string): readonly FoundCheck[] {
  const tokens = Array.from(sql.matchAll(token), ([text]) => text).filter((each) => each.trim());
  const found: FoundCheck[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < tokens.length; at++) {
    const word = tokens[at]?.toLowerCase();
    if (word === "(") depth += 1;
    if (word === ")") depth -= 1;
    // Each column and each constraint begins behind the first parenthesis or a comma of that depth.
    if (depth === 1 && (word === "(" || word === ",")) start = at + 1;
    if (depth !== 1 || word !== "check" || tokens[at + 1] !== "(") continue;
    const end = closing(tokens, at + 1);
    const isNamed = tokens[start]?.toLowerCase() === "constraint";
    found.push({
      ...(isNamed && { name: unquoted(tokens[start + 1] ?? "") }),
      column: unquoted(tokens[start] ?? ""),
      expression: tokens.slice(at + 2, end).join(" "),
    });
    at = end;
  }
  return found;
}

function closing(tokens: readonly string[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at] === "(") depth += 1;
    if (tokens[at] === ")") depth -= 1;
    if (depth === 0) return at;
  }
  return tokens.length;
}

function unquoted(name: string): string {
  return /^["`]/.test(name) ? name.slice(1, -1) : name;
}
