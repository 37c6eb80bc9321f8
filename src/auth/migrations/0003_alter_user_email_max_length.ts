import { alterField, defineMigration, swappable } from "../../migrations/index.ts";
import { alterColumn } from "./columns.ts";

export default defineMigration({
  operations: swappable("AUTH_USER_MODEL", "auth.User", [
    alterColumn("auth_user", "email", {
      to: "TYPE varchar(254)",
      from: "TYPE varchar(75)",
      model: alterField("User", "email", { type: "string", length: 254, default: "" }),
    }),
  ]),
});
