import { alterField, defineMigration } from "../../migrations/index.ts";
import { alterColumn } from "./columns.ts";

export default defineMigration({
  operations: [
    alterColumn("auth_user", "last_name", {
      to: "TYPE varchar(150)",
      from: "TYPE varchar(30)",
      model: alterField("User", "lastName", { type: "string", length: 150, default: "" }),
    }),
  ],
});
