import { defineModel, fields } from "../../../src/models/index.ts";

export class Shelf extends defineModel(() => Shelf, {
  code: fields.char(10).unique(),
  name: fields.char(100),
}) {
  override toString(): string {
    return this.name;
  }

  getAbsoluteUrl(): string {
    return `/shelves/${this.id}/`;
  }
}

export class Item extends defineModel(() => Item, {
  shelf: fields.foreignKey(() => Shelf, { onDelete: "cascade", toField: "code" }),
  title: fields.char(100),
}) {
  override toString(): string {
    return this.title;
  }
}
