import {
  querySetOf,
  type FieldDeclaration,
  type FieldInfo,
  type ManyToManyInfo,
} from "../../models/index.ts";
import { BooleanField, NullBooleanField } from "../fields/boolean-fields.ts";
import { CharField } from "../fields/char-field.ts";
import { TypedChoiceField } from "../fields/choice-fields.ts";
import { DecimalField } from "../fields/decimal-field.ts";
import { DurationField } from "../fields/duration-field.ts";
import { Field, type FieldOptions } from "../fields/field.ts";
import { FileField, ImageField } from "../fields/file-fields.ts";
import { JSONField } from "../fields/json-field.ts";
import { FloatField, IntegerField } from "../fields/number-fields.ts";
import { DateField, DateTimeField, TimeField } from "../fields/temporal-fields.ts";
import {
  EmailField,
  GenericIPAddressField,
  SlugField,
  URLField,
  UUIDField,
} from "../fields/text-fields.ts";
import { Textarea } from "../widgets/input.ts";
import { choicesWithBlank } from "./field-choices.ts";
import { ModelChoiceField, type ChoiceRows } from "./model-choice-field.ts";
import { ModelMultipleChoiceField } from "./model-multiple-choice-field.ts";

/** A model field: one with a column, or a many-to-many relation. */
export type ModelField = FieldInfo | ManyToManyInfo;

/** A form field class. */
// oxlint-disable-next-line typescript/no-explicit-any -- each class has options of its own
export type FormFieldClass = new (...args: any[]) => Field;

/** Options of a model form for a field, which override the model's. */
export interface FormFieldOptions extends FieldOptions {
  /** Replaces the default form field class. */
  readonly formClass?: FormFieldClass | undefined;
}

interface Plan {
  readonly kind: FormFieldClass;
  readonly options?: object;
}

/** Largest integer of 64 bits, as in databases. */
const LARGEST = 9_223_372_036_854_775_807n;
const bits64 = { minValue: -LARGEST - 1n, maxValue: LARGEST, bigint: true };

type Planner = (declaration: FieldDeclaration) => Plan;

/** The model limits how large a number may be. */
const integer: Planner = () => ({ kind: IntegerField, options: { bigint: true } });
const positive: Planner = () => ({ kind: IntegerField, options: { minValue: 0, bigint: true } });
const file =
  (kind: FormFieldClass): Planner =>
  ({ maxLength }) => ({ kind, options: { maxLength } });
const text =
  (kind: FormFieldClass): Planner =>
  ({ maxLength, nullable }) => ({
    kind,
    options: { maxLength, ...(nullable && { emptyValue: null }) },
  });

/** Form fields by kind of model field. Other kinds have none. */
const planners: { readonly [Kind in FieldDeclaration["kind"]]?: Planner } = {
  bigInteger: () => ({ kind: IntegerField, options: bits64 }),
  boolean: ({ nullable }) => ({
    kind: nullable ? NullBooleanField : BooleanField,
    options: { required: false },
  }),
  char: text(CharField),
  date: () => ({ kind: DateField }),
  datetime: () => ({ kind: DateTimeField }),
  decimal: ({ maxDigits, decimalPlaces }) => ({
    kind: DecimalField,
    options: { maxDigits, decimalPlaces },
  }),
  duration: () => ({ kind: DurationField }),
  email: text(EmailField),
  file: file(FileField),
  float: () => ({ kind: FloatField }),
  genericIPAddress: ({ protocol }) => ({ kind: GenericIPAddressField, options: { protocol } }),
  image: file(ImageField),
  integer,
  json: () => ({ kind: JSONField }),
  positiveBigInteger: () => ({ kind: IntegerField, options: { ...bits64, minValue: 0 } }),
  positiveInteger: positive,
  positiveSmallInteger: positive,
  slug: (declaration) => {
    const { kind, options } = text(SlugField)(declaration);
    return { kind, options: { ...options, allowUnicode: declaration.allowUnicode } };
  },
  smallInteger: integer,
  text: ({ maxLength }) => ({ kind: CharField, options: { maxLength, widget: Textarea } }),
  time: () => ({ kind: TimeField }),
  url: text(URLField),
  uuid: () => ({ kind: UUIDField }),
};

/**
 * Returns the form field for a model field: Django's `formfield()`.
 *
 * @param options Overrides: `label`, `widget`, `formClass`.
 * @returns null for a field without a form field, such as an automatic key or a generated column.
 *
 * @example
 * const field = infoOf(Question).fields.get("questionText");
 * const text = field && formfield(field, { label: "Your question" });
 */
export function formfield(field: ModelField, options: FormFieldOptions = {}): Field | null {
  const { declaration } = field;
  if (declaration.kind === "manyToMany") return manyToMany(field, options);
  if (declaration.to) return foreignKey(field as FieldInfo, options);
  if (declaration.choices !== undefined) return withChoices(field as FieldInfo, options);
  const plan = planners[declaration.kind]?.(declaration);
  if (!plan && options.formClass === undefined) return null;
  return made(field, { ...plan?.options, ...options }, options.formClass ?? plan?.kind);
}

/** Merges the model field's settings and the options. */
function made(
  field: ModelField,
  { formClass, ...options }: FormFieldOptions,
  kind: FormFieldClass = CharField,
): Field {
  const all = { ...common(field), ...withoutUndefined(options) };
  return new (formClass ?? kind)(all);
}

function common({ declaration, verboseName }: ModelField): FieldOptions {
  const { blank = false, helpText = "" } = declaration;
  const label = verboseName.charAt(0).toUpperCase() + verboseName.slice(1);
  return { required: !blank, label, helpText, ...initialOf(declaration) };
}

/** A computed default is added as a hidden input, as it may change until the form is submitted. */
function initialOf(declaration: FieldDeclaration): FieldOptions {
  const { default: initial } = declaration;
  if (initial === undefined) return {};
  return typeof initial === "function" ? { initial, showHiddenInitial: true } : { initial };
}

/** Options that a field with choices accepts. */
const forChoices: ReadonlySet<string> = new Set([
  "coerce",
  "emptyValue",
  "choices",
  "required",
  "widget",
  "label",
  "initial",
  "helpText",
  "errorMessages",
  "showHiddenInitial",
  "disabled",
]);

function withChoices(field: FieldInfo, options: FormFieldOptions): Field {
  const { declaration } = field;
  const { blank = false, kind, nullable } = declaration;
  const isSet = declaration.default !== undefined || options.initial !== undefined;
  // An unchecked box means false, so a boolean needs no empty choice.
  const mayBeOpen = kind === "boolean" ? !isSet : blank || !isSet;
  const own = Object.fromEntries(Object.entries(options).filter(([name]) => forChoices.has(name)));
  return new TypedChoiceField({
    ...common(field),
    choices: choicesWithBlank(declaration, mayBeOpen),
    coerce: (given: unknown) => field.type.prepare(given),
    ...(nullable && { emptyValue: null }),
    ...own,
  });
}

function foreignKey(field: FieldInfo, { formClass, ...options }: FormFieldOptions): Field | null {
  const { declaration, related, target } = field;
  if (declaration.parentLink === true) return null;
  return relation(field, related?.model, formClass ?? ModelChoiceField, {
    toFieldName: target?.name,
    blank: declaration.blank ?? false,
    ...options,
  });
}

function manyToMany(field: ModelField, { formClass, ...options }: FormFieldOptions): Field {
  return relation(field, field.related?.model, formClass ?? ModelMultipleChoiceField, options);
}

function relation(field: ModelField, model: unknown, kind: FormFieldClass, options: object): Field {
  const { limitChoicesTo } = field.declaration;
  const rows = querySetOf(model) as unknown as ChoiceRows;
  return new kind(rows, { ...common(field), limitChoicesTo, ...withoutUndefined(options) });
}

function withoutUndefined(options: object): object {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
