import { ContentType } from "../../contenttypes/index.ts";
import { defineModel, fields, QuerySet } from "../../models/index.ts";

class Permissions extends QuerySet<Permission> {
  /** The permission with a codename for a model. @throws {DoesNotExist} There is none. */
  getByNaturalKey(codename: string, appLabel: string, model: string): Promise<Permission> {
    return this.get({ codename, contentType: { appLabel, model } });
  }
}

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
    querySet: Permissions,
  },
) {
  static readonly naturalKeyDependencies: readonly string[] = ["contenttypes.ContentType"];

  /** What fixtures may call it by instead of its key. */
  async naturalKey(): Promise<readonly string[]> {
    const contentType = await this.contentType;
    return [this.codename, ...contentType.naturalKey()];
  }

  /** @throws {TypeError} Its content type was not read: `selectRelated("contentType")`. */
  override toString(): string {
    const contentType = this.contentType as ContentType;
    return `${contentType.toString()} | ${this.name}`;
  }
}

class Groups extends QuerySet<Group> {
  /** The group of a name. @throws {DoesNotExist} There is none. */
  getByNaturalKey(name: string): Promise<Group> {
    return this.get({ name });
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
  {
    dbTable: "auth_group",
    verboseName: "group",
    verboseNamePlural: "groups",
    querySet: Groups,
  },
) {
  /** What fixtures may call it by instead of its key. */
  naturalKey(): readonly string[] {
    return [this.name];
  }

  override toString(): string {
    return this.name;
  }
}
