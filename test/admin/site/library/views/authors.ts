import { PermissionRequiredMixin } from "mkweb/auth/mixins";
import { ProtectedError } from "mkweb/db";
import { HttpResponseRedirect, type HttpResponseBase } from "mkweb/http";
import * as messages from "mkweb/messages";
import { SuccessMessageMixin } from "mkweb/messages/views";
import { reverseLazy } from "mkweb/urls";
import { CreateView, DeleteView, DetailView, ListView, UpdateView } from "mkweb/views";
import { Author } from "../models.ts";

const fields = ["firstName", "lastName", "dateOfBirth", "dateOfDeath"] as const;

/** Three on a page, or as many as `?per=` says. */
export class AuthorList extends ListView<Author> {
  override model = Author;
  override paginateBy = 3;
  override pageKwarg = "p";
  override templateName = "library/authors.html";

  override getOrdering() {
    return this.request.GET.get("desc") ? "-lastName" : "lastName";
  }

  override getPaginateBy() {
    const per = this.request.GET.get("per") ?? "";
    return /^[1-9]\d*$/.test(per) ? Number(per) : this.paginateBy;
  }
}

export class AuthorDetail extends DetailView<Author> {
  override model = Author;
  override contextObjectName = "writer";
}

export class AuthorCreate extends PermissionRequiredMixin(SuccessMessageMixin(CreateView<Author>)) {
  override model = Author;
  override fields = fields;
  override initial = { lastName: "Unknown" };
  override permissionRequired = "library.add_author";
  override successMessage = "%(firstName)s was created";
}

export class AuthorUpdate extends PermissionRequiredMixin(UpdateView<Author>) {
  override model = Author;
  override fields = fields;
  override permissionRequired = "library.change_author";
  override templateNameSuffix = "_update_form";
  override successUrl = "/library/authors/{id}/?saved=1";
}

export class AuthorDelete extends PermissionRequiredMixin(DeleteView<Author>) {
  override model = Author;
  override permissionRequired = "library.delete_author";
  override successUrl = reverseLazy("library:author-list");

  override async formValid(): Promise<HttpResponseBase> {
    try {
      await this.object.delete();
    } catch (error) {
      if (!(error instanceof ProtectedError)) throw error;
      messages.error(this.request, "Still has books.");
      return new HttpResponseRedirect(this.request.path);
    }
    return new HttpResponseRedirect(await this.getSuccessUrl());
  }
}
