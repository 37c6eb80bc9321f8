/** Source: Django, `PasswordResetForm`. */
import type { QueryDict } from "../../http/index.ts";
import { iExact } from "../../models/index.ts";
import { getUserModel, staticsOf } from "../user-model.ts";
import type { AuthUser } from "../visitor.ts";
import { Form } from "./form.ts";

export type PasswordResetForm = Form<"email">;

/** As long as the column of `auth_user`. */
const MAX_EMAIL = 254;

export function passwordResetForm(data?: QueryDict): PasswordResetForm {
  return new Form(
    [
      {
        name: "email",
        label: "Email",
        type: "email",
        maxLength: MAX_EMAIL,
        attributes: { autocomplete: "email" },
      },
    ],
    data,
  );
}

/** Who gets a link: active users of this address who log in by password. */
export async function usersToWrite(email: string): Promise<readonly AuthUser[]> {
  const { EMAIL_FIELD, objects } = getUserModel();
  const found = await objects.filter({ [EMAIL_FIELD]: iExact(email) });
  return found.filter(
    (user) => user.isActive && user.hasUsablePassword() && isSame(addressOf(user), email),
  );
}

/** The address of a user, whatever the model calls it. */
export function addressOf(user: AuthUser): string {
  const address: unknown = Reflect.get(user, staticsOf(user).EMAIL_FIELD);
  return typeof address === "string" ? address : "";
}

/**
 * Databases may find more alike than letters of another case, such as an i without its dot. Such an
 * address is somebody else's.
 */
function isSame(one: string, other: string): boolean {
  const plain = (text: string): string => text.normalize("NFKC").toLowerCase();
  return plain(one) === plain(other);
}
