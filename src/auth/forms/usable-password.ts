/** What forms share that may take a user's password away. Source: Django, `SetUnusablePasswordMixin`. */
import { ChoiceField, RadioSelect, ValidationError, type BaseForm } from "../../forms/index.ts";
import { textOf } from "../../templates/index.ts";

export const USABLE_PASSWORD_HELP =
  "Whether the user will be able to authenticate using a password or not. " +
  "If disabled, they may still be able to authenticate using other backends, " +
  "such as Single Sign-On or LDAP.";

/** Asks whether the user has a password. */
export function usablePasswordField(helpText: string = USABLE_PASSWORD_HELP): ChoiceField {
  return new ChoiceField({
    label: "Password-based authentication",
    required: false,
    initial: "true",
    choices: { true: "Enabled", false: "Disabled" },
    widget: new RadioSelect({ attrs: { class: "radiolist inline" } }),
    helpText,
  });
}

/**
 * Whether the form gives the user a password: then both fields are needed, though they are not required otherwise.
 *
 * @param names The fields of the password and of the same again.
 */
export function asksForPassword(form: BaseForm, names: readonly [string, string]): boolean {
  const cleaned: Record<string, unknown> = form.cleanedData;
  const isUsable = cleaned["usablePassword"] !== "false";
  delete cleaned["usablePassword"];
  if (!isUsable) return false;
  for (const name of names) {
    if (cleaned[name] || form.hasError(name)) continue;
    const message = textOf(form.fields[name]?.errorMessages["required"]);
    form.addError(name, new ValidationError(message, { code: "required" }));
  }
  return true;
}
