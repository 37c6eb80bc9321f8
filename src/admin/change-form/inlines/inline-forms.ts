/** Classes of inline forms and form sets. Source: Django, `InlineModelAdmin.get_formset`. */
import {
  inlineformsetFactory,
  type AnyModelFormClass,
  type BaseInlineFormSet,
  type BaseModelForm,
  type InlineFormSetOptions,
} from "../../../forms/index.ts";
import type { HttpRequest } from "../../../http/index.ts";
import { stateOf, type ModelBase } from "../../../models/index.ts";
import type { InlineModelAdmin } from "../../options/inline-model-admin.ts";
import { callbackOf, excludedOf, fieldsNamed, formOf } from "../form-class.ts";
import { flattened } from "../flattened.ts";
import { refuseProtected } from "./protected-inlines.ts";

export type InlineFormSet = BaseInlineFormSet;
export type InlineFormSetClass = typeof BaseInlineFormSet &
  (new (options?: InlineFormSetOptions) => InlineFormSet);

/** The visitor's permissions for inline forms. */
export interface InlinePermissions {
  readonly add: boolean;
  readonly change: boolean;
  readonly delete: boolean;
  readonly view: boolean;
}

export async function permissionsOf(
  inline: InlineModelAdmin,
  request: HttpRequest,
  parent: object | undefined,
): Promise<InlinePermissions> {
  return {
    add: await inline.hasAddPermission(request, parent),
    change: await inline.hasChangePermission(request, parent),
    delete: await inline.hasDeletePermission(request, parent),
    view: await inline.hasViewPermission(request, parent),
  };
}

/** @param fields Names of the fields; `null` means all. */
export async function inlineFormClassOf(
  inline: InlineModelAdmin,
  request: HttpRequest,
  parent: object | undefined,
  fields: readonly string[] | null,
): Promise<AnyModelFormClass> {
  const { form } = await setOf(inline, request, parent, fields, false);
  return form as unknown as AnyModelFormClass;
}

/** Returns the form set class of a page, which enforces the visitor's permissions. */
export async function inlineFormSetOf(
  inline: InlineModelAdmin,
  request: HttpRequest,
  parent: object | undefined,
  may: InlinePermissions,
): Promise<InlineFormSetClass> {
  const fieldsets = await inline.getFieldsets(request, parent);
  const made = await setOf(
    inline,
    request,
    parent,
    flattened(fieldsets),
    inline.canDelete && may.delete,
  );
  const form = guardedForm(made.form as unknown as typeof BaseModelForm, may);
  const guarded = class InlineSet extends made {
    override async clean(): Promise<void> {
      await super.clean();
      const marked = this.forms.filter((each) => this.isMarkedForDeletion(each));
      await refuseProtected(marked.map(({ instance }) => instance));
    }

    /** A read-only form is not submitted with the page, so it is not read, unless it is to be deleted. */
    override getFormOptions(index: number | null): Readonly<Record<string, unknown>> {
      const options = super.getFormOptions(index);
      const isSeen =
        !may.change && this.isBound && index !== null && index < this.initialFormCount();
      return isSeen && !this.#isDeleted(index) ? { ...options, data: null, files: null } : options;
    }

    protected override makeForm(index: number | null, options: object) {
      const each = super.makeForm(index, options);
      if (this.isBound && !each.isBound) each.cleanedData = each.initial as never;
      return each;
    }

    #isDeleted(index: number): boolean {
      return may.delete && request.POST.has(`${this.addPrefix(index)}-DELETE`);
    }
  };
  return Object.assign(guarded, { form });
}

function guardedForm(base: typeof BaseModelForm, may: InlinePermissions): typeof BaseModelForm {
  const guarded: unknown = class InlineForm extends base {
    override hasChanged(): boolean {
      const { adding } = stateOf(this.instance as ModelBase);
      return (adding ? may.add : may.change) && super.hasChanged();
    }
  };
  return guarded as typeof BaseModelForm;
}

async function setOf(
  inline: InlineModelAdmin,
  request: HttpRequest,
  parent: object | undefined,
  fields: readonly string[] | null,
  canDelete: boolean,
): Promise<InlineFormSetClass> {
  const { model, parentModel, fkName } = inline;
  const base = formOf(inline.form, inline.getReadonlyFields(request, parent));
  const meta = { fields: fieldsNamed(base, fields), exclude: excludedOf(inline, request, parent) };
  // The relation to the parent is not an editable field.
  const bare = factory(parentModel, model, { fkName, fields: [] });
  const asked = { ...meta, exclude: [...meta.exclude, bare.fk.name] };
  return factory(parentModel, model, {
    form: base,
    fkName,
    ...asked,
    extra: inline.getExtra(request, parent),
    minNum: inline.getMinNum(request, parent),
    maxNum: inline.getMaxNum(request, parent),
    canDelete,
    formfieldCallback: await callbackOf(inline, base, asked, request),
  });
}

function factory(parentModel: unknown, model: unknown, options: object): InlineFormSetClass {
  return inlineformsetFactory(
    parentModel as never,
    model as never,
    options as never,
  ) as unknown as InlineFormSetClass;
}
