/** Source: Django, `FormView` in `views/generic/edit.py`. */
import type { AnyForm } from "../../forms/index.ts";
import { TemplateResponseMixin, type TemplateResponseMembers } from "../template-response-mixin.ts";
import type { View } from "../view.ts";
import { FormMixin, type FormMembers } from "./form-mixin.ts";
import { ProcessFormView } from "./process-form-view.ts";

const FormBase = TemplateResponseMixin(FormMixin(ProcessFormView));

interface FormViewBase extends Pick<typeof View, "asView"> {
  new <F extends AnyForm>(): ProcessFormView & FormMembers<F> & TemplateResponseMembers;
}

/**
 * Shows a form, in the template as `form`, until the data is valid; then redirects to `successUrl`.
 *
 * @example
 * class ContactView extends FormView<ContactForm> {
 *   override formClass = ContactForm;
 *   override templateName = "contact.html";
 *   override successUrl = "/thanks/";
 *
 *   override async formValid(form: ContactForm) {
 *     await form.sendMail();
 *     return super.formValid(form);
 *   }
 * }
 */
export class FormView<F extends AnyForm> extends (FormBase as unknown as FormViewBase)<F> {}
