/** Types of model forms; they check names one at a time, so that an error shows model and field. */
import type { FieldFile } from "../../files/index.ts";
import type { UploadedFile } from "../../http/index.ts";
import type { FieldsOf, NoField } from "../../models/index.ts";
import type { Field, WidgetClass } from "../fields/field.ts";
import type { Widget } from "../widgets/widget.ts";
import type { FormFieldClass, FormFieldOptions, ModelField } from "./formfield.ts";

/** A model class. */
export interface ModelOfForm<M> {
  readonly prototype: M;
  readonly objects: unknown;
}

declare const hint: unique symbol;

/** Type of a field that forms cannot have, to be shown in the compiler's error. */
export interface NotInForms<M, Name> {
  readonly [hint]: readonly [M, Name];
}

/** Whether a form can have the field, by the type of its members. */
type HasFormField<P> = P extends { readonly "~editable": false }
  ? false
  : P extends { readonly "~via": infer Via }
    ? [Via] extends [never]
      ? true
      : false
    : P extends { readonly "~write": infer Write }
      ? [Write] extends [never]
        ? false
        : P extends { readonly "~where": infer Where }
          ? [Where] extends [never]
            ? false
            : true
          : false
      : false;

/** The default fields of a model form; without automatic keys. */
export type FormNames<M> = {
  [K in keyof FieldsOf<M> & string]: FieldsOf<M>[K] extends {
    readonly "~primary": true;
    readonly "~optional": true;
  }
    ? never
    : HasFormField<FieldsOf<M>[K]> extends true
      ? K
      : never;
}[keyof FieldsOf<M> & string];

/** N if a form of M can have this field, otherwise an error type. */
export type FormName<M, N> = string extends N
  ? FormNames<M>
  : N extends keyof FieldsOf<M>
    ? HasFormField<FieldsOf<M>[N]> extends true
      ? N
      : NotInForms<M, N>
    : NoField<M, N>;

/** The clean value of a model field: an object, a list of objects, a file, or the model's own type. */
type CleanValue<P> = P extends { readonly "~many": true; readonly "~target": infer Other }
  ? NonNullable<Other>[]
  : P extends { readonly "~column": "Id"; readonly "~target": infer Other }
    ? Other
    : P extends { readonly "~read": infer Value }
      ? [Value] extends [FieldFile]
        ? UploadedFile | FieldFile | false | null
        : Value
      : unknown;

/** Form fields for some fields of a model. */
export type ModelFields<M, N> = {
  readonly [K in keyof FieldsOf<M> as K & N]: Field<CleanValue<FieldsOf<M>[K]>>;
};

/** Values by names of model fields. */
export type PerField<M, Value> = { readonly [K in keyof FieldsOf<M>]?: Value | undefined };

/** Options of a model form; Django's `class Meta`. */
export interface MetaOf<M, N extends string, X extends string> {
  /** The fields, in this order; `"__all__"` for all editable ones. This or `exclude` is required. */
  readonly fields?: "__all__" | readonly FormName<M, N>[] | undefined;
  /** Fields to leave out. */
  readonly exclude?: readonly FormName<M, X>[] | undefined;
  readonly widgets?: PerField<M, Widget | WidgetClass> | undefined;
  readonly labels?: PerField<M, unknown> | undefined;
  readonly helpTexts?: PerField<M, unknown> | undefined;
  /** Messages by error code; those of the form as a whole under `__all__`. */
  readonly errorMessages?:
    | (PerField<M, Messages> & { readonly __all__?: Messages | undefined })
    | undefined;
  readonly fieldClasses?: PerField<M, FormFieldClass> | undefined;
  /** Fields to format by language; `"__all__"` for all. */
  readonly localizedFields?: "__all__" | readonly (keyof FieldsOf<M> & string)[] | undefined;
  /** Creates the form field for a model field; null leaves it out. Default `formfield`. */
  readonly formfieldCallback?:
    | ((field: ModelField, options: FormFieldOptions) => Field | null)
    | undefined;
}

type Messages = Readonly<Record<string, unknown>>;
