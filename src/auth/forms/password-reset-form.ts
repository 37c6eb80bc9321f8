/** Source: Django, `PasswordResetForm`. */
import type { QueryDict } from "../../http/index.ts";
import type { Settings } from "../../conf/index.ts";
import { findActiveUsersByEmail, type User } from "../backends/users.ts";
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
export async function usersToWrite(settings: Settings, email: string): Promise<readonly User[]> {
  const found = await findActiveUsersByEmail(settings, email);
  return found.filter((user) => user.hasUsablePassword() && isSame(user.email, email));
}

/**
 * Databases may find more alike than letters of another case, such as an i without its dot. Such an
 * address is somebody else's.
 */
function isSame(one: string, other: string): boolean {
  const plain = (text: string): string => text.normalize("NFKC").toLowerCase();
  return plain(one) === plain(other);
}
