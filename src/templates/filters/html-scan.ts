/**
 * Scans HTML of any quality tag by tag in linear time. Finds tags where Python's HTMLParser does, so that
 * filters cut and strip like Django's.
 */

/** Receives the results of a scan. Return true to stop. */
export interface HtmlHandler {
  /** Text between tags. */
  text(text: string): boolean | void;
  /** `<name …>`; `source` is the tag as written. */
  start(name: string, source: string, selfClosing: boolean): void;
  end(name: string): void;
}

interface ScanOptions {
  /** Start position. Default 0. */
  readonly from?: number;
  /** Whether the source is complete: an unfinished tag at its end then is text. */
  readonly final: boolean;
  /** Decodes character references in text; otherwise they stay. */
  readonly decode?: (text: string) => string;
}

/** @returns The end of the scanned part: an incomplete tag or reference at the end remains unless `final`. */
export function scanHtml(source: string, handler: HtmlHandler, options: ScanOptions): number {
  const { final, decode } = options;
  let at = options.from ?? 0;
  let raw: string | undefined;
  const say = (piece: string) => handler.text(decode && raw === undefined ? decode(piece) : piece);
  while (at < source.length) {
    const next =
      raw === undefined ? textEnd(source, at, decode !== undefined) : rawEnd(source, at, raw);
    if (next === undefined) break;
    if (next > at) {
      if (say(source.slice(at, next))) return next;
      at = next;
      if (at === source.length) break;
    }
    if (source[at] === "&") {
      const end = referenceEnd(source, at, final);
      if (end === undefined) break;
      handler.text(source.slice(at, end.to) + end.missing);
      at = end.to;
      continue;
    }
    const tag = readMarkup(source, at);
    if (tag === "lone") {
      handler.text("<");
      at += 1;
    } else if (tag === undefined) {
      if (!final || at + 1 === source.length) break;
      const end = bogusEnd(source, at);
      say(source.slice(at, end));
      at = end;
    } else {
      raw = report(tag, source, handler, raw);
      at = tag.to;
    }
  }
  if (!final || at >= source.length || raw !== undefined) return at;
  say(source.slice(at));
  return source.length;
}

/** @returns The name of the element that the tag opens, if its content is not HTML. */
function report(
  { kind, name, from, to, selfClosing }: Tag,
  source: string,
  handler: HtmlHandler,
  raw: string | undefined,
): string | undefined {
  if (kind === "end") {
    handler.end(name);
    return undefined;
  }
  if (kind === "text") handler.text(source.slice(from, to));
  if (kind !== "start") return raw;
  handler.start(name, source.slice(from, to), selfClosing);
  return !selfClosing && (name === "script" || name === "style") ? name : raw;
}

/** The end of the text; `undefined` if its last reference may be incomplete. */
function textEnd(source: string, at: number, decoding: boolean): number | undefined {
  if (!decoding) {
    const match = /[&<]/g;
    match.lastIndex = at;
    return match.exec(source)?.index ?? source.length;
  }
  const tag = source.indexOf("<", at);
  if (tag >= 0) return tag;
  const reference = source.lastIndexOf("&");
  const recent = reference >= Math.max(at, source.length - 34);
  return recent && !/[\s;]/.test(source.slice(reference)) ? undefined : source.length;
}

/** The end of a script's or style sheet's content; `undefined` if it is not closed. */
function rawEnd(source: string, at: number, name: string): number | undefined {
  const end = new RegExp(String.raw`</\s*${name}\s*>`, "gi");
  end.lastIndex = at;
  return end.exec(source)?.index;
}

/** The end of a character reference including its semicolon, which may be missing. */
function referenceEnd(
  source: string,
  at: number,
  final: boolean,
): { readonly to: number; readonly missing: string } | undefined {
  const reference =
    /&(?:#(?:\d+|[xX][\da-fA-F]+)(?=[^\da-fA-F])|[a-zA-Z][-.a-zA-Z\d]*(?=[^a-zA-Z\d]))/y;
  reference.lastIndex = at;
  const match = reference.exec(source);
  if (match) {
    const to = at + match[0].length;
    return source[to] === ";" ? { to: to + 1, missing: "" } : { to, missing: ";" };
  }
  if (source.startsWith("&#", at))
    return source.includes(";", at) ? { to: at + 2, missing: "" } : undefined;
  if (/[a-zA-Z]/.test(source.charAt(at + 1))) return undefined;
  return at + 1 < source.length || final ? { to: at + 1, missing: "" } : undefined;
}

interface Tag {
  readonly kind: "start" | "end" | "text" | "nothing";
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly selfClosing: boolean;
}

/** The tag, comment or declaration at a `<`; `undefined` if it is incomplete. */
function readMarkup(source: string, at: number): Tag | "lone" | undefined {
  const nothing = (to: number): Tag | undefined =>
    to < 0 ? undefined : { kind: "nothing", name: "", from: at, to, selfClosing: false };
  if (/[a-zA-Z]/.test(source.charAt(at + 1))) return readStart(source, at);
  if (source.startsWith("</", at)) return readEnd(source, at, nothing);
  if (source.startsWith("<!--", at)) {
    const close = /--\s*>/g;
    close.lastIndex = at + 4;
    const match = close.exec(source);
    return match ? nothing(match.index + match[0].length) : undefined;
  }
  if (source.startsWith("<?", at) || source.startsWith("<!", at)) {
    const end = source.indexOf(">", at + 2);
    return nothing(end < 0 ? -1 : end + 1);
  }
  return at + 1 < source.length ? "lone" : undefined;
}

function readEnd(
  source: string,
  at: number,
  nothing: (to: number) => Tag | undefined,
): Tag | undefined {
  const close = source.indexOf(">", at + 1);
  if (close < 0) return undefined;
  const exact = /<\/\s*([a-zA-Z][-.a-zA-Z0-9:_]*)\s*>/y;
  exact.lastIndex = at;
  const match = exact.exec(source);
  // oxlint-disable-next-line no-control-regex -- a null ends a tag's name
  const tolerant = /[a-zA-Z][^\t\n\r\f />\u0000]*/y;
  tolerant.lastIndex = at + 2;
  const name = match?.[1] ?? tolerant.exec(source)?.[0];
  if (name === undefined) return nothing(close + 1);
  return { kind: "end", name: name.toLowerCase(), from: at, to: close + 1, selfClosing: false };
}

function readStart(source: string, from: number): Tag | undefined {
  // oxlint-disable-next-line no-control-regex -- a null ends a tag's name
  const named = /[a-zA-Z][^\t\n\r\f />\u0000]*/y;
  named.lastIndex = from + 1;
  const name = (named.exec(source)?.[0] ?? "").toLowerCase();
  let at = from + 1 + name.length;
  let attributesEnd = at;
  for (;;) {
    while (/[\s/]/.test(source.charAt(at))) at++;
    if (
      source.charAt(at) === "" ||
      source.charAt(at) === ">" ||
      !/['"\s/]/.test(source.charAt(at - 1))
    )
      break;
    at = attributeEnd(source, at);
    attributesEnd = at;
    if (source.charAt(at) === "=") break;
  }
  const next = source.charAt(at);
  if (next === ">") {
    const selfClosing = at > attributesEnd && source.charAt(at - 1) === "/";
    return { kind: "start", name, from, to: at + 1, selfClosing };
  }
  if (next === "" || /[a-zA-Z=/]/.test(next)) return undefined;
  return { kind: "text", name, from, to: at, selfClosing: false };
}

/** The end of an attribute and its value; the position of `=` if the value's quote is not closed. */
function attributeEnd(source: string, from: number): number {
  const attribute = /[^\s/>][^\s/=>]*/y;
  attribute.lastIndex = from;
  let at = from + (attribute.exec(source)?.[0].length ?? 0);
  const equals = /\s*=+/y;
  equals.lastIndex = at;
  const sign = equals.exec(source);
  if (!sign) return at;
  const afterSign = at + sign[0].length;
  let value = afterSign;
  while (/\s/.test(source.charAt(value))) value++;
  const quote = source.charAt(value);
  if (quote === '"' || quote === "'") {
    const end = source.indexOf(quote, value + 1);
    if (end >= 0) return end + 1;
    return value > afterSign ? afterSign : at + sign[0].search("=");
  }
  at = value;
  while (at < source.length && !/[>\s]/.test(source.charAt(at))) at++;
  return at;
}

function bogusEnd(source: string, at: number): number {
  const close = source.indexOf(">", at + 1);
  if (close >= 0) return close + 1;
  const open = source.indexOf("<", at + 1);
  return open >= 0 ? open : at + 1;
}
