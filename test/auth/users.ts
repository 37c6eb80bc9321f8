/** Users as tests write them down. */
import { Group, Permission, User } from "../../src/auth/models.ts";
import type { Settings } from "../../src/conf/index.ts";
import { ContentType } from "../../src/contenttypes/index.ts";
import { models, setupModels } from "../../src/models/index.ts";

export interface NewUser {
  readonly username: string;
  /** `null`, the default: nobody can log in. */
  readonly password?: string | null;
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly isActive?: boolean;
  readonly isStaff?: boolean;
  readonly isSuperuser?: boolean;
  readonly lastLogin?: Date | null;
  readonly dateJoined?: Date;
}

let using: Settings | undefined;

/** The models of mkweb/contenttypes and mkweb/auth on the databases of these settings. */
export function useUsers(settings: Settings): void {
  if (using === settings && models.get("auth.User")) return;
  using = settings;
  setupModels(settings, [
    { label: "contenttypes", models: [ContentType] },
    { label: "auth", models: [Permission, Group, User] },
  ]);
}

export function createUser(settings: Settings, user: NewUser): Promise<User> {
  useUsers(settings);
  const { username, email, password, ...extra } = user;
  return User.objects.createUser(username, email, password, extra);
}

export function createSuperuser(settings: Settings, user: NewUser): Promise<User> {
  useUsers(settings);
  const { username, email, password, ...extra } = user;
  return User.objects.createSuperuser(username, email, password, extra);
}

export async function findUser(settings: Settings, id: number): Promise<User | undefined> {
  useUsers(settings);
  return User.objects.filter({ id }).first();
}
