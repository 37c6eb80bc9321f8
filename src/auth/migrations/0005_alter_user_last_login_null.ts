import { alterField, defineMigration, swappable } from "../../migrations/index.ts";
import { alterColumn } from "./columns.ts";

export default defineMigration({
  operations: swappable("AUTH_USER_MODEL", "auth.User", [
    alterColumn("auth_user", "last_login", {
      to: "DROP NOT NULL",
      from: "SET NOT NULL",
      model: alterField("User", "lastLogin", { type: "datetime", nullable: true }),
    }),
  ]),
});
