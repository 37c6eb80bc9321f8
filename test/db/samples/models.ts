import { defineModel, fields } from "../../../src/models/index.ts";

export class Label extends defineModel(() => Label, {
  text: fields.char(20).unique(),
}) {}

export class Sample extends defineModel(() => Sample, {
  title: fields.char(50),
  body: fields.text(),
  small: fields.integer(),
  large: fields.bigInteger(),
  yes: fields.boolean(),
  price: fields.decimal({ maxDigits: 8, decimalPlaces: 2 }),
  ratio: fields.float(),
  day: fields.date(),
  at: fields.datetime(),
  clock: fields.time(),
  extra: fields.json<unknown>(),
  key: fields.uuid(),
  bytes: fields.binary(),
  kind: fields.choice(["a", "b"]),
  mail: fields.email(),
  slug: fields.slug(),
  link: fields.url(),
  year: fields.smallInteger(),
  votes: fields.positiveInteger(),
  stars: fields.positiveSmallInteger(),
  hits: fields.positiveBigInteger(),
  level: fields.char(2, { choices: ["lo", ["hi", "High"]] }).default("lo"),
  empty: fields.char(5).nullable(),
  labels: fields.manyToMany(() => Label),
}) {}
