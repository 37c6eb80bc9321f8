/** One function per shell that turns a text into one literal word. Never combine two. */

export function quoteSh(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

export function quoteFish(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", String.raw`\'`)}'`;
}

/** csh expands only `!` inside quotes. */
export function quoteCsh(text: string): string {
  return quoteSh(text).replaceAll("!", String.raw`\!`);
}

/** Nushell's raw string, with enough `#` to make its end unique. */
export function quoteNu(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/#+/g)].map(([run]) => run.length));
  const fence = "#".repeat(longest + 1);
  return `r${fence}'${text}'${fence}`;
}

/** A JSON string is also a Python string, for xonsh. */
export function quotePython(text: string): string {
  return JSON.stringify(text);
}

/** PowerShell treats typographic quotes as quotes. */
export function quotePowerShell(text: string): string {
  return `'${text.replaceAll(/['\u2018-\u201b]/g, "$&$&")}'`;
}

/** For cmd.exe inside `set "NAME=…"`: only `%` is special there, and a path cannot contain `"`. */
export function quoteCmd(text: string): string {
  return text.replaceAll("%", "%%").replaceAll('"', "'");
}

/** As a person would type it in a POSIX shell: quoted only if needed. */
export function showSh(text: string): string {
  return /^[\w@%+=:,./][\w@%+=:,./-]*$/.test(text) ? text : quoteSh(text);
}
