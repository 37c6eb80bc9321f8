import { defineModelAdmin, EmptyFieldListFilter, RelatedOnlyFieldListFilter } from "mkweb/admin";
import type { AnyModelForm } from "mkweb/forms";
import type { HttpRequest } from "mkweb/http";
import { BookInstance } from "../models.ts";

/** What the desk may do differs from copy to copy; whoever may do everything, may here. */
export class BookInstanceAdmin extends defineModelAdmin(BookInstance, {
  listDisplay: ["id", "book", "status", "borrower", "dueBack"],
  listFilter: [
    "status",
    "dueBack",
    ["borrower", RelatedOnlyFieldListFilter],
    ["dueBack", EmptyFieldListFilter],
  ],
  searchFields: ["book.title", "imprint", "borrower.username"],
  autocompleteFields: ["book"],
}) {
  override getQueryset(request: HttpRequest) {
    const rows = super.getQueryset(request);
    return request.user.isSuperuser ? rows : rows.exclude({ status: "m" });
  }

  override hasDeletePermission({ user }: HttpRequest) {
    return user.isSuperuser;
  }

  override hasChangePermission(request: HttpRequest, copy?: BookInstance) {
    if (copy?.status === "r" && !request.user.isSuperuser) return false;
    return super.hasChangePermission(request, copy);
  }

  override async hasAddPermission({ user }: HttpRequest) {
    return user.isSuperuser || (await user.groups.filter({ name: "Desk" }).exists());
  }

  override getReadonlyFields(_request: HttpRequest, copy?: BookInstance) {
    return copy ? ["id"] : [];
  }

  override saveModel(
    request: HttpRequest,
    copy: BookInstance,
    form: AnyModelForm,
    change: boolean,
  ) {
    if (copy.status === "a") Object.assign(copy, { dueBack: null, borrowerId: null });
    return super.saveModel(request, copy, form, change);
  }
}
