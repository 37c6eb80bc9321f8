/** Source: Django, `ModelFormMixin` in `views/generic/edit.py`. */
import { ImproperlyConfigured } from "../../conf/index.ts";
import {
  modelformFactory,
  type AnyModelForm,
  type BaseModelForm,
  type FormFields,
  type FormNames,
} from "../../forms/index.ts";
import type { HttpResponseBase, MaybePromise } from "../../http/index.ts";
import { SingleObjectMixin, type SingleObjectMembers } from "../single-object-mixin.ts";
import type { Mixin, ViewClass } from "../types.ts";
import type { View } from "../view.ts";
import {
  FormMixin,
  type FormClassFor,
  type FormKwargs,
  type FormMembers,
  type SuccessUrl,
} from "./form-mixin.ts";
import { closeToTemplates } from "./process-form-view.ts";
import { successUrlFor } from "./success-url.ts";

/** A form for objects `R` of an unknown model. */
export type ModelFormOf<R> = BaseModelForm<FormFields, R extends object ? R : object>;

/** Names of a model's fields, if the model is known. */
type NamesOf<R> = [FormNames<R>] extends [never] ? string : FormNames<R>;

export interface ModelFormMembers<R, F> extends FormMembers<F> {
  /**
   * The fields of the form, or `"__all__"` for all editable ones. In a class, write `as const` after the
   * list: `override fields = ["title"] as const`. Set either this or `formClass`.
   */
  fields: readonly NamesOf<R>[] | "__all__" | undefined;
  /** Where to redirect afterwards; `{id}` inserts the object's id, and likewise for other fields. */
  successUrl: SuccessUrl | undefined;
  /**
   * The class of the form: `formClass`, or a form with `fields` of the model.
   *
   * @throws {ImproperlyConfigured} Both are set, or neither.
   */
  getFormClass(): FormClassFor<F>;
  /**
   * `successUrl`, or the object's `getAbsoluteUrl()`.
   *
   * @throws {ImproperlyConfigured} Neither exists.
   */
  getSuccessUrl(): MaybePromise<string>;
}

/**
 * Gives a view a form for an object of a model.
 *
 * @param model The model, unless the resulting class defines it.
 *
 * @example
 * class Edit extends ModelFormMixin(View, Question) {
 *   override fields = ["questionText"] as const;
 * }
 */
export function ModelFormMixin<B extends ViewClass, R = unknown>(
  Base: B,
  model?: abstract new (...args: never[]) => R,
): B & Mixin<ModelFormMembers<R, ModelFormOf<R>> & SingleObjectMembers<R>> {
  const Editing = FormMixin(SingleObjectMixin(Base, model)) as unknown as Mixin<
    View & FormMembers<AnyModelForm> & SingleObjectMembers<unknown>
  >;
  class WithModelForm extends Editing {
    fields: readonly string[] | "__all__" | undefined = undefined;

    override getFormClass(): FormClassFor<AnyModelForm> {
      const { fields, formClass } = this;
      if (formClass && fields !== undefined) {
        throw new ImproperlyConfigured(
          "Specifying both 'fields' and 'formClass' is not permitted.",
          { hint: `Leave one of them out of ${this.constructor.name}.` },
        );
      }
      return formClass ?? formClassOf(modelOf(this), fields, this);
    }

    override async getFormKwargs(): Promise<FormKwargs> {
      const kwargs = await super.getFormKwargs();
      return "object" in this ? { ...kwargs, instance: this.object } : kwargs;
    }

    override getSuccessUrl(): MaybePromise<string> {
      const object = Object(this.object) as object & {
        getAbsoluteUrl?: () => MaybePromise<string>;
      };
      if (this.successUrl) return successUrlFor(String(this.successUrl), object);
      if (typeof object.getAbsoluteUrl === "function") return object.getAbsoluteUrl();
      throw new ImproperlyConfigured(
        "No URL to redirect to.  Either provide a url or define a getAbsoluteUrl method on the Model.",
        { hint: `Give ${this.constructor.name} a successUrl, or override its getSuccessUrl().` },
      );
    }

    override async formValid(form: AnyModelForm): Promise<HttpResponseBase> {
      this.object = await form.save();
      return super.formValid(form);
    }
  }
  closeToTemplates(WithModelForm.prototype, ["formValid"]);
  return WithModelForm as never;
}

/** The model of a view: its own, its object's, or its query's. */
function modelOf(view: SingleObjectMembers<unknown>): object {
  const { model } = view;
  if (model !== undefined) return model;
  const object: unknown = "object" in view ? view.object : undefined;
  if (typeof object === "object" && object !== null) return object.constructor;
  return view.getQueryset().model as object;
}

const made = new WeakMap<object, Map<string, FormClassFor<AnyModelForm>>>();

/** The class of a model's forms with these fields, created once. */
function formClassOf(
  model: object,
  fields: readonly string[] | "__all__" | undefined,
  view: object,
): FormClassFor<AnyModelForm> {
  if (fields === undefined) {
    const { name } = view.constructor;
    throw new ImproperlyConfigured(
      `Using ModelFormMixin (base class of ${name}) without the 'fields' attribute is prohibited.`,
      { hint: `Set the fields of ${name}, or give it a formClass.` },
    );
  }
  const key = JSON.stringify(fields);
  const known = made.get(model) ?? new Map<string, FormClassFor<AnyModelForm>>();
  made.set(model, known);
  const Form = known.get(key) ?? (modelformFactory(model as never, { fields } as never) as never);
  known.set(key, Form);
  return Form;
}
