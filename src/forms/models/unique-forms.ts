import { dayIn, listed, ModelBase, uniqueChecks, type ModelInfo } from "../../models/index.ts";
import { NON_FIELD_ERRORS, ValidationError } from "../../validators/index.ts";
import { own } from "../forms/own.ts";
import type { AnyModelForm } from "./define-model-form.ts";

type Cleaned = Record<string, unknown>;

/** Unique checks of all forms; each form may skip different fields. */
interface Checks {
  readonly together: Map<string, readonly string[]>;
  readonly dated: Map<string, { readonly name: string; readonly part: Part; readonly by: string }>;
}

type Part = "date" | "month" | "year";

/**
 * Checks that forms do not share values that must be unique. The first of several keeps its value, the others get an
 * error.
 *
 * @param same Fields that are equal in all forms, whatever was submitted.
 * @throws {ValidationError} If there are duplicates.
 */
export function duplicatesAmong(
  forms: readonly AnyModelForm[],
  info: ModelInfo,
  same: ReadonlySet<string>,
): void {
  const { together, dated } = checksOf(forms, info);
  const errors: ValidationError[] = [];
  for (const names of together.values()) {
    for (const form of repeated(forms, (each) => valuesOf(each, names, same))) {
      errors.push(
        new ValidationError(
          togetherWords(
            names.filter((name) => !same.has(name)),
            form,
          ),
        ),
      );
      refuse(form, names);
    }
  }
  for (const { name, part, by } of dated.values()) {
    for (const form of repeated(forms, (each) => datedValues(each, name, part, by))) {
      errors.push(new ValidationError(datedWords(form, name, part, by)));
      refuse(form, [name]);
    }
  }
  if (errors.length > 0) throw new ValidationError(errors);
}

function checksOf(forms: readonly AnyModelForm[], info: ModelInfo): Checks {
  const checks: Checks = { together: new Map(), dated: new Map() };
  for (const form of forms) {
    const { together, dated } = uniqueChecks(info, form.validationExclusions());
    for (const names of together) checks.together.set(JSON.stringify(names), names);
    for (const each of dated) checks.dated.set(JSON.stringify(each), each);
  }
  return checks;
}

/** Yields forms that repeat another's values. Goes one by one, as a rejected form loses its values. */
function* repeated(
  forms: readonly AnyModelForm[],
  valuesIn: (form: AnyModelForm) => readonly unknown[] | undefined,
): Generator<AnyModelForm> {
  const seen = new Set<string>();
  for (const form of forms) {
    const values = valuesIn(form);
    if (!values) continue;
    const key = JSON.stringify(values.map(comparable));
    if (seen.has(key)) yield form;
    seen.add(key);
  }
}

function valuesOf(
  form: AnyModelForm,
  names: readonly string[],
  same: ReadonlySet<string>,
): readonly unknown[] | undefined {
  const cleaned = form.cleanedData as Cleaned;
  const values = names
    .filter((name) => Object.hasOwn(cleaned, name))
    .map((name) => (same.has(name) ? name : cleaned[name]));
  return values.length > 0 && !values.some(isNothing) ? values : undefined;
}

function datedValues(
  form: AnyModelForm,
  name: string,
  part: Part,
  by: string,
): readonly unknown[] | undefined {
  const cleaned = form.cleanedData as Cleaned;
  const [value, date] = [own(cleaned, name), dayIn(own(cleaned, by))];
  if (isNothing(value) || !date) return undefined;
  return [value, ...(part === "date" ? [date.year, date.month, date.day] : [date[part]])];
}

const isNothing = (value: unknown): boolean => value === null || value === undefined;

/** Converts a value for comparison; an object becomes its key. */
function comparable(value: unknown): unknown {
  if (value instanceof ModelBase) return comparable(value.pk);
  if (typeof value === "bigint") return String(value);
  return value;
}

function refuse(form: AnyModelForm, names: readonly string[]): void {
  const errors = form.errors;
  const list = form.newErrorList();
  list.push(new ValidationError("Please correct the duplicate values below."));
  errors.set(NON_FIELD_ERRORS, list);
  for (const name of names) Reflect.deleteProperty(form.cleanedData as Cleaned, name);
}

function togetherWords(names: readonly string[], form: AnyModelForm): string {
  const fields = listed(names.map((name) => form.htmlName(name)));
  const rest = names.length === 1 ? "." : ", which must be unique.";
  return `Please correct the duplicate data for ${fields}${rest}`;
}

function datedWords(form: AnyModelForm, name: string, part: Part, by: string): string {
  const [field, date] = [form.htmlName(name), form.htmlName(by)];
  return `Please correct the duplicate data for ${field} which must be unique for the ${part} in ${date}.`;
}
