import { ContentType } from "../../contenttypes/index.ts";
import { defineModel, fields, QuerySet } from "../../models/index.ts";

class Permissions extends QuerySet<Permission> {
  /** Returns a model's permission by codename. @throws {DoesNotExist} If there is none. */
  getByNaturalKey(codename: string, appLabel: string, model: string): Promise<Permission> {
    return this.get({ codename, contentType: { appLabel, model } });
  }
}

/** A permission for a model, such as `add_question`. `migrate` adds four for each model. */
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
    querySet: Permissions,
  },
) {
  static readonly naturalKeyDependencies: readonly string[] = ["contenttypes.ContentType"];

  /** The values that fixtures may use in place of the primary key. */
  async naturalKey(): Promise<readonly string[]> {
    const contentType = await this.contentType;
    return [this.codename, ...contentType.naturalKey()];
  }

  /** @throws {TypeError} If its content type is not loaded: use `selectRelated("contentType")`. */
  override toString(): string {
    const contentType = this.contentType as ContentType;
    return `${contentType.toString()} | ${this.name}`;
  }
}

class Groups extends QuerySet<Group> {
  /** Returns a group by name. @throws {DoesNotExist} If there is none. */
  getByNaturalKey(name: string): Promise<Group> {
    return this.get({ name });
  }
}

/** Users with common permissions. */
export class Group extends defineModel(
  () => Group,
  {
    id: fields.auto({ verboseName: "ID" }),
    name: fields.char(150, { verboseName: "name" }).unique(),
    permissions: fields.manyToMany(() => Permission, { verboseName: "permissions", blank: true }),
  },
  {
    dbTable: "auth_group",
    verboseName: "group",
    verboseNamePlural: "groups",
    querySet: Groups,
  },
) {
  /** The values that fixtures may use in place of the primary key. */
  naturalKey(): readonly string[] {
    return [this.name];
  }

  override toString(): string {
    return this.name;
  }
}
