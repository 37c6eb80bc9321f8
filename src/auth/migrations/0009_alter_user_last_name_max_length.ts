import { alterField, defineMigration, swappable } from "../../migrations/index.ts";
import { alterColumn } from "./columns.ts";

export default defineMigration({
  operations: swappable("AUTH_USER_MODEL", "auth.User", [
    alterColumn("auth_user", "last_name", {
      to: "TYPE varchar(150)",
      from: "TYPE varchar(30)",
      model: alterField("User", "lastName", { type: "string", length: 150, default: "" }),
    }),
  ]),
});
