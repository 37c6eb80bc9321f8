import { createModel, defineMigration } from "mkweb/migrations";

export default defineMigration({
  initial: true,
  operations: [
    createModel("Maker", {
      table: "shop_maker",
      options: { ordering: ["name"] },
      fields: {
        id: { type: "bigInt", primary: true, autoincrement: true },
        name: { type: "string", length: 50, unique: true },
        country: { type: "string", length: 50, nullable: true },
      },
    }),
    createModel("Label", {
      table: "shop_label",
      fields: {
        id: { type: "bigInt", primary: true, autoincrement: true },
        word: { type: "string", length: 20 },
      },
    }),
    createModel("Item", {
      table: "shop_item",
      options: { ordering: ["name"] },
      fields: {
        id: { type: "bigInt", primary: true, autoincrement: true },
        name: { type: "string", length: 50 },
        maker: { kind: "m:1", to: "shop.Maker", deleteRule: "cascade", nullable: true },
        labels: { kind: "m:n", to: "shop.Label", pivotTable: "shop_item_labels" },
        kind: { type: "string", length: 1 },
        sold: { type: "boolean", nullable: true },
        price: { type: "decimal", precision: 8, scale: 2, nullable: true },
        weight: { type: "double", nullable: true },
        madeOn: { type: "date" },
        seenAt: { type: "datetime", nullable: true },
        opens: { type: "time", nullable: true },
        lasts: { type: "duration", nullable: true },
        page: { type: "string", length: 200, default: "" },
        data: { type: "json", nullable: true },
        notes: { type: "text", nullable: true },
        stock: { type: "integer", default: 0 },
      },
    }),
  ],
});
