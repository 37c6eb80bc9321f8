import { createModel, defineMigration } from "../../../../src/migrations/index.ts";

const id = { type: "bigint", primary: true, autoincrement: true } as const;

export default defineMigration({
  initial: true,
  operations: [
    createModel("Shelf", {
      table: "desk_shelf",
      fields: {
        id,
        code: { type: "string", length: 10, unique: true },
        name: { type: "string", length: 100 },
      },
    }),
    createModel("Item", {
      table: "desk_item",
      fields: {
        id,
        shelf: { kind: "m:1", to: "desk.Shelf", toField: "code", deleteRule: "cascade" },
        title: { type: "string", length: 100 },
      },
    }),
  ],
});
