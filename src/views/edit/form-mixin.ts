/** Source: Django, `FormMixin` in `views/generic/edit.py`. */
import { ImproperlyConfigured } from "../../conf/index.ts";
import type { AnyForm, FormOptions } from "../../forms/index.ts";
import {
  HttpResponseRedirect,
  type HttpResponseBase,
  type MaybePromise,
} from "../../http/index.ts";
import type { LazyUrl } from "../../urls/index.ts";
import { ContextMixin, type ContextMembers } from "../context-mixin.ts";
import type { TemplateResponseMembers } from "../template-response-mixin.ts";
import type { Context, Mixin, ViewClass } from "../types.ts";
import type { View } from "../view.ts";

/** The arguments of a form: the options of its class. */
export type FormKwargs = FormOptions & Readonly<Record<string, unknown>>;

/** A class of forms `F`, with any options. */
// oxlint-disable-next-line typescript/no-explicit-any -- the options are what getFormKwargs() answers
export type FormClassFor<F> = new (options: any) => F;

/** An address, or {@link reverseLazy} of one. */
export type SuccessUrl = string | LazyUrl;

export interface FormMembers<F> extends ContextMembers {
  /** Initial values of the form, by field. Default: none. */
  initial: Readonly<Record<string, unknown>>;
  /** The class of the form. */
  formClass: FormClassFor<F> | undefined;
  /** Where to redirect after a valid form. */
  successUrl: SuccessUrl | undefined;
  /** Prefix of the names of the form's fields. */
  prefix: string | undefined;
  /** A copy of {@link FormMembers.initial}. */
  getInitial(): MaybePromise<Readonly<Record<string, unknown>>>;
  getPrefix(): string | undefined;
  getFormClass(): FormClassFor<F>;
  /** The arguments of the form: `initial`, `prefix`, and on POST and PUT `data` and `files`. */
  getFormKwargs(): Promise<FormKwargs>;
  /** The form of this request. @param formClass Default {@link FormMembers.getFormClass}. */
  getForm(formClass?: FormClassFor<F>): Promise<F>;
  /** @throws {ImproperlyConfigured} The view does not define it. */
  getSuccessUrl(): MaybePromise<string>;
  /** Answers a valid form: redirects to {@link FormMembers.getSuccessUrl}. */
  formValid(form: F): MaybePromise<HttpResponseBase>;
  /** Answers an invalid form: shows it again with the errors. */
  formInvalid(form: F): MaybePromise<HttpResponseBase>;
}

type Base = Mixin<View & ContextMembers & TemplateResponseMembers>;

/**
 * Gives a view a form, available in its template as `form`.
 *
 * @param formClass The form, unless the resulting class defines it.
 *
 * @example
 * class AuthorPage extends FormMixin(DetailView<Author>, InterestForm) {}
 */
export function FormMixin<B extends ViewClass, F extends AnyForm = AnyForm>(
  Base: B,
  formClass?: FormClassFor<F>,
): B & Mixin<FormMembers<F>> {
  class WithForm extends (ContextMixin(Base) as unknown as Base) implements FormMembers<AnyForm> {
    initial: Readonly<Record<string, unknown>> = {};
    formClass: FormClassFor<AnyForm> | undefined = formClass;
    successUrl: SuccessUrl | undefined = undefined;
    prefix: string | undefined = undefined;

    getInitial(): MaybePromise<Readonly<Record<string, unknown>>> {
      return { ...this.initial };
    }

    getPrefix(): string | undefined {
      return this.prefix;
    }

    getFormClass(): FormClassFor<AnyForm> {
      if (this.formClass) return this.formClass;
      const { name } = this.constructor;
      throw new ImproperlyConfigured(`${name} has no form to show.`, {
        hint: `Give ${name} a formClass, or override its getFormClass().`,
      });
    }

    async getFormKwargs(): Promise<FormKwargs> {
      const kwargs = { initial: await this.getInitial(), prefix: this.getPrefix() };
      const { method, POST, FILES } = this.request;
      return method === "POST" || method === "PUT"
        ? { ...kwargs, data: POST, files: FILES }
        : kwargs;
    }

    async getForm(Form: FormClassFor<AnyForm> = this.getFormClass()): Promise<AnyForm> {
      return new Form(await this.getFormKwargs());
    }

    getSuccessUrl(): MaybePromise<string> {
      if (this.successUrl) return String(this.successUrl);
      throw noSuccessUrl(this);
    }

    async formValid(_form: AnyForm): Promise<HttpResponseBase> {
      return new HttpResponseRedirect(await this.getSuccessUrl());
    }

    async formInvalid(form: AnyForm): Promise<HttpResponseBase> {
      return this.renderToResponse(await this.getContextData({ form }));
    }

    override async getContextData(extra: Context = {}): Promise<Context> {
      return super.getContextData(
        "form" in extra ? extra : { ...extra, form: await this.getForm() },
      );
    }
  }
  return WithForm as never;
}

export function noSuccessUrl(view: object): ImproperlyConfigured {
  const { name } = view.constructor;
  return new ImproperlyConfigured("No URL to redirect to. Provide a successUrl.", {
    hint: `Give ${name} a successUrl, or override its getSuccessUrl().`,
  });
}
