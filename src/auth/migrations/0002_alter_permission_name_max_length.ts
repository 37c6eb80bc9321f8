import { alterField, defineMigration } from "../../migrations/index.ts";
import { alterColumn } from "./columns.ts";

export default defineMigration({
  operations: [
    alterColumn("auth_permission", "name", {
      to: "TYPE varchar(255)",
      from: "TYPE varchar(50)",
      model: alterField("Permission", "name", { type: "string", length: 255 }),
    }),
  ],
});
