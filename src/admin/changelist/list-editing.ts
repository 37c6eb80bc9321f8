/** Edits rows in a list. Source: Django, `ModelAdmin.changelist_view`. */
import {
  modelformsetFactory,
  type AnyModelForm,
  type BaseModelFormSet,
  type Field,
  type ModelFormSetClass,
} from "../../forms/index.ts";
import { BadRequest, PermissionDenied, type HttpRequest } from "../../http/index.ts";
import { atomic, columnNameOf, stateOf, type ModelBase } from "../../models/index.ts";
import { isIn } from "../../query/index.ts";
import type { AdminRows } from "../options/base-model-admin.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import { constructChangeMessage } from "../change-form/construct-change-message.ts";
import type { ChangeList } from "./change-list.ts";
import { named } from "./delete-selected.ts";

type FormSetClass = ModelFormSetClass<AnyModelForm>;

/** Returns the form set class for a list's rows, with inputs for `listEditable`. */
export async function listFormSet(
  admin: ModelAdmin,
  request: HttpRequest,
  names: readonly string[],
): Promise<FormSetClass> {
  const made = new Map<string, Field | null>();
  for (const name of names) {
    const field =
      admin.opts.fields.get(name) ?? admin.opts.manyToMany.find((each) => each.name === name);
    if (field) made.set(name, await admin.formfieldForDbfield(field, request));
  }
  const options = {
    fields: names,
    extra: 0,
    formfieldCallback: ({ name }: { readonly name: string }) => made.get(name) ?? null,
  };
  return modelformsetFactory(admin.model as never, options as never);
}

/**
 * Saves the submitted rows if all of them are valid.
 *
 * @returns The forms if there are errors; `undefined` if the rows were saved.
 * @throws {PermissionDenied} If the visitor may not change these objects. {@link BadRequest} if a row does not exist.
 */
export async function saveRows(list: ChangeList): Promise<BaseModelFormSet | undefined> {
  const { modelAdmin: admin, request } = list;
  if (!(await admin.hasChangePermission(request))) throw new PermissionDenied();
  const FormSet = await admin.getChangelistFormset(request, list.listEditable);
  const queryset = rowsSent(admin, request, FormSet.getDefaultPrefix());
  const formset = new FormSet({
    data: request.POST,
    files: request.FILES,
    queryset: queryset as never,
  });
  if (!(await formset.isValid())) return formset;
  const count = await atomic(() => saveChanged(admin, request, formset.forms));
  if (count > 0) {
    const text = `${count} ${named(admin, count)} ${count === 1 ? "was" : "were"} changed successfully.`;
    await admin.messageUser(request, text, { level: "success" });
  }
  return undefined;
}

async function saveChanged(
  admin: ModelAdmin,
  request: HttpRequest,
  forms: readonly AnyModelForm[],
): Promise<number> {
  let count = 0;
  for (const form of forms) {
    if (!form.hasChanged()) continue;
    const object = await admin.saveForm(request, form, true);
    if (stateOf(object as ModelBase).adding) {
      throw new BadRequest("list_editable does not allow adding.");
    }
    await admin.saveModel(request, object, form, true);
    await admin.saveRelated(request, form, [], true);
    await admin.logChange(request, object, await constructChangeMessage(form, [], false));
    count += 1;
  }
  return count;
}

/** Returns the rows with the submitted keys, so that only these are read; all rows if the keys are invalid. */
function rowsSent(admin: ModelAdmin, request: HttpRequest, prefix: string): AdminRows {
  const rows = admin.getQueryset(request);
  const { name, type } = admin.opts.primaryKey;
  const isKey = new RegExp(`^${prefix}-\\d+-${columnNameOf(name)}$`);
  const sent = [...request.POST.keys()].filter((each) => isKey.test(each));
  try {
    const keys = sent.map((each) => type.prepare(request.POST.get(each)));
    return rows.filter({ pk: isIn(keys) });
  } catch (error) {
    if (error instanceof TypeError) return rows;
    throw error;
  }
}
