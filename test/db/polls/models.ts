import { defineModel, fields } from "../../../src/models/index.ts";

const DAY = 86_400_000;

export class Question extends defineModel(() => Question, {
  questionText: fields.char(200),
  pubDate: fields.datetime(),
  choiceSet: fields.reverse(() => Choice, "question"),
}) {
  wasPublishedRecently(now: number = Date.now()): boolean {
    return this.pubDate.getTime() >= now - DAY;
  }

  override toString(): string {
    return this.questionText;
  }
}

export class Choice extends defineModel(() => Choice, {
  question: fields.foreignKey(() => Question, { onDelete: "cascade" }),
  parent: fields.foreignKey(() => Choice, { onDelete: "set null" }).nullable(),
  choiceText: fields.char(200),
  votes: fields.integer().default(0),
}) {
  override toString(): string {
    return this.choiceText;
  }
}
