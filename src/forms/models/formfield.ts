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

/** A field of a model: one with a column, or a many-to-many relation. */
export type ModelField = FieldInfo | ManyToManyInfo;

/** A class of fields of forms. */
// oxlint-disable-next-line typescript/no-explicit-any -- each class has options of its own
export type FormFieldClass = new (...args: any[]) => Field;

/** What a model form says of a field, in the place of what the model says. */
export interface FormFieldOptions extends FieldOptions {
  /** Another class than the model's field asks for. */
  readonly formClass?: FormFieldClass | undefined;
}

interface Plan {
  readonly kind: FormFieldClass;
  readonly options?: object;
}

/** 64 bits, as the database has them. */
const LARGEST = 9_223_372_036_854_775_807n;
const bits64 = { minValue: -LARGEST - 1n, maxValue: LARGEST, bigint: true };

type Planner = (declaration: FieldDeclaration) => Plan;

/** How large a number may be is for the model to say. */
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

/** The fields of forms by the kinds of those of models. Kinds that are not here have none. */
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
 * The field of a form for a field of a model: Django's `formfield()`.
 *
 * @param options What the form says of it: `label`, `widget`, `formClass`.
 * @returns null for a field that forms do not have: a key that is counted up, what the database makes.
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

/** What every field takes from the model's, and then what is said of it. */
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

/** A default that is worked out is sent along, hidden: it may be another one the next time. */
function initialOf(declaration: FieldDeclaration): FieldOptions {
  const { default: initial } = declaration;
  if (initial === undefined) return {};
  return typeof initial === "function" ? { initial, showHiddenInitial: true } : { initial };
}

/** What a field with choices can be told. */
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
  // A box that is not checked is no, so that there is nothing to leave open.
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
