import { defineModel, fields } from "../db/index.ts";

/** The table of stored sessions, Django's own. The backend reads and writes it without the model. */
export class Session extends defineModel(
  "Session",
  {
    sessionKey: fields.char(40).primary(),
    sessionData: fields.text(),
    expireDate: fields.datetime().index(),
  },
  { dbTable: "django_session" },
) {}
