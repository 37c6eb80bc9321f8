/** The types of model forms: their names are judged one at a time, so that an error names the model and the field. */
import type { FieldFile } from "../../files/index.ts";
import type { UploadedFile } from "../../http/index.ts";
import type { FieldsOf, NoField } from "../../models/index.ts";
import type { Field, WidgetClass } from "../fields/field.ts";
import type { Widget } from "../widgets/widget.ts";
import type { FormFieldClass, FormFieldOptions, ModelField } from "./formfield.ts";

/** A class of a model. */
export interface ModelOfForm<M> {
  readonly prototype: M;
  readonly objects: unknown;
}

declare const hint: unique symbol;

/** What a field turns into that no form can have, so that the error says which. */
export interface NotInForms<M, Name> {
  readonly [hint]: readonly [M, Name];
}

/** What the field's own members say: whether a form can have it. */
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

/** The fields that a form of the model has by itself; a key that is counted up is none. */
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

/** N if a form of M can have it, a fault if not. */
export type FormName<M, N> = string extends N
  ? FormNames<M>
  : N extends keyof FieldsOf<M>
    ? HasFormField<FieldsOf<M>[N]> extends true
      ? N
      : NotInForms<M, N>
    : NoField<M, N>;

/** The clean value of a model's field: an object, a list of objects, a file, or what objects of the model have. */
type CleanValue<P> = P extends { readonly "~many": true; readonly "~target": infer Other }
  ? NonNullable<Other>[]
  : P extends { readonly "~column": "Id"; readonly "~target": infer Other }
    ? Other
    : P extends { readonly "~read": infer Value }
      ? [Value] extends [FieldFile]
        ? UploadedFile | FieldFile | false | null
        : Value
      : unknown;

/** The fields of a form for some of a model. */
export type ModelFields<M, N> = {
  readonly [K in keyof FieldsOf<M> as K & N]: Field<CleanValue<FieldsOf<M>[K]>>;
};

/** Something by the names of a model's fields. */
export type PerField<M, Value> = { readonly [K in keyof FieldsOf<M>]?: Value | undefined };

/** What a model form is made of; Django's `class Meta`. */
export interface MetaOf<M, N extends string, X extends string> {
  /** These fields, in this order; `"__all__"` for all that may be edited. This or `exclude` has to be said. */
  readonly fields?: "__all__" | readonly FormName<M, N>[] | undefined;
  /** All but these. */
  readonly exclude?: readonly FormName<M, X>[] | undefined;
  readonly widgets?: PerField<M, Widget | WidgetClass> | undefined;
  readonly labels?: PerField<M, unknown> | undefined;
  readonly helpTexts?: PerField<M, unknown> | undefined;
  /** Messages by their codes; those of the form as a whole under `__all__`. */
  readonly errorMessages?:
    | (PerField<M, Messages> & { readonly __all__?: Messages | undefined })
    | undefined;
  readonly fieldClasses?: PerField<M, FormFieldClass> | undefined;
  /** Fields that are shown and read as the language writes them; `"__all__"` for all. */
  readonly localizedFields?: "__all__" | readonly (keyof FieldsOf<M> & string)[] | undefined;
  /** Makes the field of a form for a field of the model; null for none. Default `formfield`. */
  readonly formfieldCallback?:
    | ((field: ModelField, options: FormFieldOptions) => Field | null)
    | undefined;
}

type Messages = Readonly<Record<string, unknown>>;
