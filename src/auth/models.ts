/** `mkweb/auth/models`: users, groups and permissions. */
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

/** The default user model; AUTH_USER_MODEL can name another one. */
export class User extends AbstractUser.defineModel(
  () => User,
  { id: fields.auto({ verboseName: "ID" }) },
  { dbTable: "auth_user", swappable: "AUTH_USER_MODEL", querySet: Users },
) {}
