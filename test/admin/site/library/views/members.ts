/** What not everybody sees. */
import {
  LoginRequiredMixin,
  PermissionRequiredMixin,
  UserPassesTestMixin,
} from "mkweb/auth/mixins";
import { ListView, TemplateView } from "mkweb/views";
import { BookInstance } from "../models.ts";

const onLoan = () => BookInstance.objects.filter({ status: "o" }).orderBy("dueBack");

/** What the visitor has on loan. */
export class MyBooks extends LoginRequiredMixin(ListView<BookInstance>) {
  override model = BookInstance;
  override paginateBy = 2;
  override templateName = "library/instances.html";

  override getQueryset() {
    return onLoan().filter({ borrower: this.request.user.id });
  }
}

export class AllBorrowed extends PermissionRequiredMixin(ListView<BookInstance>) {
  override permissionRequired = ["library.can_mark_returned", "library.view_bookinstance"];
  override templateName = "library/instances.html";
  override queryset = onLoan();
}

export class StaffOnly extends UserPassesTestMixin(TemplateView) {
  override templateName = "home.html";
  override extraContext = { heading: "Staff" };

  override testFunc() {
    return this.request.user.isStaff;
  }
}

export class Hard extends LoginRequiredMixin(TemplateView) {
  override templateName = "home.html";
  override extraContext = { heading: "Hard" };
  override raiseException = true;
}
