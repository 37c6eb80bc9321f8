import {
  checkPaths,
  fillPath,
  isWanted,
  lostIn,
  withDots,
  type Manifest,
  type TextRules,
  type Tree,
  type TreeFile,
  type Values,
} from "../scaffold/index.ts";
import { blueprintInvalid } from "../scaffold/index.ts";
import { renderBytes } from "./django-text.ts";
import { refused } from "./failures.ts";
import { MOST_BYTES } from "./limits.ts";
import type { OwnTemplate } from "./own-template.ts";
import { namingOf, type RenderOptions } from "./render-rules.ts";

/** A rendered template. */
export interface RenderedTemplate {
  readonly tree: Tree;
  /** The manifest's "edits"; `undefined` to derive the edits from the files. */
  readonly edits: Readonly<Record<string, string>> | undefined;
  /** Commands to type next. */
  readonly next: readonly string[];
}

export interface RenderRequest {
  readonly values: Values;
  readonly options: RenderOptions;
  /** The name that Django replaces in paths: `project_name`. */
  readonly base: "project_name" | "app_name";
  readonly rules: TextRules;
}

/**
 * Renders a template in memory.
 *
 * @throws {MkwebError} `MKWEB_TEMPLATE_FAILED` with file and line, `MKWEB_PATH_REFUSED` and
 *   `MKWEB_BLUEPRINT_INVALID` for the resulting paths.
 */
export function renderOwn(template: OwnTemplate, request: RenderRequest): RenderedTemplate {
  const { manifest, shown } = template;
  const { rules, values } = request;
  const text = (what: string) => (source: string) =>
    rules.render(source, values, `${shown}: blueprint.json "${what}"`);
  const edits = manifest?.edits && mapValues(manifest.edits, text("edits"));
  const next = (manifest?.next ?? []).map(text("next")).filter((line) => line !== "");
  return { tree: renderFiles(template, request), edits, next };
}

function renderFiles(template: OwnTemplate, request: RenderRequest): Tree {
  const { manifest, shown, files } = template;
  const { options, rules, values } = request;
  const naming = namingOf(options, manifest?.render);
  const asWritten: Pick<Manifest, "modes" | "only"> = manifest ?? { modes: {} };
  const { modes } = asWritten;
  const paths = new Set<string>();
  const rendered: [path: string, file: TreeFile][] = [];
  let size = 0;
  for (const [path, { bytes, mode }] of files) {
    const { path: named, isRendered } = naming(path);
    const plain = manifest ? withDots(named) : named;
    paths.add(plain);
    if (!isWanted(asWritten, plain, values)) continue;
    const asked = Object.hasOwn(modes, plain) ? (modes[plain] ?? mode) : mode;
    const content = isRendered ? renderBytes(bytes, values, `${shown}: ${path}`, rules) : bytes;
    size += content.length;
    if (size > MOST_BYTES) throw refused(shown, `it becomes larger than ${MOST_BYTES / 1e6} MB`);
    rendered.push([pathOf(plain, template, request), { bytes: content, mode: asked }]);
  }
  const lost = lostIn(asWritten, paths);
  if (lost !== undefined) throw blueprintInvalid(shown, lost);
  checkPaths(rendered, { name: shown });
  return new Map(rendered.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Fills in a manifest's placeholders, or replaces a name everywhere as Django does. */
function pathOf(path: string, { manifest }: OwnTemplate, { base, values }: RenderRequest): string {
  return manifest ? fillPath(path, values) : path.replaceAll(base, String(values[base]));
}

function mapValues(
  record: Readonly<Record<string, string>>,
  map: (value: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
