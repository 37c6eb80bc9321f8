import { fields } from "../../models/index.ts";
import { PermissionsMixin } from "./permissions-mixin.ts";
import { normalizeEmail, unicodeUsernameValidator } from "./user-names.ts";
import { UserManager } from "./user-manager.ts";

/**
 * A complete user model without a table: name, address and permissions. Extend it for your own model:
 * `class Member extends AbstractUser.defineModel(() => Member, { nickname: fields.char(50) })`.
 *
 * Source: Django's `AbstractUser`.
 */
export class AbstractUser extends PermissionsMixin.abstractModel(
  {
    username: fields
      .char(150, {
        verboseName: "username",
        helpText: "Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
        validators: [unicodeUsernameValidator()],
        errorMessages: { unique: "A user with that username already exists." },
      })
      .unique(),
    firstName: fields.char(150, { verboseName: "first name", blank: true }).default(""),
    lastName: fields.char(150, { verboseName: "last name", blank: true }).default(""),
    email: fields.email({ verboseName: "email address", blank: true }).default(""),
    isStaff: fields
      .boolean({
        verboseName: "staff status",
        helpText: "Designates whether the user can log into this admin site.",
      })
      .default(false),
    isActive: fields
      .boolean({
        verboseName: "active",
        helpText:
          "Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
      })
      .default(true),
    dateJoined: fields.datetime({ verboseName: "date joined" }).default(() => new Date()),
  },
  { verboseName: "user", verboseNamePlural: "users", querySet: UserManager },
) {
  static readonly REQUIRED_FIELDS: readonly string[] = ["email"];

  override clean(): void | Promise<void> {
    const result = super.clean();
    this.email = normalizeEmail(this.email);
    return result;
  }

  getFullName(): string {
    return `${this.firstName} ${this.lastName}`.trim();
  }

  getShortName(): string {
    return this.firstName;
  }
}
