import { defineModel, fields } from "../models/index.ts";

/** Django's table of stored sessions. The backend uses it without this model. */
export class Session extends defineModel(
  () => Session,
  {
    sessionKey: fields.char(40, { verboseName: "session key" }).primary(),
    sessionData: fields.text({ verboseName: "session data" }),
    expireDate: fields.datetime({ verboseName: "expire date" }).index(),
  },
  { dbTable: "django_session", verboseName: "session", verboseNamePlural: "sessions" },
) {}
