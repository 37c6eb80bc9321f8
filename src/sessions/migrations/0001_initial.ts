import { createModel, defineMigration, runSQL } from "../../migrations/index.ts";

const create = (datetime: string): string =>
  `CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" ${datetime} NOT NULL)`;
const INDEX = `CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date")`;
const LIKE_INDEX = `CREATE INDEX "django_session_session_key_c0390e0f_like" ON "django_session" ("session_key" varchar_pattern_ops)`;

/** Equals Django's migration of this name, including index names. */
export default defineMigration({
  initial: true,
  operations: [
    runSQL(
      {
        sqlite: [create("datetime"), INDEX],
        postgresql: [create("timestamp with time zone"), LIKE_INDEX, INDEX],
      },
      `DROP TABLE "django_session"`,
      {
        stateOperations: [
          createModel("Session", {
            table: "django_session",
            fields: {
              sessionKey: { type: "string", length: 40, primary: true },
              sessionData: { type: "text" },
              expireDate: { type: "datetime", index: true },
            },
            options: { verboseName: "session", verboseNamePlural: "sessions" },
          }),
        ],
      },
    ),
  ],
});
