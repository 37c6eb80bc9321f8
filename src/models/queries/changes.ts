import { NotSupportedError } from "../../connections/index.ts";
import { Expression, FieldDoesNotExist, isPlainObject } from "../../query/index.ts";
import { aliasForWrite } from "../databases.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { judge } from "../writing/values.ts";
import { runDelete, runUpdate } from "./run-changes.ts";
import type { Source } from "./source.ts";

/**
 * Updates columns of every row of a query.
 *
 * @throws {FieldDoesNotExist} If the model lacks a name. {@link ValueError}, `ValidationError` if a value is invalid.
 */
export async function updateRows(source: Source, values: object): Promise<number> {
  const { info, query } = source;
  if (query.isSliced) throw new TypeError("Cannot update a query once a slice has been taken.");
  if (query.isCombined) {
    throw new NotSupportedError("update() cannot follow union(), intersection() or difference().");
  }
  if (!isPlainObject(values)) throw new TypeError("update() takes an object of fields.");
  const changes = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const field = writableField(info, name);
      return [field, value instanceof Expression ? value : judge(field, value)] as const;
    });
  if (changes.length === 0) return 0;
  return runUpdate({ ...source, alias: aliasToWrite(source) }, changes);
}

/** Deletes the rows of a query in one statement, ignoring what belongs to them. */
export function deleteUnread(source: Source): Promise<number> {
  return runDelete({ ...source, alias: aliasToWrite(source) });
}

export function aliasToWrite({ alias, info, instance }: Source): string {
  return alias ?? aliasForWrite(info, instance);
}

function writableField(info: ModelInfo, name: string): FieldInfo {
  const field =
    name === "pk" ? info.primaryKey : (info.fields.get(name) ?? info.attributes.get(name));
  if (field && !field.generated && !field.parts) return field;
  if (info.relations.has(name)) {
    throw new TypeError(
      `update(): ${info.label}.${name} is a relation to other rows; only columns can be updated.`,
    );
  }
  throw new FieldDoesNotExist(`update(): ${info.label} has no column '${name}'.`);
}
