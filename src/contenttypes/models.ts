import { defineModel, fields } from "../db/index.ts";

/** A model of the project: `polls`, `question`. `migrate` adds the rows. */
export class ContentType extends defineModel(
  "ContentType",
  {
    id: fields.integer().primary().autoincrement(),
    appLabel: fields.char(100),
    model: fields.char(100),
  },
  { dbTable: "django_content_type", uniqueTogether: [["appLabel", "model"]] },
) {
  override toString(): string {
    return `${this.appLabel} | ${this.model}`;
  }
}
