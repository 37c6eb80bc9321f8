/** A model that holds when it was saved. */
import { defineModel, fields } from "../../../src/models/index.ts";

export class Note extends defineModel(() => Note, {
  text: fields.char(20),
  made: fields.datetime({ autoNowAdd: true }),
  changed: fields.datetime({ autoNow: true }),
}) {}
