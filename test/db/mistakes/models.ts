/** Every mistake that `check` finds, also those the compiler does not let through. */
import { defineModel, fields, gte } from "../../../src/models/index.ts";

/** What the compiler would refuse. */
function wrong(value: unknown): never {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is not, and that is the point
  return value as never;
}

export class Names extends defineModel(
  () => Names,
  {
    trailing_: fields.text(),
    two__parts: fields.text(),
    save: fields.text(),
    first: fields.integer().dbColumn("shared"),
    second: fields.integer().dbColumn("shared"),
  },
  { dbTable: "same_table", ordering: wrong(["-nothing"]) },
) {}

export class Kinds extends defineModel(
  () => Kinds,
  {
    noLength: fields.char(wrong(undefined)),
    zero: fields.char(0),
    short: fields.char(1, { choices: ["a", ["long", "Long"]] }),
    noDigits: fields.decimal(wrong({})),
    fewDigits: fields.decimal({ maxDigits: 2, decimalPlaces: 3 }),
    wrong: fields.integer().default(wrong("many")),
    text: fields.text().default(wrong(5)),
    unlisted: fields.char(2, { choices: ["a"] }).default(wrong("b")),
    stamped: fields.datetime({ autoNow: true }).default(new Date(0)),
  },
  {
    dbTable: "same_table",
    indexes: [
      { name: "_an_index_with_quite_a_long_name", fields: ["zero"] },
      { name: "twice", fields: wrong(["zero", "gone"]) },
    ],
    uniqueTogether: wrong([["zero", "nowhere"]]),
    constraints: [{ name: "rule", check: wrong({ missing: gte(0) }) }],
  },
) {}

export class Relations extends defineModel(
  () => Relations,
  {
    never: fields.foreignKey(() => Kinds, { onDelete: "set null", relatedName: "+" }),
    unset: fields.foreignKey(() => Kinds, { onDelete: "set default", relatedName: "+" }),
    parent: fields.foreignKey(() => Relations, { onDelete: "cascade" }),
    children: fields.reverse(() => Relations, "parent"),
    again: fields.reverse(() => Relations, "parent"),
    lost: fields.reverse(() => Kinds, "relation"),
    many: fields.manyToMany(() => Kinds),
    loose: fields.foreignKey(() => Kinds, {
      onDelete: "cascade",
      toField: "zero",
      relatedName: "+",
    }),
  },
  wrong({
    indexes: [{ name: "twice", fields: ["parent"] }, ["many"]],
    constraints: [{ name: "rule", unique: ["parent"] }],
  }),
) {}
