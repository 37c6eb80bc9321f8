/** Converts addresses in a text to links. */
import { quotePlus, quoter, unquote } from "../../http/index.ts";
import { escapeText } from "../safe.ts";
import { characters } from "../runtime/characters.ts";
import { decodeHtml } from "./decode-html.ts";

export interface UrlizeOptions {
  /** Whether to escape the text around and inside the links. */
  readonly autoescape: boolean;
  /** Most characters to show of an address, including an ellipsis. Default: all. */
  readonly limit?: number;
}

/**
 * Links web addresses, including those without `https://` that begin with `www.` or have a well-known ending,
 * and email addresses.
 */
export function urlize(value: string, options: UrlizeOptions): string {
  const known = new Map<string, string>();
  return value
    .split(/([\s\u001c-\u001f\u0085<>"']+)/u)
    .map((word) => {
      let linked = known.get(word);
      if (linked === undefined) {
        linked = linkWord(word, options);
        known.set(word, linked);
      }
      return linked;
    })
    .join("");
}

function linkWord(word: string, { autoescape, limit }: UrlizeOptions): string {
  const shown = (text: string): string => (autoescape ? escapeText(text) : text);
  if (!/[.@:]/.test(word)) return shown(word);
  const { lead, middle, trail } = trimPunctuation(word);
  const link = addressOf(middle);
  if (!link) return shown(word);
  const all = characters(middle);
  const short =
    limit === undefined || all.length <= limit
      ? middle
      : `${all.slice(0, Math.max(0, limit - 1)).join("")}…`;
  const relation = link.follow ? "" : ' rel="nofollow"';
  return `${shown(lead)}<a href="${escapeText(link.href)}"${relation}>${shown(short)}</a>${shown(trail)}`;
}

const longestUrl = 2048;

function addressOf(text: string): { readonly href: string; readonly follow: boolean } | undefined {
  if (characters(text).length <= longestUrl) {
    if (/^https?:\/\/\[?[\p{L}\p{M}\p{N}_]/iu.test(text)) {
      return { href: quoteUrl(decodeHtml(text)), follow: false };
    }
    if (
      /^www\.|^(?!http)[\p{L}\p{M}\p{N}_][^@]+\.(?:com|edu|gov|int|mil|net|org)(?:$|\/.*$)/iu.test(
        text,
      )
    ) {
      return { href: quoteUrl(`http://${decodeHtml(text)}`), follow: false };
    }
  }
  if (text.includes(":") || !isEmail(text)) return undefined;
  const at = text.lastIndexOf("@");
  const encode = quoter("");
  return {
    href: `mailto:${encode(text.slice(0, at))}@${encode(text.slice(at + 1))}`,
    follow: true,
  };
}

const user = /^[-!#$%&'*+/=?^_`{}|~0-9A-Z]+(?:\.[-!#$%&'*+/=?^_`{}|~0-9A-Z]+)*$/i;
const letters = String.raw`a-z\u00a1-\uffff`;
const domain = new RegExp(
  String.raw`^[${letters}0-9](?:[${letters}0-9-]{0,61}[${letters}0-9])?` +
    String.raw`(?:\.(?!-)[${letters}0-9-]{1,63}(?<!-))*` +
    String.raw`\.(?!-)(?:[${letters}-]{2,63}|xn--[a-z0-9]{1,59})(?<!-)$`,
  "i",
);

function isEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  return (
    at > 0 && text.length <= 320 && user.test(text.slice(0, at)) && domain.test(text.slice(at + 1))
  );
}

const segmentQuoter = quoter("!$&'()*+,;=:/?#[]@~");

/** Percent-encodes an address, unless it already is. */
function quoteUrl(url: string): string {
  const again = (part: string): string => segmentQuoter(unquote(part));
  const match =
    /^(?:([a-z][a-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(url);
  if (!match) return again(url);
  const [, scheme, host, path = "", query, fragment] = match;
  if (host !== undefined && host.includes("[") !== host.includes("]")) return again(url);
  return [
    scheme === undefined ? "" : `${scheme.toLowerCase()}:`,
    host === undefined ? "" : `//${again(host)}`,
    again(path),
    query ? `?${quoteQuery(query)}` : "",
    fragment ? `#${again(fragment)}` : "",
  ].join("");
}

function quoteQuery(query: string): string {
  const decode = (text: string): string => unquote(unquote(text.replaceAll("+", " ")));
  return query
    .split("&")
    .filter(Boolean)
    .map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return `${quotePlus(decode(name))}=${quotePlus(decode(value.join("=")))}`;
    })
    .join("&");
}

interface Trimmed {
  readonly lead: string;
  readonly middle: string;
  readonly trail: string;
}

/** Removes brackets and punctuation around a word; closing brackets with an opening one stay. */
function trimPunctuation(word: string): Trimmed {
  let middle = word.replace(/^[([]+/, "");
  const lead = word.slice(0, word.length - middle.length);
  let trail = "";
  const keep = (length: number): void => {
    trail = middle.slice(length) + trail;
    middle = middle.slice(0, length);
  };
  for (let before = ""; middle !== "" && middle !== before;) {
    before = middle;
    for (const [opening, closing] of [
      ["(", ")"],
      ["[", "]"],
    ] as const) {
      const excess = count(middle, closing) - count(middle, opening);
      if (excess > 0 && middle.endsWith(closing)) {
        trail = middle.slice(-excess);
        middle = middle.slice(0, -excess);
      }
    }
    const entity = middle.lastIndexOf("&");
    keep(trimmedLength(middle, entity < 0 ? ".,:;!" : ".,:!"));
    if (middle.endsWith(";")) trimSemicolons(middle, entity, keep);
  }
  return { lead, middle, trail };
}

/** A semicolon that ends a character reference stays. */
function trimSemicolons(middle: string, entity: number, keep: (length: number) => void): void {
  const reference = entity < 0 ? middle.slice(-1) : middle.slice(entity);
  const decoded = decodeHtml(reference);
  if (decoded !== reference && !decoded.endsWith(";")) return;
  const end = trimmedLength(middle, ".,:;!");
  const semicolons = middle.length - trimmedLength(middle, ";");
  if (entity > -1 && semicolons > 1) keep(middle.indexOf(";", end) + 1);
  else keep(end);
}

function trimmedLength(text: string, characters: string): number {
  let length = text.length;
  while (length > 0 && characters.includes(text.charAt(length - 1))) length--;
  return length;
}

const count = (text: string, char: string): number => text.split(char).length - 1;
