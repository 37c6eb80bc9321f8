import { createModel, defineMigration } from "../../migrations/index.ts";

export default defineMigration({
  initial: true,
  operations: [
    createModel("Session", {
      table: "django_session",
      fields: {
        sessionKey: { type: "string", length: 40, primary: true },
        sessionData: { type: "text" },
        expireDate: { type: "datetime", index: true },
      },
    }),
  ],
});
