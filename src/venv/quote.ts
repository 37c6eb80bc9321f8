/** One function per shell, each turning a text into one literal word of that shell. Never combine two. */

export function quoteSh(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

export function quoteFish(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", String.raw`\'`)}'`;
}

/** csh looks for `!` inside quotes too, and for nothing else. */
export function quoteCsh(text: string): string {
  return quoteSh(text).replaceAll("!", String.raw`\!`);
}

/** Nushell's raw string: as many `#` as make its end unmistakable. */
export function quoteNu(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/#+/g)].map(([run]) => run.length));
  const fence = "#".repeat(longest + 1);
  return `r${fence}'${text}'${fence}`;
}

/** A JSON string is a Python string, for xonsh. */
export function quotePython(text: string): string {
  return JSON.stringify(text);
}

/** PowerShell takes typographic quotes for quotes. */
export function quotePowerShell(text: string): string {
  return `'${text.replaceAll(/['\u2018-\u201b]/g, "$&$&")}'`;
}

/** For cmd.exe inside `set "NAME=…"`: only `%` still means something there, and `"` cannot be in a path. */
export function quoteCmd(text: string): string {
  return text.replaceAll("%", "%%").replaceAll('"', "'");
}

/** As a person would type it in a POSIX shell: quoted only if it has to be. */
export function showSh(text: string): string {
  return /^[\w@%+=:,./][\w@%+=:,./-]*$/.test(text) ? text : quoteSh(text);
}
