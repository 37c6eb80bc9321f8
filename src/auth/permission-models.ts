import { ContentType } from "../contenttypes/index.ts";
import { defineModel, fields } from "../models/index.ts";

/** What somebody may do with a model: `add_question`. `migrate` adds four for each model. */
export class Permission extends defineModel(
  () => Permission,
  {
    id: fields.auto({ verboseName: "ID" }),
    name: fields.char(255, { verboseName: "name" }),
    contentType: fields.foreignKey(() => ContentType, {
      onDelete: "cascade",
      verboseName: "content type",
    }),
    codename: fields.char(100, { verboseName: "codename" }),
  },
  {
    dbTable: "auth_permission",
    verboseName: "permission",
    verboseNamePlural: "permissions",
    ordering: ["contentType.appLabel", "contentType.model", "codename"],
    uniqueTogether: [["contentType", "codename"]],
  },
) {
  override toString(): string {
    return this.name;
  }
}

/** Users who may do the same. */
export class Group extends defineModel(
  () => Group,
  {
    id: fields.auto({ verboseName: "ID" }),
    name: fields.char(150, { verboseName: "name" }).unique(),
    permissions: fields.manyToMany(() => Permission, { verboseName: "permissions", blank: true }),
  },
  { dbTable: "auth_group", verboseName: "group", verboseNamePlural: "groups" },
) {
  override toString(): string {
    return this.name;
  }
}
