import type { FieldMeta, Vendor } from "../../query/index.ts";
import { fromRow, type ModelBase } from "../instances/model-base.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { unread } from "./unread.ts";

/** Converts a column's raw value; undefined if no conversion is needed. */
export type Convert = ((raw: unknown) => unknown) | undefined;

/** A column of the rows: its position, its name on objects and its conversion. */
export interface PartColumn {
  readonly at: number;
  readonly name: string;
  readonly convert: Convert;
}

/** Rows of raw values, in the order of a statement's columns. */
export type RawRows = readonly (readonly unknown[])[];

export type MakeObjects = (rows: RawRows) => ModelBase[];

/** Returns the conversion of a field's values from a database. */
export function converterOf(field: Pick<FieldMeta, "type">, vendor: Vendor): Convert {
  return field.type.fromDatabase[vendor] as Convert;
}

/**
 * Creates objects of one model from rows: their columns and annotations.
 *
 * @param columns Fields by attribute; missing ones were not read.
 */
export function objectsMaker(info: ModelInfo, columns: readonly PartColumn[]): MakeObjects {
  const names = new Set(columns.map(({ name }) => name));
  const missing = [...info.fields.values()].filter(
    ({ attribute, parts }) => !parts && !names.has(attribute),
  );
  const Class = missing.length === 0 ? info.model : unread(info, missing);
  return compiled(Class, columns) ?? looped(Class, columns);
}

type Class = abstract new (...args: never[]) => object;

/**
 * Generates a function without a loop over columns: three times as fast if one process reads many models. The loop over
 * rows is in it too, as a call for each would cost a tenth.
 */
function compiled(Class: Class, columns: readonly PartColumn[]): MakeObjects | undefined {
  const lines = columns.map(({ at, name, convert }) => {
    const raw = `row[${at}]`;
    const value = convert ? `${raw} === null ? null : convert[${at}](${raw})` : raw;
    return `object[${JSON.stringify(name)}] = ${value};`;
  });
  const text = `return (rows) => {
    const objects = new Array(rows.length);
    for (let at = 0; at < rows.length; at += 1) {
      const row = rows[at];
      const object = new Class(mark);
      ${lines.join("\n      ")}
      objects[at] = object;
    }
    return objects;
  }`;
  const convert = Object.fromEntries(columns.map(({ at, convert }) => [at, convert]));
  try {
    // Names come only from the model's declaration, and are quoted.
    // oxlint-disable-next-line typescript/no-implied-eval -- see above
    return new Function("Class", "mark", "convert", text)(Class, fromRow, convert) as MakeObjects;
  } catch (error) {
    // Node was started with --disallow-code-generation-from-strings.
    if (error instanceof EvalError) return undefined;
    throw error;
  }
}

function looped(Class: Class, columns: readonly PartColumn[]): MakeObjects {
  return (rows) =>
    rows.map((row) => {
      const object = Reflect.construct(Class, [fromRow]) as ModelBase;
      for (const { at, name, convert } of columns) {
        const raw = row[at];
        Reflect.set(object, name, convert && raw !== null ? convert(raw) : raw);
      }
      return object;
    });
}
