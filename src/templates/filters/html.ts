/** Filters that create HTML or escape text for it. */
import type { Library } from "../library.ts";
import type { RenderState } from "../state.ts";
import { stripTags } from "./strip-tags.ts";
import { itemsOf } from "../runtime/iterate.ts";
import { truthy } from "../runtime/compare.ts";
import { text } from "../runtime/text.ts";
import { conditionalEscape, escape, escapeText, formatHtml, markSafe } from "../safe.ts";
import { SafeString } from "../safe-string.ts";
import { toJson } from "./json.ts";

const none = { argument: "none" } as const;
const safeNone = { isSafe: true, argument: "none" } as const;

export function registerHtmlFilters(library: Library): void {
  library
    .filter("safe", (value: unknown) => markSafe(value), safeNone)
    .filter("escape", (value: unknown) => conditionalEscape(value), safeNone)
    .filter("force_escape", (value: unknown) => escape(value), safeNone)
    .filter("safeseq", (value: unknown) => itemsOf(value).map(markSafe), safeNone)
    .filter("escapeseq", (value: unknown) => itemsOf(value).map(conditionalEscape), safeNone)
    .filter("escapejs", escapeScript, { ...none, stringFilter: true })
    .filter("json_script", jsonScript, { isSafe: true, argument: "optional" })
    .filter("striptags", (value: string) => stripTags(value), { ...safeNone, stringFilter: true })
    .filter("linebreaks", lineBreaks, safeNone)
    .filter("linebreaksbr", lineBreaksBr, safeNone)
    .filter("linenumbers", lineNumbers, safeNone)
    .filter("unordered_list", unorderedList, safeNone);
}

/** The value's text, escaped if escaping is on and the value is not safe. */
function shown(value: unknown, autoescape: boolean): string {
  return autoescape ? conditionalEscape(value).value : text(value);
}

function escapeScript(value: string): SafeString {
  // oxlint-disable-next-line no-control-regex -- control characters are what it is about
  const special = /[\\'"<>&=\-;`\u2028\u2029\u0000-\u001f]/g;
  return new SafeString(value.replaceAll(special, unicodeEscape));
}

function unicodeEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function jsonScript(value: unknown, id: unknown): SafeString {
  const json = new SafeString(toJson(value).replaceAll(/[<>&]/g, unicodeEscape));
  return truthy(id)
    ? formatHtml('<script id="{}" type="application/json">{}</script>', id, json)
    : formatHtml('<script type="application/json">{}</script>', json);
}

function normalizeNewlines(value: unknown): string {
  return text(value).replaceAll(/\r\n|\r/g, "\n");
}

function lineBreaks(value: unknown, _argument: unknown, { autoescape }: RenderState): SafeString {
  const must = autoescape && !(value instanceof SafeString);
  const paragraphs = normalizeNewlines(value)
    .split(/\n{2,}/)
    .map((part) => `<p>${(must ? escapeText(part) : part).replaceAll("\n", "<br>")}</p>`);
  return new SafeString(paragraphs.join("\n\n"));
}

function lineBreaksBr(value: unknown, _argument: unknown, { autoescape }: RenderState): SafeString {
  const lines = normalizeNewlines(value);
  const must = autoescape && !(value instanceof SafeString);
  return new SafeString((must ? escapeText(lines) : lines).replaceAll("\n", "<br>"));
}

function lineNumbers(value: unknown, _argument: unknown, { autoescape }: RenderState): SafeString {
  const lines = text(value).split("\n");
  const width = String(lines.length).length;
  const must = autoescape && !(value instanceof SafeString);
  const numbered = lines.map(
    (line, at) => `${String(at + 1).padStart(width, "0")}. ${must ? escapeText(line) : line}`,
  );
  return new SafeString(numbered.join("\n"));
}

/** A list after an item contains the item's children. */
function unorderedList(
  value: unknown,
  _argument: unknown,
  { autoescape }: RenderState,
): SafeString {
  const format = (list: unknown, tabs: number): string => {
    const indent = "\t".repeat(tabs);
    const items = itemsOf(list);
    const lines: string[] = [];
    for (let at = 0; at < items.length; at++) {
      const next = items[at + 1];
      const children = Array.isArray(next) ? next : undefined;
      if (children) at++;
      const item = shown(items[at - (children ? 1 : 0)], autoescape);
      const inner = children?.length
        ? `\n${indent}<ul>\n${format(children, tabs + 1)}\n${indent}</ul>\n${indent}`
        : "";
      lines.push(`${indent}<li>${item}${inner}</li>`);
    }
    return lines.join("\n");
  };
  return new SafeString(format(value, 1));
}
