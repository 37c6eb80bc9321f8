/** `mkweb/auth/models`: Django's tables of users as models, for relations and queries. */
import { ContentType } from "../contenttypes/index.ts";
import { defineModel, fields } from "../db/index.ts";

const id = () => fields.integer().primary().autoincrement();

/** What somebody may do with a model: `add_question`. `migrate` adds four for each model. */
export class Permission extends defineModel(
  "Permission",
  {
    id: id(),
    name: fields.char(255),
    contentType: () => fields.foreignKey(ContentType, { onDelete: "cascade" }),
    codename: fields.char(100),
  },
  { dbTable: "auth_permission", uniqueTogether: [["contentType", "codename"]] },
) {
  override toString(): string {
    return this.name;
  }
}

/** Users who may do the same. */
export class Group extends defineModel(
  "Group",
  {
    id: id(),
    name: fields.char(150).unique(),
    permissions: () => fields.manyToMany(Permission),
  },
  { dbTable: "auth_group" },
) {
  override toString(): string {
    return this.name;
  }
}

/**
 * A row of `auth_user`, for relations to users and for queries. Who logs in is the `User` of `mkweb/auth`,
 * which sets and checks passwords; `id` is the same in both.
 */
export class User extends defineModel(
  "User",
  {
    id: id(),
    password: fields.char(128),
    lastLogin: fields.datetime().nullable(),
    isSuperuser: fields.boolean().onCreate(() => false),
    username: fields.char(150).unique(),
    firstName: fields.char(150).onCreate(() => ""),
    lastName: fields.char(150).onCreate(() => ""),
    email: fields.char(254).onCreate(() => ""),
    isStaff: fields.boolean().onCreate(() => false),
    isActive: fields.boolean().onCreate(() => true),
    dateJoined: fields.datetime().onCreate(() => new Date()),
    groups: () => fields.manyToMany(Group),
    userPermissions: () => fields.manyToMany(Permission),
  },
  { dbTable: "auth_user" },
) {
  override toString(): string {
    return this.username;
  }
}
