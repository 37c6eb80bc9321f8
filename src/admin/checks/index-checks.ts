/** Checks that lists are ordered by indexed columns, as large tables become slow otherwise. */
import { loadApps, type Check, type CheckMessage } from "../../conf/index.ts";
import { constraintsOf, indexesOf, setup, type FieldInfo } from "../../models/index.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import { allSites } from "../site/all-sites.ts";
import { nameOf } from "./named.ts";

/** Suggests indexes for the lists of every site. */
export const checkIndexes: Check = async ({ settings, apps }) => {
  if (!settings.DATABASES["default"]) return [];
  await setup(settings, await loadApps(settings));
  const labels = new Set(apps.map(({ label }) => label));
  return allSites()
    .flatMap(({ modelAdmins }) => modelAdmins)
    .filter(({ opts }) => labels.has(opts.appLabel))
    .flatMap(suggestions);
};

function suggestions(admin: ModelAdmin): readonly CheckMessage[] {
  const { dateHierarchy, opts, ordering } = admin;
  const [first] = ordering?.length ? ordering : opts.ordering;
  const names = new Set([
    ...(typeof first === "string" ? [first.replace(/^-/, "")] : []),
    ...(dateHierarchy === undefined ? [] : [dateHierarchy]),
  ]);
  return [...names].flatMap((name) => {
    const field = opts.fields.get(name);
    return field && !isIndexed(field) ? [suggestion(admin, field)] : [];
  });
}

function suggestion(admin: ModelAdmin, { label, name }: FieldInfo): CheckMessage {
  return {
    level: "INFO",
    id: "admin.I001",
    object: `${admin.opts.appLabel}.${nameOf(admin)}`,
    message: `The list sorts or filters by ${label}, which has no index: with many rows its pages become slow.`,
    hint: `Add .index() to the field '${name}', or add an index that begins with it to the model's options, and run makemigrations.`,
  };
}

/** Whether an index begins with the field; relations have one by default. */
function isIndexed(field: FieldInfo): boolean {
  const { declaration, isUnique, model, name, related } = field;
  const isOwn = declaration.index ?? (related !== undefined || declaration.kind === "slug");
  if (isOwn || isUnique) return true;
  const declared = [
    ...indexesOf(model).map(({ fields }) => fields),
    ...constraintsOf(model).map(({ unique }) => unique),
    ...(model.options.uniqueTogether ?? []),
  ];
  return declared.some((fields) => fields?.[0]?.replace(/^-/, "") === name);
}
