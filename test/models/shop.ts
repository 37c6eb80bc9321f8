/** A shop: models with every kind of relation, for tests of what follows from them. */
import { defineModel, fields, setTo } from "../../src/models/index.ts";

export class ContentType extends defineModel(
  () => ContentType,
  { appLabel: fields.char(100), model: fields.char(100) },
  {
    appLabel: "contenttypes",
    dbTable: "django_content_type",
    uniqueTogether: [["appLabel", "model"]],
  },
) {}

export class Category extends defineModel(() => Category, {
  name: fields.char(30),
  parent: fields.foreignKey(() => Category, { onDelete: "cascade" }).nullable(),
  children: fields.reverse(() => Category, "parent"),
  products: fields.reverse(() => Product, "category"),
}) {
  override toString(): string {
    return this.name;
  }
}

export class Product extends defineModel(() => Product, {
  name: fields.char(30),
  category: fields.foreignKey(() => Category, { onDelete: "protect" }),
  maker: fields.foreignKey(() => Maker, { onDelete: "set null" }).nullable(),
  keeper: fields.foreignKey(() => Maker, { onDelete: setTo(1), relatedName: "kept" }).nullable(),
  labels: fields.manyToMany(() => Label),
  alike: fields.manyToMany(() => Product),
  sellers: fields.manyToMany(() => Maker, { through: () => Offer, relatedName: "sold" }),
  notes: fields.genericRelation(() => Note, { relatedQueryName: "product" }),
}) {
  override toString(): string {
    return this.name;
  }
}

export class Maker extends defineModel(() => Maker, {
  name: fields.char(30),
  products: fields.reverse(() => Product, "maker"),
  card: fields.reverseOne(() => Card, "maker"),
  sold: fields.reverse(() => Product, "sellers"),
}) {}

export class Card extends defineModel(() => Card, {
  maker: fields.oneToOne(() => Maker, { onDelete: "cascade" }),
  street: fields.char(30),
}) {}

export class Offer extends defineModel(() => Offer, {
  product: fields.foreignKey(() => Product, { onDelete: "cascade" }),
  maker: fields.foreignKey(() => Maker, { onDelete: "restrict" }),
  price: fields.integer().default(0),
}) {}

export class Label extends defineModel(() => Label, {
  name: fields.char(30),
  products: fields.reverse(() => Product, "labels"),
}) {
  override toString(): string {
    return this.name;
  }
}

export class Note extends defineModel(() => Note, {
  contentType: fields.foreignKey(() => ContentType, { onDelete: "cascade" }),
  objectId: fields.positiveInteger(),
  about: fields.genericForeignKey(),
  text: fields.char(30),
}) {}

export class Place extends defineModel(() => Place, {
  name: fields.char(30),
}) {}

export class Cafe extends Place.defineModel(() => Cafe, { seats: fields.integer() }) {}

export class Venue extends Place.defineModel(() => Venue, {}, { proxy: true }) {}

export const shop = [
  ContentType,
  Category,
  Product,
  Maker,
  Card,
  Offer,
  Label,
  Note,
  Place,
  Cafe,
  Venue,
];
