/** Shared parts of forms that can disable a user's password. Source: Django, `SetUnusablePasswordMixin`. */
import { ChoiceField, RadioSelect, ValidationError, type BaseForm } from "../../forms/index.ts";
import { textOf } from "../../templates/index.ts";

export const USABLE_PASSWORD_HELP =
  "Whether the user will be able to authenticate using a password or not. " +
  "If disabled, they may still be able to authenticate using other backends, " +
  "such as Single Sign-On or LDAP.";

/** Asks whether the user can log in by password. */
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
 * Whether the form sets a password; then both fields are required, otherwise neither.
 *
 * @param names The fields for the password and its repetition.
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
