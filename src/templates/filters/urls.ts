/** Filters for addresses. */
import { iriToUri, quoter } from "../../http/index.ts";
import type { Library } from "../library.ts";
import type { RenderState } from "../state.ts";
import { text } from "../runtime/text.ts";
import { toInteger } from "../runtime/numbers.ts";
import { SafeString } from "../safe-string.ts";
import { urlize } from "./urlize.ts";

export function registerUrlFilters(library: Library): void {
  library
    .filter("iriencode", (value: string) => iriToUri(value), {
      stringFilter: true,
      isSafe: true,
      argument: "none",
    })
    .filter(
      "urlencode",
      (value: string, safe: unknown) => (value === "" ? "" : quoter(safeCharacters(safe))(value)),
      {
        stringFilter: true,
        argument: "optional",
      },
    )
    .filter("urlize", links, { isSafe: true, argument: "none" })
    .filter("urlizetrunc", shortLinks, { isSafe: true, argument: "required" });
}

function safeCharacters(safe: unknown): string {
  if (safe === undefined || safe === null) return "/";
  if (typeof safe === "string" || safe instanceof SafeString) return text(safe);
  throw new TypeError("the characters to keep must be text");
}

function links(value: unknown, _limit: unknown, { autoescape }: RenderState): SafeString {
  return new SafeString(
    urlize(text(value), { autoescape: autoescape && !(value instanceof SafeString) }),
  );
}

function shortLinks(value: unknown, limit: unknown, { autoescape }: RenderState): SafeString {
  const must = autoescape && !(value instanceof SafeString);
  return new SafeString(urlize(text(value), { autoescape: must, limit: Number(toInteger(limit)) }));
}
