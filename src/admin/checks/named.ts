/** Resolves names in options, for checks. */
import type { CheckMessage } from "../../conf/index.ts";
import type { FieldInfo, ManyToManyInfo, ModelInfo } from "../../models/index.ts";
import type { BaseModelAdmin } from "../options/base-model-admin.ts";

/** Creates a message about an admin class. */
export type Say = (id: string, message: string) => CheckMessage;

export function sayOf(admin: BaseModelAdmin): Say {
  const object = `${admin.opts.appLabel}.${nameOf(admin)}`;
  return (id, message) => ({ level: "ERROR", id: `admin.${id}`, message, object });
}

/** Returns the class's name; one created from options alone has none. */
export function nameOf({ constructor, opts }: BaseModelAdmin): string {
  return constructor.name === "" ? `${opts.name}Admin` : constructor.name;
}

/** Returns a field or many-to-many relation of the model itself. */
export function fieldOf(opts: ModelInfo, name: string): FieldInfo | ManyToManyInfo | undefined {
  if (name === "pk") return opts.primaryKey;
  return opts.fields.get(name) ?? opts.manyToMany.find((each) => each.name === name);
}

export function isManyToMany(field: FieldInfo | ManyToManyInfo): field is ManyToManyInfo {
  return "isAutomatic" in field;
}

/** Returns the end of a path over relations: `author.lastName`. Other names than fields are allowed in between. */
export function endOf(
  opts: ModelInfo,
  path: string,
): FieldInfo | ManyToManyInfo | ModelInfo | undefined {
  let model: ModelInfo | undefined = opts;
  let found: FieldInfo | ManyToManyInfo | ModelInfo | undefined;
  for (const part of path.split(".")) {
    if (!model) return undefined;
    const relation = model.relations.get(part);
    found = fieldOf(model, part) ?? relation?.model;
    if (!found) return undefined;
    model = "related" in found ? found.related : "fields" in found ? found : undefined;
  }
  return found;
}

/** Formats an item for messages: `listDisplay[0]`. */
export function at(option: string, index: number): string {
  return `${option}[${index}]`;
}

/** Whether a name occurs more than once. */
export function repeated(names: readonly string[]): boolean {
  return new Set(names).size !== names.length;
}

export function notAField(say: Say, id: string, option: string, name: string, opts: ModelInfo) {
  return say(
    id,
    `The value of '${option}' refers to '${name}', which is not a field of '${opts.label}'.`,
  );
}
