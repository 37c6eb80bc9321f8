/** Shared parts of debug pages: the request, the settings, a table. */
import { inspect } from "node:util";
import type { Settings } from "../../conf/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import { mask, maskCookie } from "../../secrets/index.ts";
import { escaped, type Markup } from "./markup.ts";
import { style } from "./style.ts";

type Rows = readonly (readonly [name: string, value: string])[];

/** A whole page; `title` is plain text. */
export function page(title: string, body: Markup): string {
  return escaped`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="none" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html> `.text;
}

/** Explains why the page is shown, and how to turn it off. */
export const debugFooter = escaped`<footer>
  You see this page because the settings have <code>DEBUG: true</code>. Without it, visitors get the
  plain error page.
</footer>`;

export function requestSections(request: HttpRequest): Markup {
  return escaped`<h2>Request</h2>
    ${requestTables(request).map(
      ([name, rows]) =>
        escaped`<details${name === "GET" || name === "POST" ? escaped` open` : ""}>
<summary><strong>${name}</strong> <span class="soft">${countOf(rows)}</span></summary>
${rows.length > 0 ? table(rows) : ""}</details>`,
    )}`;
}

export function settingsSection(settings: Settings): Markup {
  const rows = Object.entries(settings)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, show(mask(name, value))] as const);
  return escaped`<h2>Settings</h2>
    <details>
      <summary>
        Using <code>${settings.SETTINGS_MODULE}</code>; secrets are replaced by asterisks
      </summary>
      ${table(rows)}
    </details>`;
}

/** The request's data with secrets masked, as rows. */
export function requestTables(request: HttpRequest): readonly (readonly [string, Rows])[] {
  return [
    ["GET", attempt(() => listRows(request.GET.lists()))],
    ["POST", attempt(() => listRows(request.POST.lists()))],
    ["FILES", attempt(() => fileRows(request))],
    ["COOKIES", attempt(() => cookieRows(request))],
    ["META", attempt(() => plainRows(request.META))],
  ];
}

export function table(rows: Rows): Markup {
  return escaped`<table>
    ${rows.map(
      ([name, value]) =>
        escaped`<tr>
          <th><code>${name}</code></th>
          <td><pre>${value}</pre></td>
        </tr> `,
    )}
  </table>`;
}

function listRows(lists: Iterable<readonly [string, readonly unknown[]]>): Rows {
  return [...lists].flatMap(([name, values]) =>
    values.map((value) => [name, show(mask(name, value))] as const),
  );
}

function fileRows(request: HttpRequest): Rows {
  return [...request.FILES.lists()].flatMap(([name, files]) =>
    files.map((file: unknown) => [name, show(file)] as const),
  );
}

function plainRows(values: Readonly<Record<string, unknown>>): Rows {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, show(mask(name, value))] as const);
}

function cookieRows({ COOKIES, settings }: HttpRequest): Rows {
  return Object.entries(COOKIES)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, maskCookie(name, value, settings.SESSION_COOKIE_NAME)] as const);
}

/** The request itself may be what is broken. */
function attempt(rows: () => Rows): Rows {
  try {
    return rows();
  } catch (error) {
    return [["unreadable", String(error)]];
  }
}

function show(value: unknown): string {
  return typeof value === "string" ? value : inspect(value, { depth: 4, breakLength: 100 });
}

function countOf(rows: Rows): string {
  if (rows.length === 0) return "nothing";
  return rows.length === 1 ? "1 value" : `${rows.length} values`;
}
