import type { FieldInfo, ManyToManyInfo, ModelInfo } from "../../models/index.ts";
import { snakeCase, type FieldState, type ModelState } from "../../schema/index.ts";
import { fieldState } from "./field-state.ts";
import { rulesState } from "./rules-state.ts";

/** Describes a declared model as migrations do. */
export function modelState(info: ModelInfo): ModelState {
  const { table, options, proxy } = info;
  const own = info.ownFields.filter(({ declaration }) => !declaration.parts);
  const key = info.ownFields.find(({ declaration }) => declaration.parts);
  const many = info.manyToMany.filter(({ model }) => model === info);
  return {
    table,
    fields: proxy
      ? {}
      : Object.fromEntries(inOrder(info, [...own.map(ofColumn), ...many.map(ofMany)])),
    ...(proxy ? {} : rulesState(info)),
    ...(key?.declaration.parts && { primaryKey: key.declaration.parts }),
    ...(options.dbTableComment !== undefined && { comment: options.dbTableComment }),
    ...optionsState(info),
  };
}

type Entry = readonly [name: string, field: FieldState];

function ofColumn(field: FieldInfo): Entry {
  return [field.name, fieldState(field)];
}

function ofMany({
  name,
  related,
  declaration,
  through,
  model,
  isAutomatic,
}: ManyToManyInfo): Entry {
  const { dbTable, dbConstraint } = declaration;
  return [
    name,
    {
      kind: "m:n",
      to: related.label,
      ...(isAutomatic ? {} : { through: through.label }),
      ...(isAutomatic && { pivotTable: dbTable ?? `${model.table}_${snakeCase(name)}` }),
      ...(dbConstraint === false && { dbConstraint }),
    },
  ];
}

/** Fields that were not declared, such as `id`, come first. */
function inOrder({ declaration }: ModelInfo, entries: readonly Entry[]): readonly Entry[] {
  const order = Object.keys(declaration.fields);
  return entries.toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b));
}

/** The model options that migrations may need: Django's `ALTER_OPTION_KEYS`, as far as they matter here. */
function optionsState(info: ModelInfo): Pick<ModelState, "options"> {
  const { options, proxy, managed, parent } = info;
  const { permissions, defaultPermissions, ordering = [], getLatestBy } = options;
  const { verboseName, verboseNamePlural } = options;
  const isPlain = ordering.every((each) => typeof each === "string");
  const known = {
    ...(proxy && { proxy }),
    ...(!managed && { managed }),
    ...(parent && { bases: [parent.label] }),
    ...(verboseName !== undefined && { verboseName }),
    ...(verboseNamePlural !== undefined && { verboseNamePlural }),
    ...(permissions && permissions.length > 0 && { permissions }),
    ...(defaultPermissions && { defaultPermissions }),
    ...(ordering.length > 0 && isPlain && { ordering }),
    ...(getLatestBy !== undefined && { getLatestBy }),
  };
  return Object.keys(known).length > 0 ? { options: known } : {};
}
