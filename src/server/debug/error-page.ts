import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import type { Settings } from "../../conf/index.ts";
import { causesOf, type HttpRequest } from "../../http/index.ts";
import { explainMistake } from "../../mistakes/index.ts";
import { maskText } from "../../secrets/index.ts";
import {
  TemplateDoesNotExist,
  templateDebugOf,
  type SourceLine as TemplateSourceLine,
} from "../../templates/index.ts";
import { framesOf, type Frame, type SourceLine } from "./frames.ts";
import { escaped, type Markup } from "./markup.ts";
import { debugFooter, page, requestSections, requestTables, settingsSection } from "./sections.ts";

export interface Failure {
  readonly request: HttpRequest;
  readonly error: unknown;
  readonly settings: Settings;
  /** 500, or 400 for a refused request. */
  readonly status: number;
}

/** The error page for developers: everything that may help, escaped. */
export function errorPage({ request, error, settings }: Failure): string {
  const chain = causesOf(error);
  const title = `${nameOf(error)} at ${request.path}`;
  return page(
    title,
    escaped`<header class="card alarm">
        <h1>${title}</h1>
        <pre>${messageOf(error)}</pre>
        ${advice(error, settings.BASE_DIR)}
      </header>
      ${summary(request, settings)} ${templateSection(error)}
      ${chain.map((each, at) => causeSection(each, at, settings.BASE_DIR))}
      ${requestSections(request)} ${settingsSection(settings)} ${debugFooter}`,
  );
}

/** Explains a known mistake of the project and how to fix it. */
function advice(error: unknown, baseDir: Settings["BASE_DIR"]): Markup {
  const known = explainMistake(error, fileURLToPath(baseDir));
  return known ? escaped`<p>${known.message}</p><p>${known.hint}</p>` : escaped``;
}

/** The same for a client that does not accept HTML. */
export function errorText({ request, error, settings }: Failure): string {
  const chain = causesOf(error).map((each, at) => {
    const stack = maskText(each instanceof Error ? (each.stack ?? String(each)) : inspect(each));
    return at === 0 ? stack : `Caused by: ${stack}`;
  });
  const tables = requestTables(request).map(([name, rows]) =>
    [`${name}:`, ...rows.map(([key, value]) => `  ${key} = ${value}`)].join("\n"),
  );
  return [
    `${nameOf(error)} at ${request.path}`,
    messageOf(error),
    `Request Method: ${request.method}\nSettings: ${settings.SETTINGS_MODULE}\nNode.js: ${process.version}`,
    ...chain,
    ...tables,
    "",
  ].join("\n\n");
}

function summary(request: HttpRequest, settings: Settings): Markup {
  const facts = [
    ["Request", `${request.method} ${request.path}`],
    ["View", viewOf(request)],
    ["Settings", settings.SETTINGS_MODULE],
    ["Node.js", process.version],
  ];
  return escaped`<p class="soft">
    ${facts.map(([name, value]) => escaped`${name}: <code>${value}</code> &nbsp; `)}
  </p>`;
}

function viewOf({ resolverMatch }: HttpRequest): string {
  if (!resolverMatch) return "none was reached";
  return resolverMatch.viewName ?? (resolverMatch.func.name || "without a name");
}

function causeSection(error: unknown, at: number, projectRoot: URL): Markup {
  const frames = error instanceof Error ? framesOf(error, projectRoot) : [];
  return escaped`${
    at === 0
      ? escaped`<h2>Stack <span class="soft">innermost first</span></h2>`
      : escaped`<h2>Caused by ${nameOf(error)}</h2>
          <pre class="card">${messageOf(error)}</pre>`
  }
  ${
    frames.length > 0
      ? grouped(frames).map(groupSection)
      : escaped`<pre class="card">${maskText(inspect(error))}</pre>`
  }`;
}

/** Groups consecutive frames into those of the project and those of libraries. */
function grouped(frames: readonly Frame[]): readonly (readonly Frame[])[] {
  const groups: Frame[][] = [];
  for (const frame of frames) {
    const last = groups.at(-1);
    if (last?.[0]?.own === false && !frame.own) last.push(frame);
    else groups.push([frame]);
  }
  return groups;
}

function groupSection(group: readonly Frame[]): Markup {
  const [first] = group;
  if (first?.own === true) {
    return escaped`<details open class="card">
      <summary>${place(first)}</summary>
      ${source(first.source)}
    </details>`;
  }
  const many = group.length === 1 ? "1 frame" : `${group.length} frames`;
  return escaped`<details>
    <summary class="soft">${many} outside the project</summary>
    ${group.map((frame) => escaped`<p class="soft">${place(frame)}</p>`)}
  </details>`;
}

function place({ file, line, column, functionName }: Frame): Markup {
  return escaped`<code>${file}:${line}:${column}</code>
    <span class="soft">in ${functionName || "an anonymous function"}</span>`;
}

function source(lines: readonly SourceLine[]): Markup {
  return escaped`<pre class="source">
${lines.map(
  ({ number, text, current }) =>
    escaped`<div${current ? escaped` class="current"` : ""}><span class="number">${number}</span>${text || " "}</div>`,
)}</pre>`;
}

/** Template errors have a position in the template. */
function templateSection(error: unknown): Markup | "" {
  const chain = causesOf(error);
  const place = chain.map(templateDebugOf).find((each) => each !== undefined);
  const missing = chain.find((each) => each instanceof TemplateDoesNotExist);
  if (!place && !missing) return "";
  return escaped`<h2>Template</h2>
    <div class="card">
      ${
        place &&
        escaped`<code>${place.origin}</code>, line ${place.line}${source(place.sourceLines.map(toSourceLine))}`
      }${
        missing &&
        escaped`<p><code>${missing.missing}</code> was looked for in this order:</p>
          <ol class="patterns">
            ${missing.tried.map(
              ({ origin, reason }) =>
                escaped`<li><code>${origin}</code> <span class="soft">${reason}</span></li> `,
            )}
          </ol>`
      }
    </div>`;
}

function toSourceLine({ line, text, culprit }: TemplateSourceLine): SourceLine {
  return { number: line, text, current: culprit };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function messageOf(error: unknown): string {
  return maskText(error instanceof Error ? error.message || "(no message)" : inspect(error));
}
