/** `mkweb/messages/views`: views that report success. Source: Django, `contrib/messages/views.py`. */
import type { AnyForm } from "../forms/index.ts";
import type { HttpResponseBase, MaybePromise } from "../http/index.ts";
import type { FormMembers, Mixin, View, ViewClass } from "../views/index.ts";
import { success } from "./api.ts";

/** The form's valid values, by field. */
type Cleaned = Readonly<Record<string, unknown>>;

export interface SuccessMessageMembers {
  /** The message after a valid form: `%(name)s` inserts a value, `%%` a percent sign. */
  successMessage: string;
  /**
   * The message, or an empty text for none. Default {@link SuccessMessageMembers.successMessage}, filled in.
   *
   * @throws {TypeError} It uses a field that the form does not have.
   */
  getSuccessMessage(cleanedData: Cleaned): MaybePromise<string>;
}

/**
 * Shows the visitor a message after a valid form, on the next page.
 *
 * @example
 * class AuthorCreate extends SuccessMessageMixin(CreateView<Author>) {
 *   override model = Author;
 *   override fields = ["name"] as const;
 *   override successMessage = "%(name)s was created";
 * }
 */
export function SuccessMessageMixin<B extends ViewClass>(
  Base: B,
): B & Mixin<SuccessMessageMembers> {
  class WithMessage
    extends (Base as unknown as Mixin<View & FormMembers<AnyForm>>)
    implements SuccessMessageMembers
  {
    successMessage = "";

    getSuccessMessage(cleanedData: Cleaned): MaybePromise<string> {
      return filled(this.successMessage, cleanedData);
    }

    override async formValid(form: AnyForm): Promise<HttpResponseBase> {
      const response = await super.formValid(form);
      const message = await this.getSuccessMessage(form.cleanedData);
      if (message !== "") success(this.request, message);
      return response;
    }
  }
  return WithMessage as never;
}

/** Python's `message % values`, as far as messages need it. */
function filled(message: string, values: Cleaned): string {
  return message.replaceAll(/%(?:\((\w*)\)s|(.?))/g, (found, name?: string, other?: string) => {
    if (other === "%") return "%";
    if (name !== undefined && Object.hasOwn(values, name)) return String(values[name]);
    throw new TypeError(
      `The successMessage '${message}' uses '${found}', which is not a field of the form. Write %% for a percent sign.`,
    );
  });
}
