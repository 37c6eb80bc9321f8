import { User } from "../../../src/auth/models.ts";
import { defineModel, fields } from "../../../src/models/index.ts";

/** A model of a project's own that points to users. */
export class Note extends defineModel(() => Note, {
  text: fields.text(),
  author: fields.foreignKey(() => User, { onDelete: "cascade" }),
  editor: fields.foreignKey(() => User, { onDelete: "set null" }).nullable(),
}) {}
