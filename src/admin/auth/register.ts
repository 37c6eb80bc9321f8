import { Group, User } from "../../auth/index.ts";
import { models } from "../../models/index.ts";
import { site } from "../site/default-site.ts";
import { GroupAdmin } from "./group-admin.ts";
import { UserAdmin } from "./user-admin.ts";

/** Registers users and groups in the default admin, unless the project replaces these models. */
export function registerUsers(): void {
  const isThere = (model: unknown) => models.models.some((each) => each.model === model);
  if (isThere(Group) && !site.isRegistered(Group)) site.register(Group, GroupAdmin);
  if (isThere(User) && !site.isRegistered(User)) site.register(User, UserAdmin);
}
