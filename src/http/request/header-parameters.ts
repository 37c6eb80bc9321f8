import { decode, unquoteToBytes } from "../percent.ts";

/**
 * Parses a header such as `text/html; charset=utf-8`; the main value and the names become lower case.
 *
 * @example
 * const [type, parameters] = parseHeaderParameters("text/html; charset=utf-8");
 * console.log(type, parameters.get("charset")); // text/html utf-8
 */
export function parseHeaderParameters(line: string): [string, ReadonlyMap<string, string>] {
  const [main = "", ...parts] = splitParameters(line);
  const parameters = new Map<string, string>();
  for (const part of parts) {
    const equals = part.indexOf("=");
    if (equals !== -1) addParameter(parameters, part, equals);
  }
  return [main.toLowerCase(), parameters];
}

function addParameter(parameters: Map<string, string>, part: string, equals: number): void {
  let name = part.slice(0, equals).trim().toLowerCase();
  let value = part.slice(equals + 1).trim();
  const extended = name.endsWith("*");
  if (extended) name = name.slice(0, -1);
  if (value.length >= 2 && value.startsWith('"') && value.endsWith('"')) {
    value = value.slice(1, -1).replaceAll("\\\\", "\\").replaceAll('\\"', '"');
  }
  const pieces = value.split("'");
  // RFC 2231: filename*=UTF-8''na%C3%AFve.txt
  if (extended && pieces.length === 3) {
    value = decode(unquoteToBytes(pieces[2] ?? ""), pieces[0] ?? "utf-8");
  }
  parameters.set(name, value);
}

/** Splits at `;` outside quotes, in linear time for any number of quotes. */
function splitParameters(line: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at];
    if (character === '"' && line[at - 1] !== "\\") quoted = !quoted;
    else if (character === ";" && !quoted) {
      parts.push(line.slice(start, at).trim());
      start = at + 1;
    }
  }
  parts.push(line.slice(start).trim());
  return parts;
}
