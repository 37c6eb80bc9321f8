import { existsSync, readFileSync } from "node:fs";
import type { Page } from "./pages.ts";

/**
 * Lists problems of a built site, one per line: missing pages, and pages that lack words of their source, for
 * example because the generator treats text in angle brackets as tags.
 */
export function checkSite(out: URL, pages: readonly Page[]): readonly string[] {
  return pages.flatMap(({ path, markdown }) => {
    const file = new URL(`${path}.html`, out);
    if (!existsSync(file)) return `${path}.html was not made.`;
    const shown = new Set(wordsOf(textOf(readFileSync(file, "utf8"))));
    const lost = wordsOf(textInMarkdown(markdown)).filter((word) => !shown.has(word));
    const some = [...new Set(lost)].slice(0, 10).join(", ");
    return lost.length === 0 ? [] : `${path}.html lacks ${some}.`;
  });
}

function wordsOf(text: string): readonly string[] {
  return text.match(/\p{L}{3,}/gu) ?? [];
}

/** Removes what is never shown: addresses of links and pictures, languages of blocks. */
function textInMarkdown(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/^(\s*```+).*$/gm, "")
    .replace(/<!--|-->/g, "");
}

function textOf(html: string): string {
  const alternatives = html.matchAll(/ alt="([^"]*)"/g);
  const body = html
    .replace(/<(script|style)\b[^]*?<\/\1>/g, "")
    .replace(/<\/?(?:a|b|code|em|i|span|strong)\b[^>]*>/g, "")
    .replace(/<[^>]*>/g, " ");
  const text = [body, ...Array.from(alternatives, ([, alt = ""]) => alt)].join(" ");
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replace(/&#(?:39|x27);/g, "'")
    .replaceAll("&amp;", "&");
}
