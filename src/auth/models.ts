/** `mkweb/auth/models`: who the users are, what they may do, in which groups. */
import { fields } from "../models/index.ts";
import { AbstractUser } from "./users/abstract-user.ts";
import { UserManager } from "./users/user-manager.ts";

export { AbstractBaseUser } from "./users/base-user.ts";
export { AbstractUser } from "./users/abstract-user.ts";
export { AnonymousUser } from "./users/anonymous-user.ts";
export { Group, Permission } from "./users/permission-models.ts";
export { PermissionsMixin } from "./users/permissions-mixin.ts";
export { BaseUserManager, UserManager } from "./users/user-manager.ts";

class Users extends UserManager<User> {}

/** The model of users, unless AUTH_USER_MODEL names another one. */
export class User extends AbstractUser.defineModel(
  () => User,
  { id: fields.auto({ verboseName: "ID" }) },
  { dbTable: "auth_user", swappable: "AUTH_USER_MODEL", querySet: Users },
) {}
