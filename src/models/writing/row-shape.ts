import { databaseDefault } from "../instances/database-default.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { postSave, preSave } from "../signals.ts";
import { InsertStatement } from "./insert-statement.ts";
import { UpdateStatement } from "./update-statement.ts";

/** Cached statements that write whole objects of a model. */
interface Shapes {
  keyed?: InsertStatement;
  unkeyed?: InsertStatement;
  update?: UpdateStatement;
  isAlone?: boolean;
}

const shapes = new WeakMap<ModelInfo, Shapes>();

/**
 * Returns the INSERT of a whole object into a model's own table.
 *
 * @param isKeyed Whether the object already has its key.
 */
export function insertOf(info: ModelInfo, isKeyed: boolean): InsertStatement {
  const known = shapesOf(info);
  return isKeyed
    ? (known.keyed ??= makeInsert(info, true))
    : (known.unkeyed ??= makeInsert(info, false));
}

/** Returns the INSERT without columns that a row leaves to the database, which are read back. */
export function insertLeaving(
  { info, fields, returning }: InsertStatement,
  row: readonly unknown[],
): InsertStatement {
  const left = new Set(fields.filter((_, at) => row[at] === databaseDefault));
  return new InsertStatement({
    info,
    fields: fields.filter((field) => !left.has(field)),
    returning: info.ownFields.filter((field) => left.has(field) || returning.includes(field)),
  });
}

/** Returns the UPDATE of a whole object in a model's own table. */
export function updateOf(info: ModelInfo): UpdateStatement {
  return (shapesOf(info).update ??= new UpdateStatement(info, updatable(info)));
}

/** Whether saving a new object is always one statement, so that it needs no transaction. */
export function insertsAlone(info: ModelInfo): boolean {
  if (preSave.hasListeners(info.model) || postSave.hasListeners(info.model)) return false;
  return (shapesOf(info).isAlone ??=
    !info.concrete.parent && info.fileFields.length === 0 && !pointsToAnything(info));
}

/** Whether it has a generic foreign key, which may need its content type looked up or created. */
function pointsToAnything(info: ModelInfo): boolean {
  const fields = Object.values(info.declaration.fields);
  if (fields.some(({ declaration }) => declaration.kind === "genericForeignKey")) return true;
  return info.parent !== undefined && pointsToAnything(info.parent);
}

/** Returns the columns of a model's own table that a save may change. */
export function updatable(info: ModelInfo): readonly FieldInfo[] {
  return info.ownFields.filter((field) => !isKeyOf(info, field) && !field.generated);
}

/** Whether a field is the key, or part of it. */
export function isKeyOf({ primaryKey }: ModelInfo, field: FieldInfo): boolean {
  return field === primaryKey || (primaryKey.parts?.includes(field) ?? false);
}

function makeInsert(info: ModelInfo, isKeyed: boolean): InsertStatement {
  const fields = info.ownFields.filter(
    (field) =>
      !field.generated &&
      (isKeyed || !field.auto) &&
      field.declaration.kind !== "compositePrimaryKey",
  );
  const returning = info.ownFields.filter((field) => field.generated || (field.auto && !isKeyed));
  return new InsertStatement({ info, fields, returning });
}

function shapesOf(info: ModelInfo): Shapes {
  const known = shapes.get(info);
  if (known) return known;
  const made: Shapes = {};
  shapes.set(info, made);
  return made;
}
