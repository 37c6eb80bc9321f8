import { defineModel, fields, objects } from "../../../src/db/index.ts";

const DAY = 86_400_000;

export class Question extends defineModel("Question", {
  questionText: fields.char(200),
  pubDate: fields.datetime(),
  choices: () => fields.reverse(Choice, "question"),
}) {
  static override readonly objects = objects(Question);

  get choiceSet() {
    return Choice.objects.of({ question: this });
  }

  wasPublishedRecently(now: number = Date.now()): boolean {
    return this.pubDate.getTime() >= now - DAY;
  }

  override toString(): string {
    return this.questionText;
  }
}

export class Choice extends defineModel("Choice", {
  question: () => fields.foreignKey(Question, { onDelete: "cascade" }),
  parent: () => fields.foreignKey(Choice, { onDelete: "set null" }).nullable(),
  choiceText: fields.char(200),
  votes: fields.integer().default(0),
}) {
  override toString(): string {
    return this.choiceText;
  }
}
