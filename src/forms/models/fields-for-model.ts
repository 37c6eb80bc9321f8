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

/** What {@link fieldsForModel} can be told; the names are those of the model's fields. */
export interface FieldsForModelOptions {
  /** These only, in this order; `"__all__"`, the default, for all that may be edited. */
  readonly fields?: readonly string[] | "__all__" | undefined;
  /** None of these. */
  readonly exclude?: readonly string[] | undefined;
  readonly widgets?: PerField<Widget | WidgetClass> | undefined;
  readonly labels?: PerField<unknown> | undefined;
  readonly helpTexts?: PerField<unknown> | undefined;
  /** Messages by their codes; those of the form as a whole under `__all__`. */
  readonly errorMessages?: PerField<Readonly<Record<string, unknown>>> | undefined;
  readonly fieldClasses?: PerField<FormFieldClass> | undefined;
  /** Fields that are shown and read as the language writes them; `"__all__"` for all. */
  readonly localizedFields?: readonly string[] | "__all__" | undefined;
  /** Makes the field of a form for a field of the model; null for none. Default {@link formfield}. */
  readonly formfieldCallback?:
    | ((field: ModelField, options: FormFieldOptions) => Field | null)
    | undefined;
}

type PerField<Value> = Readonly<Record<string, Value | undefined>>;

interface Internal {
  /** Fields that the form declares itself, which come in the place of the model's. */
  readonly declared?: Readonly<Record<string, Field | null>>;
  /** Whether `limitChoicesTo` is applied now. Default true. */
  readonly applyLimitChoicesTo?: boolean;
}

/**
 * The fields of a form for those of a model, by their names.
 *
 * @throws {FieldError} `fields` names what the model lacks, or what cannot be edited.
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

/** In the order that was asked for; what a form declares itself may be named too. */
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

/** What there is of a model to edit, in the order in which it was declared. */
export function modelFields(info: ModelInfo): readonly ModelField[] {
  const many = new Map(info.manyToMany.map((each) => [each.name, each]));
  const declared = [...lineage(info)].flatMap(({ declaration }) => Object.keys(declaration.fields));
  const names = new Set([...info.fields.keys()].filter((name) => !declared.includes(name)));
  for (const name of declared) names.add(name);
  return [...names]
    .map((name) => info.fields.get(name) ?? many.get(name))
    .filter((field) => field !== undefined);
}

/** A model and those it extends, the first one first. */
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
