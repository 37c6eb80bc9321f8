import { defineModel, fields } from "mkweb/db";

const DAY_MS = 86_400_000;

export class Question extends defineModel(() => Question, {
  questionText: fields.char(200),
  pubDate: fields.datetime({ verboseName: "date published" }),
  choiceSet: fields.reverse(() => Choice, "question"),
}) {
  wasPublishedRecently(): boolean {
    const age = Date.now() - this.pubDate.getTime();
    return age >= 0 && age <= DAY_MS;
  }

  override toString(): string {
    return this.questionText;
  }
}

export class Choice extends defineModel(() => Choice, {
  question: fields.foreignKey(() => Question, { onDelete: "cascade" }),
  choiceText: fields.char(200),
  votes: fields.integer().default(0),
}) {
  override toString(): string {
    return this.choiceText;
  }
}
