import { defineModel, fields } from "../../src/db/index.ts";

export class Question extends defineModel(() => Question, {
  questionText: fields.char(200),
  votes: fields.integer().default(0),
  pubDate: fields.datetime(),
}) {}
