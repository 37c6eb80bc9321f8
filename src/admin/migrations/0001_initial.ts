import { createModel, defineMigration, swappableDependency } from "../../migrations/index.ts";

/** Matches Django's migration of this name; 0002 and 0003 changed nothing in the database. */
export default defineMigration({
  initial: true,
  dependencies: [swappableDependency("AUTH_USER_MODEL"), ["contenttypes", "0001_initial"]],
  operations: [
    createModel("LogEntry", {
      table: "django_admin_log",
      fields: {
        id: { type: "integer", primary: true, autoincrement: true },
        actionTime: { type: "datetime" },
        objectId: { type: "text", nullable: true },
        objectRepr: { type: "string", length: 200 },
        actionFlag: { type: "positiveSmallInteger" },
        changeMessage: { type: "text" },
        contentType: {
          kind: "m:1",
          to: "contenttypes.ContentType",
          deleteRule: "set null",
          nullable: true,
        },
        user: { kind: "m:1", to: "settings.AUTH_USER_MODEL", deleteRule: "cascade" },
      },
      options: {
        verboseName: "log entry",
        verboseNamePlural: "log entries",
        ordering: ["-actionTime"],
      },
    }),
  ],
});
