import { alterField, defineMigration } from "../../migrations/index.ts";
import { alterColumn } from "./columns.ts";

export default defineMigration({
  operations: [
    alterColumn("auth_group", "name", {
      to: "TYPE varchar(150)",
      from: "TYPE varchar(80)",
      model: alterField("Group", "name", { type: "string", length: 150, unique: true }),
    }),
  ],
});
