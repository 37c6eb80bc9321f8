/** Source: Django, `AuthenticationForm` in `contrib/auth/forms.py`. */
import {
  defineForm,
  fields,
  PasswordInput,
  TextInput,
  ValidationError,
  type FormOptions,
} from "../../forms/index.ts";
import type { HttpRequest, MaybePromise } from "../../http/index.ts";
import { maxLengthValidator } from "../../validators/index.ts";
import { authenticate } from "../login.ts";
import { usernameInfo } from "../users/user-model.ts";
import type { AuthUser } from "../users/visitor.ts";
import { UsernameField } from "./username-field.ts";

export interface AuthenticationFormOptions extends FormOptions {
  /** Passed to the backends. */
  readonly request: HttpRequest;
}

/** Maximum length of a name if the model has none. */
const MAX_USERNAME = 254;

/**
 * Asks for name and password; valid if they belong to a user who may log in. Extend it to ask for more or to be
 * stricter: `LoginView.asView({ authenticationForm: CarefulForm })`.
 *
 * @example
 * class CarefulForm extends AuthenticationForm {
 *   override confirmLoginAllowed(user: User) {
 *     if (!user.isStaff) throw new ValidationError("Staff only.", { code: "no_staff" });
 *   }
 * }
 */
export class AuthenticationForm extends defineForm({
  username: new UsernameField({ widget: new TextInput({ attrs: { autofocus: true } }) }),
  password: fields.char({
    label: "Password",
    strip: false,
    widget: new PasswordInput({ attrs: { autocomplete: "current-password" } }),
  }),
}) {
  /** Error messages by code. */
  errorMessages: Readonly<Record<"invalid_login" | "inactive", string>> = {
    invalid_login:
      "Please enter a correct %(username)s and password. Note that both fields may be case-sensitive.",
    inactive: "This account is inactive.",
  };
  readonly request: HttpRequest;
  #user: AuthUser | undefined;

  /** @throws {ImproperlyConfigured} If AUTH_USER_MODEL names no model of an installed app. */
  constructor(options: AuthenticationFormOptions) {
    super(options);
    this.request = options.request;
    const { username } = this.fields;
    const { declaration, verboseName } = usernameInfo();
    const { maxLength = MAX_USERNAME } = declaration;
    username.maxLength = maxLength;
    username.validators.push(maxLengthValidator(maxLength));
    username.widget.attrs["maxlength"] = String(maxLength);
    username.label ??= verboseName.charAt(0).toUpperCase() + verboseName.slice(1);
  }

  override async clean(
    cleaned: Partial<AuthenticationForm["cleanedData"]>,
  ): Promise<object | void> {
    const { username, password } = cleaned;
    if (username === undefined || !password) return;
    const user = await authenticate(this.request, { username, password });
    if (!user) throw this.getInvalidLoginError();
    await this.confirmLoginAllowed(user);
    this.#user = user;
  }

  /**
   * Decides whether a user with the right password may log in.
   *
   * @throws {ValidationError} If not. By default inactive users may not.
   */
  confirmLoginAllowed(user: AuthUser): MaybePromise<void> {
    if (user.isActive) return;
    throw new ValidationError(this.errorMessages.inactive, { code: "inactive" });
  }

  /** Returns the authenticated user; `undefined` unless the form is valid. */
  getUser(): AuthUser | undefined {
    return this.#user;
  }

  /** Returns the error for a wrong name or password; it does not tell which. */
  getInvalidLoginError(): ValidationError {
    return new ValidationError(this.errorMessages.invalid_login, {
      code: "invalid_login",
      params: { username: usernameInfo().verboseName },
    });
  }
}
