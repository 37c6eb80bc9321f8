/** `mkweb/auth/models`: who the users are, what they may do, in which groups. */
import { fields } from "../models/index.ts";
import { AbstractUser } from "./abstract-user.ts";
import { UserManager } from "./user-manager.ts";

export { AbstractBaseUser } from "./base-user.ts";
export { AbstractUser } from "./abstract-user.ts";
export { AnonymousUser } from "./anonymous-user.ts";
export { Group, Permission } from "./permission-models.ts";
export { PermissionsMixin } from "./permissions-mixin.ts";
export { BaseUserManager, UserManager } from "./user-manager.ts";

class Users extends UserManager<User> {}

/** The model of users, unless AUTH_USER_MODEL names another one. */
export class User extends AbstractUser.defineModel(
  () => User,
  { id: fields.auto({ verboseName: "ID" }) },
  { dbTable: "auth_user", swappable: "AUTH_USER_MODEL", querySet: Users },
) {}
