import { defineModel, fields } from "mkweb/db";

export class Maker extends defineModel(
  () => Maker,
  {
    name: fields.char(50).unique(),
    country: fields.char(50, { blank: true }).nullable(),
  },
  { ordering: ["name"] },
) {
  override toString(): string {
    return this.name;
  }
}

export class Label extends defineModel(() => Label, { word: fields.char(20) }) {
  override toString(): string {
    return this.word;
  }
}

/** A thing with a field of every kind that lists show in a way of their own. */
export class Item extends defineModel(
  () => Item,
  {
    name: fields.char(50),
    maker: fields.foreignKey(() => Maker, { onDelete: "cascade", blank: true }).nullable(),
    labels: fields.manyToMany(() => Label, { blank: true }),
    kind: fields.char(1, {
      choices: [
        ["b", "Book"],
        ["t", "Toy"],
      ],
    }),
    sold: fields.boolean({ blank: true }).nullable(),
    price: fields.decimal({ maxDigits: 8, decimalPlaces: 2, blank: true }).nullable(),
    weight: fields.float({ blank: true }).nullable(),
    madeOn: fields.date({ verboseName: "made" }),
    seenAt: fields.datetime({ blank: true }).nullable(),
    opens: fields.time({ blank: true }).nullable(),
    lasts: fields.duration({ blank: true }).nullable(),
    page: fields.url({ blank: true }).default(""),
    data: fields.json({ blank: true }).nullable(),
    notes: fields.text({ blank: true }).nullable(),
    stock: fields.integer().default(0),
  },
  { ordering: ["name"] },
) {
  get shout(): string {
    return this.name.toUpperCase();
  }

  override toString(): string {
    return this.maker ? `${this.name} by ${String(this.maker)}` : this.name;
  }
}
