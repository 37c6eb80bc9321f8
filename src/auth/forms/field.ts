/** What a field takes, and what is said of what it does not take. Source: Django, `forms/fields.py`. */
import type { Html, SafeString } from "../../templates/index.ts";
import { validateEmail } from "../../validators/index.ts";

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: "email" | "password" | "text";
  /** Of the `<input>`, besides name, type and id. `true` gives the name alone. */
  readonly attributes: Readonly<Record<string, string | true>>;
  /** Characters. */
  readonly maxLength?: number;
  readonly helpText?: string | SafeString | Html;
}

export type Checked = { readonly value: string } | { readonly errors: readonly string[] };

/**
 * Brings what was sent into its proper form. Passwords are taken as they are; of everything else the
 * white space around it is taken away.
 */
export function checkField(field: Field, sent: string | undefined): Checked {
  const value = field.type === "password" ? (sent ?? "") : (sent ?? "").trim();
  if (value === "") return { errors: ["This field is required."] };
  const errors: string[] = [];
  if (field.type === "email" && !isEmail(value)) errors.push("Enter a valid email address.");
  const { length } = Array.from(value);
  if (field.maxLength !== undefined && length > field.maxLength) {
    errors.push(`Ensure this value has at most ${field.maxLength} characters (it has ${length}).`);
  }
  if (value.includes("\0")) errors.push("Null characters are not allowed.");
  return errors.length > 0 ? { errors } : { value };
}

function isEmail(text: string): boolean {
  try {
    validateEmail(text);
    return true;
  } catch {
    return false;
  }
}
