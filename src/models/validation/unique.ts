import { day, month, year } from "../../query/index.ts";
import { NON_FIELD_ERRORS, ValidationError } from "../../validators/index.ts";
import { knownStateOf, type ModelBase } from "../instances/model-base.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { infoOf } from "../meta/registry.ts";
import { constraintsOf } from "../meta/rules.ts";
import { querySetOf } from "../queries/query-set.ts";
import type { AnySet } from "../related/side.ts";
import type { Errors } from "./full-clean.ts";
import { dayIn } from "./days.ts";
import { isEmpty } from "./empty.ts";
import { capitalized, listed } from "./words.ts";

/**
 * Checks that unique values are not used by other rows.
 *
 * @throws {ValidationError} With errors by field; those of several fields under `__all__`.
 */
export async function validateUnique(
  object: ModelBase,
  { exclude = [] }: { readonly exclude?: readonly string[] },
): Promise<void> {
  const errors = await uniqueErrors(object, new Set(exclude));
  if (Object.keys(errors).length > 0) throw new ValidationError(errors);
}

async function uniqueErrors(object: ModelBase, exclude: ReadonlySet<string>): Promise<Errors> {
  const errors: Record<string, ValidationError[]> = {};
  const add = (key: string, error: ValidationError): void => {
    errors[key] = [...(errors[key] ?? []), error];
  };
  for (const info of tablesOf(infoOf(object.constructor))) {
    for (const names of uniqueSets(info)) {
      const [only = ""] = names;
      const isCounted = names.length === 1 && info.fields.get(only)?.auto === true;
      if (isCounted || names.some((name) => exclude.has(name))) continue;
      if (!(await isTaken(object, info, names))) continue;
      add(names.length === 1 ? only : NON_FIELD_ERRORS, uniqueError(info, names));
    }
    for (const [field, part, by] of datedFields(info)) {
      if (exclude.has(field.name) || exclude.has(by)) continue;
      if (await isTakenInTime(object, info, field, part, by))
        add(field.name, datedError(info, field, part, by));
    }
  }
  return errors;
}

/** Returns the model and its parents with their own tables. */
export function tablesOf(info: ModelInfo): readonly ModelInfo[] {
  const { concrete } = info;
  return [concrete, ...(concrete.parent ? tablesOf(concrete.parent) : [])];
}

/** Returns sets of field names that must be unique in a table. */
function uniqueSets(info: ModelInfo): readonly (readonly string[])[] {
  const keys = info.ownFields.flatMap(({ name, parts, isUnique }) => {
    if (parts) return [parts.map((part) => part.name)];
    return isUnique ? [[name]] : [];
  });
  return [...(info.options.uniqueTogether ?? []), ...keys];
}

/** Unique checks of a model's rows, including constraints without a condition. */
export interface UniqueChecks {
  readonly together: readonly (readonly string[])[];
  /** A field, and the one within whose day, month or year it is unique. */
  readonly dated: readonly {
    readonly name: string;
    readonly part: "date" | "month" | "year";
    readonly by: string;
  }[];
}

/** Returns a model's unique checks without some fields; Django's `_get_unique_checks`. */
export function uniqueChecks(info: ModelInfo, exclude: ReadonlySet<string>): UniqueChecks {
  const tables = tablesOf(info);
  const constraints = tables.flatMap(constraintsOf).flatMap(({ unique, condition }) => {
    return unique && condition === undefined ? [unique] : [];
  });
  const isAsked = (names: readonly string[]): boolean => !names.some((name) => exclude.has(name));
  return {
    together: [...tables.flatMap(uniqueSets), ...constraints].filter(isAsked),
    dated: tables
      .flatMap(datedFields)
      .map(([{ name }, part, by]) => ({ name, part, by }))
      .filter(({ name, by }) => isAsked([name, by])),
  };
}

/** Whether another row has the same values in all of these fields, among those that meet a condition. */
export async function isTaken(
  object: ModelBase,
  info: ModelInfo,
  names: readonly string[],
  {
    condition,
    nullsDistinct = true,
  }: { readonly condition?: object; readonly nullsDistinct?: boolean } = {},
): Promise<boolean> {
  const adding = isNew(object);
  const wanted: Record<string, unknown> = {};
  for (const name of names) {
    const field = info.fields.get(name) ?? info.attributes.get(name);
    if (!field || (isKeyOf(info, field) && !adding)) return false;
    const value: unknown = Reflect.get(object, field.attribute);
    if ((value === null || value === undefined) && nullsDistinct) return false;
    wanted[field.attribute] = value ?? null;
  }
  const rows = otherRows(object, info).filter(wanted);
  return (condition ? rows.filter(condition) : rows).exists();
}

/** Returns all rows except the object's own. */
export function otherRows(object: ModelBase, info: ModelInfo): AnySet {
  const all = querySetOf(info.model) as unknown as AnySet;
  const alias = knownStateOf(object)?.alias;
  const rows = alias === undefined ? all : all.using(alias);
  const { primaryKey } = info;
  const key: unknown = primaryKey.parts ? object.pk : Reflect.get(object, primaryKey.attribute);
  return isNew(object) || isEmpty(key) ? rows : rows.exclude({ pk: key } as never);
}

export function uniqueError(info: ModelInfo, names: readonly string[]): ValidationError {
  const fields = names.flatMap((name) => info.fields.get(name) ?? info.attributes.get(name) ?? []);
  const labels = fields.map(({ verboseName }) => capitalized(verboseName));
  const params = {
    model_name: capitalized(info.verboseName),
    field_label: labels[0],
    field_labels: listed(labels),
  };
  if (names.length > 1) {
    const message = "%(model_name)s with this %(field_labels)s already exists.";
    return new ValidationError(message, { code: "unique_together", params });
  }
  const own = fields[0]?.declaration.errorMessages?.["unique"];
  const message = own ?? "%(model_name)s with this %(field_label)s already exists.";
  return new ValidationError(message, { code: "unique", params });
}

type Part = UniqueChecks["dated"][number]["part"];

/** Returns fields that are unique within the day, month or year of another one. */
function datedFields(info: ModelInfo): readonly (readonly [FieldInfo, Part, string])[] {
  return info.ownFields.flatMap((field) => {
    const { uniqueForDate, uniqueForMonth, uniqueForYear } = field.declaration;
    const parts = [
      ["date", uniqueForDate],
      ["year", uniqueForYear],
      ["month", uniqueForMonth],
    ] as const;
    return parts.flatMap(([part, by]) => (by === undefined ? [] : [[field, part, by] as const]));
  });
}

async function isTakenInTime(
  object: ModelBase,
  info: ModelInfo,
  field: FieldInfo,
  part: Part,
  by: string,
): Promise<boolean> {
  const date = dayIn(Reflect.get(object, by));
  if (!date) return false;
  const conditions = {
    date: [{ [by]: day(date.day) }, { [by]: month(date.month) }, { [by]: year(date.year) }],
    month: [{ [by]: month(date.month) }],
    year: [{ [by]: year(date.year) }],
  }[part];
  const value: unknown = Reflect.get(object, field.attribute);
  return otherRows(object, info)
    .filter({ [field.attribute]: value ?? null }, ...(conditions as never[]))
    .exists();
}

function datedError(info: ModelInfo, field: FieldInfo, part: Part, by: string): ValidationError {
  const dated = info.fields.get(by);
  const usual = "%(field_label)s must be unique for %(date_field_label)s %(lookup_type)s.";
  return new ValidationError(field.declaration.errorMessages?.["unique_for_date"] ?? usual, {
    code: "unique_for_date",
    params: {
      field_label: capitalized(field.verboseName),
      date_field_label: dated ? capitalized(dated.verboseName) : by,
      lookup_type: part,
    },
  });
}

function isNew(object: ModelBase): boolean {
  return knownStateOf(object)?.adding === true;
}

function isKeyOf({ primaryKey }: ModelInfo, field: FieldInfo): boolean {
  return field === primaryKey || primaryKey.parts?.includes(field) === true;
}
