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
  /** The fields as typed. */
  readonly typed: readonly string[];
  readonly sources: Sources;
  /** Further edits of the project's files. */
  readonly edits: readonly Edit[];
  /** The migration that creates the table; its name has no extension. */
  readonly migration: { readonly name: string; readonly source: string };
  readonly samples: Samples;
  /** Path of the list: `/polls/questions/`. */
  readonly address: string;
}

export interface PlannedResource {
  /** May be called again with settled conflicts. */
  readonly plan: (settled?: Settled) => Plan;
  readonly next: readonly string[];
}

/** Files shared by all resources of an app: created by the first, then left alone. */
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
      `${path} was changed in the meantime. Nothing was written.`,
      {
        hint: "Run the command again.",
      },
    );
  };
  return [{ path, edit }];
}

/** Writes the tests in the style of the app's code; the other modules already are. */
function inStyle(tree: Tree, { style }: Sources): Tree {
  return new Map(
    [...tree].map(([path, file]) => {
      if (!path.endsWith(".test.ts")) return [path, file];
      const text = restyle(Buffer.from(file.bytes).toString("utf8"), style);
      return [path, { ...file, bytes: Buffer.from(text) }];
    }),
  );
}

/** Accepts the user's own base.html if it has the block that the pages fill. */
function refuseOtherBase({ app }: PlanRequest): void {
  const path = join(app.folder, `templates/${app.label}/base.html`);
  if (!existsSync(path)) return;
  const text = readSource(path).toString("utf8");
  if (/\{%-?\s*block\s+content\s/.test(text)) return;
  throw new MkwebError(
    "MKWEB_SOURCE_NOT_EDITABLE",
    `${path} has no block called content, which the pages would fill.\nNo file was changed.`,
    { hint: "Put {% block content %}{% endblock %} where the pages should appear." },
  );
}
