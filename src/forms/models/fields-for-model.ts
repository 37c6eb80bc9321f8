import { FieldError } from "../../query/index.ts";
import { infoOf, type ModelInfo } from "../../models/index.ts";
import type { Field, WidgetClass } from "../fields/field.ts";
import { own, setOwn } from "../forms/own.ts";
import type { Widget } from "../widgets/widget.ts";
import {
  formfield,
  type FormFieldClass,
  type FormFieldOptions,
  type ModelField,
} from "./formfield.ts";
import { ModelChoiceField } from "./model-choice-field.ts";

/** Options of {@link fieldsForModel}; names are those of model fields. */
export interface FieldsForModelOptions {
  /** Only these fields, in this order; `"__all__"`, the default, means all editable ones. */
  readonly fields?: readonly string[] | "__all__" | undefined;
  /** Fields to leave out. */
  readonly exclude?: readonly string[] | undefined;
  readonly widgets?: PerField<Widget | WidgetClass> | undefined;
  readonly labels?: PerField<unknown> | undefined;
  readonly helpTexts?: PerField<unknown> | undefined;
  /** Messages by error code; those of the form as a whole under `__all__`. */
  readonly errorMessages?: PerField<Readonly<Record<string, unknown>>> | undefined;
  readonly fieldClasses?: PerField<FormFieldClass> | undefined;
  /** Fields to format by language; `"__all__"` for all. */
  readonly localizedFields?: readonly string[] | "__all__" | undefined;
  /** Creates the form field for a model field; null leaves it out. Default {@link formfield}. */
  readonly formfieldCallback?:
    | ((field: ModelField, options: FormFieldOptions) => Field | null)
    | undefined;
}

type PerField<Value> = Readonly<Record<string, Value | undefined>>;

interface Internal {
  /** The form's own fields, which replace the model's. */
  readonly declared?: Readonly<Record<string, Field | null>>;
  /** Whether to apply `limitChoicesTo` now. Default true. */
  readonly applyLimitChoicesTo?: boolean;
}

/**
 * Returns form fields for the fields of a model, by name.
 *
 * @throws {FieldError} If `fields` names an unknown or non-editable field.
 *
 * @example
 * const { questionText } = fieldsForModel(Question, { fields: ["questionText"] });
 */
export function fieldsForModel(
  model: unknown,
  options: FieldsForModelOptions = {},
): Record<string, Field> {
  return modelFormFields(infoOf(model), options);
}

/** @internal */
export function modelFormFields(
  info: ModelInfo,
  options: FieldsForModelOptions,
  { declared = {}, applyLimitChoicesTo = true }: Internal = {},
): Record<string, Field> {
  const names = options.fields === "__all__" ? undefined : options.fields;
  const found = new Map<string, Field | null>();
  const without = new Set(options.exclude);
  for (const field of modelFields(info)) {
    const { name } = field;
    if (without.has(name) || (names && !names.includes(name))) continue;
    if (!isEditable(field)) {
      if (names) throw notEditable(info, name);
      continue;
    }
    const isDeclared = Object.hasOwn(declared, name);
    const made = isDeclared ? (declared[name] ?? null) : madeBy(field, options);
    if (made instanceof ModelChoiceField && applyLimitChoicesTo) made.applyLimitChoicesTo();
    found.set(name, made);
  }
  return named(
    info,
    found,
    names?.filter((name) => !without.has(name)),
    declared,
  );
}

/** Puts fields in the requested order, which may include the form's own. */
function named(
  info: ModelInfo,
  found: ReadonlyMap<string, Field | null>,
  names: readonly string[] | undefined,
  declared: Readonly<Record<string, Field | null>>,
): Record<string, Field> {
  const order = names ?? [...found.keys()];
  const unknown = order.filter((name) => !found.has(name) && !Object.hasOwn(declared, name));
  if (unknown.length > 0) {
    throw new FieldError(`Unknown field(s) (${unknown.join(", ")}) specified for ${info.name}`);
  }
  const fields: Record<string, Field> = {};
  for (const name of order) {
    const field = found.get(name) ?? own(declared, name);
    if (field) setOwn(fields, name, field);
  }
  return fields;
}

/** Returns a model's editable fields in the order of declaration. */
export function modelFields(info: ModelInfo): readonly ModelField[] {
  const many = new Map(info.manyToMany.map((each) => [each.name, each]));
  const declared = [...lineage(info)].flatMap(({ declaration }) => Object.keys(declaration.fields));
  const names = new Set([...info.fields.keys()].filter((name) => !declared.includes(name)));
  for (const name of declared) names.add(name);
  return [...names]
    .map((name) => info.fields.get(name) ?? many.get(name))
    .filter((field) => field !== undefined);
}

/** Returns a model and its parents, the topmost first. */
function lineage(info: ModelInfo): readonly ModelInfo[] {
  return info.parent ? [...lineage(info.parent), info] : [info];
}

export function isEditable({ declaration }: ModelField): boolean {
  return declaration.editable !== false;
}

function notEditable(info: ModelInfo, name: string): FieldError {
  return new FieldError(
    `'${name}' cannot be specified for ${info.name} model form as it is a non-editable field`,
  );
}

function madeBy(field: ModelField, options: FieldsForModelOptions): Field | null {
  const { name } = field;
  const { localizedFields, formfieldCallback = formfield } = options;
  const said: [string, unknown][] = [
    ["widget", own(options.widgets ?? {}, name)],
    ["label", own(options.labels ?? {}, name)],
    ["helpText", own(options.helpTexts ?? {}, name)],
    ["errorMessages", own(options.errorMessages ?? {}, name)],
    ["formClass", own(options.fieldClasses ?? {}, name)],
    ["localize", localizedFields === "__all__" || localizedFields?.includes(name) || undefined],
  ];
  return formfieldCallback(
    field,
    Object.fromEntries(said.filter(([, value]) => value !== undefined)),
  );
}
