import { existsSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { restyle } from "../../edits/index.ts";
import { MkwebError } from "../../errors.ts";
import {
  loadBlueprint,
  planTree,
  readSource,
  renderNext,
  renderTree,
  type Edit,
  type Plan,
  type Settled,
  type Tree,
  type TreeFile,
} from "../../scaffold/index.ts";
import { blueprintFolder, packageVersion } from "../files.ts";
import { isFile, type FieldSpec } from "./field-types.ts";
import { capitalized, type ResourceNames } from "./names.ts";
import { pageRows } from "./page-rows.ts";
import type { ChangedSource, ResourceApp, Sources } from "./sources.ts";
import { testValues, type Samples } from "./test-source.ts";

export interface PlanRequest {
  /** The project's folder. */
  readonly root: string;
  readonly app: ResourceApp;
  readonly names: ResourceNames;
  readonly fields: readonly FieldSpec[];
  /** The fields as they were typed. */
  readonly typed: readonly string[];
  readonly sources: Sources;
  /** More edits of the project's files. */
  readonly edits: readonly Edit[];
  /** The migration that makes the table; its name has no ending. */
  readonly migration: { readonly name: string; readonly source: string };
  readonly samples: Samples;
  /** Path of the list: `/polls/questions/`. */
  readonly address: string;
}

export interface PlannedResource {
  /** May be made again, with what was settled. */
  readonly plan: (settled?: Settled) => Plan;
  readonly next: readonly string[];
}

/** Files that the resources of an app share: made by the first, left alone afterwards. */
const shared = (label: string): readonly string[] => [
  `templates/${label}/base.html`,
  `static/${label}/pages.css`,
];

/** Renders a resource in memory and compares it with the disk. */
export function planResource(request: PlanRequest): PlannedResource {
  const { app, fields, migration, names, root, sources } = request;
  refuseOtherBase(request);
  const blueprint = loadBlueprint(blueprintFolder("resource"));
  const file = relative(root, join(app.folder, `${names.lower}.test.ts`))
    .split(sep)
    .join("/");
  const recorded = { app_label: app.label, model: names.model, fields: request.typed.join(" ") };
  const values = {
    ...recorded,
    ...testValues(request),
    lower: names.lower,
    words: names.words,
    plural: names.plural,
    plural_title: capitalized(names.plural),
    namespace: sources.namespace,
    rows: pageRows(names.lower, fields),
    enctype: fields.some(isFile) ? ' enctype="multipart/form-data"' : "",
    test_file: file,
    address: request.address,
  };
  const tree = new Map<string, TreeFile>(
    renderTree(blueprint, values, {
      [`migrations/${migration.name}.ts`]: { content: migration.source },
      ...newSources(request),
    }),
  );
  for (const path of shared(app.label)) {
    if (existsSync(join(app.folder, path))) tree.delete(path);
  }
  const options = {
    root,
    edits: [...sources.changed.flatMap(editOf), ...request.edits],
    record: {
      command: `generate resource ${app.label}.${names.model}`,
      blueprint,
      version: packageVersion(),
      values: recorded,
      label: `${app.label}_${names.lower}`,
    },
  };
  const plan = (settled?: Settled): Plan =>
    planTree(inStyle(tree, sources), app.folder, { ...options, settled });
  return { plan, next: renderNext(blueprint, values) };
}

function newSources({ app, sources }: PlanRequest): Record<string, { content: string }> {
  const fresh = sources.changed.filter(({ before }) => before === undefined);
  return Object.fromEntries(
    fresh.map(({ path, after }) => [
      relative(app.folder, path).split(sep).join("/"),
      { content: after },
    ]),
  );
}

function editOf({ path, before, after }: ChangedSource): Edit[] {
  if (before === undefined) return [];
  const edit = (text: string): string => {
    if (text === before) return after;
    throw new MkwebError(
      "MKWEB_FILE_CHANGED",
      `${path} was changed meanwhile. Nothing was written.`,
      {
        hint: "Run the command again.",
      },
    );
  };
  return [{ path, edit }];
}

/** The tests are written as the app's code is; its other modules are already. */
function inStyle(tree: Tree, { style }: Sources): Tree {
  return new Map(
    [...tree].map(([path, file]) => {
      if (!path.endsWith(".test.ts")) return [path, file];
      const text = restyle(Buffer.from(file.bytes).toString("utf8"), style);
      return [path, { ...file, bytes: Buffer.from(text) }];
    }),
  );
}

/** A base.html of the user's own is extended as it is, if it has a place for the pages. */
function refuseOtherBase({ app }: PlanRequest): void {
  const path = join(app.folder, `templates/${app.label}/base.html`);
  if (!existsSync(path)) return;
  const text = readSource(path).toString("utf8");
  if (/\{%-?\s*block\s+content\s/.test(text)) return;
  throw new MkwebError(
    "MKWEB_SOURCE_NOT_EDITABLE",
    `${path} has no block called content, which the pages would fill.\nNo file was changed.`,
    { hint: "Put {% block content %}{% endblock %} where the pages are to stand." },
  );
}
