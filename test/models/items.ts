/** A model with a column of every kind, and one that points to it. */
import { defineModel, fields } from "../../src/models/index.ts";

export class Item extends defineModel(() => Item, {
  name: fields.char(50),
  count: fields.bigInteger().default(0),
  weight: fields.float().default(0),
  price: fields.decimal({ maxDigits: 5, decimalPlaces: 2 }).nullable(),
  day: fields.date().nullable(),
  moment: fields.datetime().nullable(),
  time: fields.time().nullable(),
  code: fields.uuid().nullable(),
  open: fields.boolean().default(false),
  data: fields.json<unknown>().nullable(),
  address: fields.genericIPAddress().nullable(),
  bytes: fields.binary().nullable(),
}) {}

export class ItemNote extends defineModel(() => ItemNote, {
  item: fields.foreignKey(() => Item, { onDelete: "cascade" }),
  text: fields.text(),
}) {}

export const items = [Item, ItemNote];
