/** `{% load static %}`: URLs of static and media files. */
import { iriToUri, quoter } from "../../../http/index.ts";
import { TemplateSyntaxError } from "../../errors.ts";
import type { Token } from "../../language/lexer.ts";
import { Library } from "../../library.ts";
import type { Node } from "../../language/node.ts";
import type { Parser } from "../../language/parser.ts";
import { text } from "../../runtime/text.ts";
import { typeName } from "../../runtime/type-name.ts";
import { SafeString } from "../../safe-string.ts";
import { conditionalEscape } from "../../safe.ts";
import type { RenderState } from "../../state.ts";
import { takeTarget, ValueNode } from "../nodes/value-node.ts";

export const staticLibrary = new Library();

staticLibrary.tag("static", (parser: Parser, token: Token): Node => {
  const words = token.splitContents();
  const [tag, path] = words;
  if (path === undefined) {
    throw new TemplateSyntaxError(`'${tag}' takes at least one argument (path to file)`);
  }
  const target = takeTarget(words);
  const give = (state: RenderState, _scope: unknown, file: unknown): unknown => {
    if (typeof file !== "string" && !(file instanceof SafeString)) {
      throw new TypeError(
        `{% static %} needs the path of a file, not a value of the type ${typeName(file)}.`,
      );
    }
    const url = staticUrl(text(file), state.engine.options.staticUrl);
    return state.autoescape ? conditionalEscape(url) : url;
  };
  return new ValueNode(give, [parser.compileFilter(path)], target);
});

const quotePath = quoter("/");

/**
 * The URL of a static file below STATIC_URL, or the result of the site's function.
 *
 * @example
 * assert.equal(staticUrl("polls/style.css", "/static/"), "/static/polls/style.css");
 */
export function staticUrl(
  path: string,
  base: string | ((path: string) => string) = "/static/",
): string {
  if (typeof base === "function") return base(path);
  return joinUrl(iriToUri(base), quotePath(path));
}

staticLibrary.tag("get_static_prefix", (_parser, token) =>
  prefix(token, ({ engine: { options } }) => {
    const base = typeof options.staticUrl === "string" ? options.staticUrl : "/static/";
    return iriToUri(options.staticPrefix ?? base);
  }),
);

staticLibrary.tag("get_media_prefix", (_parser, token) =>
  prefix(token, (state) => iriToUri(state.engine.options.mediaUrl ?? "/")),
);

function prefix(token: Token, give: (state: RenderState) => string): Node {
  const words = token.contents.split(/\s+/);
  const [tag = ""] = words;
  if (words.length > 1 && words[1] !== "as") {
    throw new TemplateSyntaxError(`First argument in '${tag}' must be 'as'`);
  }
  return new ValueNode(give, [], words.length > 1 ? words[2] : undefined);
}

/** Resolves a relative address against a folder: Python's `urljoin()`, for addresses without a query. */
function joinUrl(folder: string, path: string): string {
  const [, origin = "", base = ""] =
    /^((?:[a-z][a-z0-9+.-]*:)?(?:\/\/[^/]*)?)(.*)$/is.exec(folder) ?? [];
  if (path === "") return folder;
  if (path.startsWith("//")) return /^[a-z][a-z0-9+.-]*:/i.exec(folder)?.[0].concat(path) ?? path;
  const from = path.startsWith("/") ? [] : base.split("/").slice(0, -1);
  const all = [...from, ...path.split("/")];
  const segments: string[] = [];
  for (const [at, segment] of all.entries()) {
    if (segment === "..") segments.pop();
    else if (segment !== "." && (segment !== "" || at === 0 || at === all.length - 1))
      segments.push(segment);
  }
  if (all.at(-1) === "." || all.at(-1) === "..") segments.push("");
  return origin + (segments.join("/") || "/");
}
