import { defineModel, fields } from "../../../../dist/db/index.js";

/** What the others read by hand. */
export class Author extends defineModel(() => Author, {
  name: fields.char(100),
  born: fields.date(),
}) {}
