/** Relations to models that are no project's. */
import { defineModel, fields } from "../../../src/models/index.ts";

class Elsewhere extends defineModel(() => Elsewhere, { name: fields.char(5) }) {}

/** A module that is imported in a circle has not defined it yet. */
const nothing: typeof Elsewhere = JSON.parse("null");

export class Lost extends defineModel(() => Lost, {
  elsewhere: fields.foreignKey(() => Elsewhere, { onDelete: "cascade" }),
  nothing: fields.foreignKey(() => nothing, { onDelete: "cascade" }),
  unknown: fields.foreignKey(() => Lost, { onDelete: "cascade", toField: "gone" }),
  between: fields.manyToMany(() => Lost, { through: () => Elsewhere }),
}) {}
