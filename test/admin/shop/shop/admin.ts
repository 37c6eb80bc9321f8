import * as admin from "mkweb/admin";
import { gt, lte } from "mkweb/db";
import { Item, Label, Maker } from "./models.ts";

class StockFilter extends admin.SimpleListFilter {
  title = "availability";
  parameterName = "in_stock";

  lookups() {
    return [
      ["yes", "In stock"],
      ["no", "Out of stock"],
    ] as const;
  }

  queryset(_request: unknown, rows: admin.AdminRows): admin.AdminRows | undefined {
    if (this.value() === "yes") return rows.filter({ stock: gt(0) });
    return this.value() === "no" ? rows.filter({ stock: lte(0) }) : undefined;
  }
}

admin.register(Item, {
  listDisplay: [
    "name",
    "maker",
    "kind",
    "sold",
    "price",
    "weight",
    "madeOn",
    "seenAt",
    "opens",
    "lasts",
    "page",
    "data",
    "stock",
    "shout",
    "maker.country",
    "isDear",
    "__str__",
  ],
  listFilter: [
    "kind",
    "sold",
    "madeOn",
    "seenAt",
    ["maker", admin.RelatedOnlyFieldListFilter],
    "labels",
    "stock",
    ["notes", admin.EmptyFieldListFilter],
    "maker.country",
    StockFilter,
  ],
  searchFields: ["^name", "maker.name", "labels.word"],
  displays: {
    isDear: {
      value: (item) => (item.price === null ? null : Number(item.price) > 10),
      boolean: true,
      ordering: "price",
      description: "dear",
    },
  },
  dateHierarchy: "seenAt",
  listPerPage: 3,
  listMaxShowAll: 5,
  actions: {
    restock: {
      description: "Restock selected %(verbose_name_plural)s",
      permissions: ["change"],
      run: async (modelAdmin, request, chosen) => {
        const count = await chosen.update({ stock: 5 });
        await modelAdmin.messageUser(request, `${count} restocked`, { level: "success" });
      },
    },
  },
});

admin.register(Maker, {
  listDisplay: ["name", "country"],
  listEditable: ["country"],
  ordering: ["-name"],
  preserveFilters: false,
});
admin.register(Label);
