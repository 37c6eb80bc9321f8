import { LoginRequiredMixin } from "mkweb/auth/mixins";
import * as messages from "mkweb/messages";
import { CreateView, FormView } from "mkweb/views";
import { ContactForm } from "../forms.ts";
import { Genre } from "../models.ts";

export class GenreCreate extends LoginRequiredMixin(CreateView<Genre>) {
  override model = Genre;
  override fields = "__all__" as const;
  override successUrl = "/library/genres/{slug}/";
}

export class Contact extends FormView<ContactForm> {
  override formClass = ContactForm;
  override templateName = "library/contact.html";
  override successUrl = "/library/contact/?sent=1";

  override async getInitial() {
    return { ...(await super.getInitial()), name: this.request.GET.get("name", "you") };
  }

  override async formValid(form: ContactForm) {
    messages.success(this.request, `Thanks, ${form.cleanedData.name}`);
    return super.formValid(form);
  }

  override async formInvalid(form: ContactForm) {
    const response = await super.formInvalid(form);
    response.status = 422;
    return response;
  }
}
