import { defineModel, fields } from "../../../src/db/index.ts";

export class Label extends defineModel(() => Label, {
  text: fields.char(20).unique(),
}) {}

/** Every kind of value. */
export class Sample extends defineModel(() => Sample, {
  title: fields.char(50),
  body: fields.text(),
  mail: fields.email(),
  slug: fields.slug(),
  web: fields.url(),
  tiny: fields.smallInteger(),
  small: fields.integer(),
  counted: fields.positiveInteger(),
  countedTiny: fields.positiveSmallInteger(),
  countedLarge: fields.positiveBigInteger(),
  large: fields.bigInteger(),
  yes: fields.boolean(),
  price: fields.decimal({ maxDigits: 12, decimalPlaces: 4 }),
  ratio: fields.float(),
  day: fields.date(),
  at: fields.datetime(),
  clock: fields.time(),
  extra: fields.json<unknown>(),
  key: fields.uuid().unique(),
  bytes: fields.binary(),
  kind: fields.choice(["a", "b"]),
}) {}

/** Every kind of value, or none. */
export class Gap extends defineModel(() => Gap, {
  title: fields.char(50).nullable(),
  body: fields.text().nullable(),
  mail: fields.email().nullable(),
  slug: fields.slug().nullable(),
  web: fields.url().nullable(),
  tiny: fields.smallInteger().nullable(),
  small: fields.integer().nullable(),
  counted: fields.positiveInteger().nullable(),
  countedTiny: fields.positiveSmallInteger().nullable(),
  countedLarge: fields.positiveBigInteger().nullable(),
  large: fields.bigInteger().nullable(),
  yes: fields.boolean().nullable(),
  price: fields.decimal({ maxDigits: 12, decimalPlaces: 4 }).nullable(),
  ratio: fields.float().nullable(),
  day: fields.date().nullable(),
  at: fields.datetime().nullable(),
  clock: fields.time().nullable(),
  extra: fields.json<unknown>().nullable(),
  key: fields.uuid().nullable(),
  bytes: fields.binary().nullable(),
  kind: fields.choice(["a", "b"]).nullable(),
}) {}

/** Every kind of relation. */
export class BlogPost extends defineModel(
  () => BlogPost,
  {
    headLine: fields.char(50),
    label: fields.foreignKey(() => Label, { onDelete: "cascade" }),
    parentPost: fields.foreignKey(() => BlogPost, { onDelete: "set null" }).nullable(),
    labels: fields.manyToMany(() => Label),
    relatedPosts: fields.manyToMany(() => BlogPost, { symmetrical: false }),
  },
  { uniqueTogether: [["headLine", "label"]] },
) {}

export class Summary extends defineModel(() => Summary, {
  post: fields.oneToOne(() => BlogPost, { onDelete: "cascade" }),
  words: fields.text(),
}) {}
