/** Models with every rule there is. */
import {
  contains,
  defineModel,
  F,
  fields,
  gt,
  gte,
  isNull,
  not,
  or,
} from "../../../src/models/index.ts";
import { maxValueValidator, ValidationError } from "../../../src/validators/index.ts";

export class Author extends defineModel(() => Author, {
  name: fields.char(10, { errorMessages: { blank: "Who?" } }),
  mail: fields.email({ blank: true }).unique(),
}) {}

export class Entry extends defineModel(
  () => Entry,
  {
    author: fields.foreignKey(() => Author, { onDelete: "cascade", verboseName: "the author" }),
    title: fields.char(10),
    slug: fields.slug({ blank: true }),
    link: fields.url({ blank: true }).nullable(),
    level: fields.char(2, { choices: ["lo", ["hi", "High"]] }).default("lo"),
    rank: fields.smallInteger({ validators: [maxValueValidator(100)] }).default(1),
    votes: fields.positiveInteger().default(0),
    price: fields.decimal({ maxDigits: 5, decimalPlaces: 2 }).default("0"),
    begins: fields.datetime(),
    ends: fields.datetime({ blank: true }).nullable(),
    day: fields.date({ blank: true }).nullable(),
    key: fields.uuid({ blank: true }).nullable(),
    open: fields.boolean().default(true),
    extra: fields.json<readonly string[]>({ blank: true }).nullable(),
  },
  {
    verboseName: "diary entry",
    ordering: ["-begins"],
    uniqueTogether: [["author", "title"]],
    indexes: [
      ["link"],
      { name: "%(class)s_recent", fields: ["-begins", "title"], condition: { open: true } },
    ],
    constraints: [
      { name: "ends_after", check: or({ ends: isNull() }, { ends: gt(F("begins")) }) },
      {
        name: "%(app_label)s_%(class)s_votes",
        check: not({ votes: gte(1000), title: contains("spam%") }),
        violationErrorMessage: "Too many votes for spam.",
      },
      { name: "one_open_rank", unique: ["rank", "level"], condition: { open: true } },
      { name: "one_key", unique: ["key"] },
    ],
  },
) {
  override clean(): void {
    if (this.title === "bad") throw new ValidationError({ title: "Not that." });
    if (this.title === "worse") throw new ValidationError("Not at all.");
  }
}
