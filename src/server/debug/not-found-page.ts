import type { Settings } from "../../conf/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import { escaped, type Markup } from "./markup.ts";
import { debugFooter, page } from "./sections.ts";

export interface NotFound {
  readonly request: HttpRequest;
  readonly settings: Settings;
  /** The view's reason; empty if no pattern matched. */
  readonly reason: string;
  /** The tried patterns, outermost first in each; `undefined` if one matched and its view raised the 404. */
  readonly tried: readonly (readonly TriedPattern[])[] | undefined;
}

export interface TriedPattern {
  readonly route: string;
  readonly name?: string | undefined;
}

/** The 404 page for developers: the requested path and the tried patterns. */
export function notFoundPage({ request, settings, reason, tried }: NotFound): string {
  return page(
    `Page not found at ${request.path}`,
    escaped`<header class="card alarm">
        <h1>Page not found <span class="soft">(404)</span></h1>
        <p><code>${request.method} ${request.path}</code></p>
        ${reason ? escaped`<pre>${reason}</pre>` : ""}
      </header>
      ${tried ? triedSection(request, settings, tried) : raisedBy(request)} ${debugFooter}`,
  );
}

/** The same for a client that does not accept HTML. */
export function notFoundText({ request, settings, reason, tried }: NotFound): string {
  const patterns = (tried ?? []).map((each) => `  ${each.map(({ route }) => route).join("")}`);
  return [
    `Page not found (404): ${request.method} ${request.path}`,
    ...(reason ? [reason] : []),
    ...(tried ? [`${settings.ROOT_URLCONF} has these URL patterns, tried in this order:`] : []),
    ...patterns,
    "",
  ].join("\n");
}

function triedSection(
  request: HttpRequest,
  settings: Settings,
  tried: readonly (readonly TriedPattern[])[],
): Markup {
  const path = request.pathInfo.replace(/^\//, "");
  if (tried.length === 0) {
    return escaped`<p>
      <code>${settings.ROOT_URLCONF || "ROOT_URLCONF"}</code> has no URL patterns yet.
    </p>`;
  }
  return escaped`<h2>URL patterns tried</h2>
    <p>These patterns of <code>${settings.ROOT_URLCONF}</code> were tried, in this order:</p>
    <ol class="card patterns">
      ${tried.map((each) => escaped`<li>${patternLine(each)}</li> `)}
    </ol>
    <p>
      ${path === "" ? "The empty path" : escaped`The current path, <code>${path}</code>,`} didn\u2019t match
      any of these.
    </p>`;
}

function patternLine(pattern: readonly TriedPattern[]): Markup {
  const name = pattern.at(-1)?.name;
  return escaped`<code>${pattern.map(({ route }) => route).join(" ") || "(the empty path)"}</code>${
    name ? escaped` <span class="soft">name: ${name}</span>` : ""
  }`;
}

function raisedBy(request: HttpRequest): Markup {
  const view = request.resolverMatch?.viewName;
  return view ? escaped`<p>Raised by <code>${view}</code>.</p>` : escaped``;
}
