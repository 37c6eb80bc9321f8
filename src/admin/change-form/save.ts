import { allValid } from "../../forms/index.ts";
import type { HttpResponseBase } from "../../http/index.ts";
import { readForText } from "../../models/index.ts";
import type { ChangeForm } from "./changeform-view.ts";
import { constructChangeMessage } from "./construct-change-message.ts";

/** Saves and logs the submitted data, unless it is invalid. */
export async function saveSent({
  admin,
  request,
  object,
  form,
  formsets,
}: ChangeForm): Promise<HttpResponseBase | undefined> {
  const change = object !== undefined;
  const isValid = await form.isValid();
  const saved: object = isValid ? await admin.saveForm(request, form, change) : form.instance;
  const sets = formsets.map(({ formset }) => formset);
  if (!(await allValid(sets)) || !isValid) return undefined;
  await admin.saveModel(request, saved, form, change);
  await admin.saveRelated(request, form, sets, change);
  await readForText([saved]);
  const message = await constructChangeMessage(form, formsets, !change);
  if (change) {
    await admin.logChange(request, saved, message);
    return admin.responseChange(request, saved);
  }
  await admin.logAddition(request, saved, message);
  return admin.responseAdd(request, saved);
}
