import { getUserModel } from "../auth/index.ts";
import { ContentType } from "../contenttypes/index.ts";
import { defineModel, fields } from "../models/index.ts";

/** What somebody did to an object in the admin; the table is Django's own. */
export class LogEntry extends defineModel(
  () => LogEntry,
  {
    id: fields.auto({ verboseName: "ID" }),
    actionTime: fields
      .datetime({ verboseName: "action time", editable: false })
      .default(() => new Date()),
    user: fields.foreignKey(() => getUserModel(), { onDelete: "cascade", verboseName: "user" }),
    contentType: fields
      .foreignKey(() => ContentType, {
        onDelete: "set null",
        verboseName: "content type",
        blank: true,
      })
      .nullable(),
    objectId: fields.text({ verboseName: "object id", blank: true }).nullable(),
    /** What the object was called then. */
    objectRepr: fields.char(200, { verboseName: "object repr" }),
    actionFlag: fields.positiveSmallInteger({ verboseName: "action flag" }),
    /** JSON; `getChangeMessage()` says it in words. */
    changeMessage: fields.text({ verboseName: "change message", blank: true }),
  },
  {
    dbTable: "django_admin_log",
    verboseName: "log entry",
    verboseNamePlural: "log entries",
    ordering: ["-actionTime"],
  },
) {}
