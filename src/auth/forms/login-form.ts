/** Source: Django, `AuthenticationForm`. */
import type { HttpRequest, QueryDict } from "../../http/index.ts";
import { authenticate } from "../login.ts";
import type { AuthUser } from "../visitor.ts";
import { Form } from "./form.ts";

export type LoginForm = Form<"username" | "password">;

/** As long as the column of `auth_user`. */
const MAX_USERNAME = 150;

const INVALID =
  "Please enter a correct username and password. Note that both fields may be case-sensitive.";

export function loginForm(data?: QueryDict): LoginForm {
  return new Form(
    [
      {
        name: "username",
        label: "Username",
        type: "text",
        maxLength: MAX_USERNAME,
        attributes: { autofocus: true, autocapitalize: "none", autocomplete: "username" },
      },
      {
        name: "password",
        label: "Password",
        type: "password",
        attributes: { autocomplete: "current-password" },
      },
    ],
    data,
  );
}

/**
 * The user that a form's answers belong to. If there is none the form says so, in words that fit unknown
 * names, wrong passwords and inactive users alike.
 */
export async function userOfForm(
  form: LoginForm,
  request: HttpRequest,
): Promise<AuthUser | undefined> {
  const [username, password] = [form.value("username"), form.value("password")];
  if (username === undefined || password === undefined) return undefined;
  const user = await authenticate(request, { username: username.normalize("NFKC"), password });
  // A backend of the project's own may know users that may not come in.
  if (user?.isActive) return user;
  form.addErrors(null, [INVALID]);
  return undefined;
}
