import { definePostMigrate } from "../../migrations/index.ts";
import { labelParts } from "../../schema/index.ts";

/** Adds missing content types. Source: Django, `create_contenttypes`. */
export default definePostMigrate(async ({ connection, state, report }) => {
  const own = state.get("contenttypes.ContentType");
  // Migration 0001 alone leaves the table in an older layout.
  if (!own || "name" in own.fields) return;
  const rows = await connection.all(`SELECT "app_label", "model" FROM "django_content_type"`);
  const known = new Set(rows.map((row) => `${String(row["app_label"])}.${String(row["model"])}`));
  for (const label of state.keys()) {
    const [app, model] = labelParts(label);
    const values = [app, model.toLowerCase()];
    if (known.has(values.join("."))) continue;
    await connection.run(
      `INSERT INTO "django_content_type" ("app_label", "model") VALUES (?, ?) ON CONFLICT DO NOTHING`,
      values,
    );
    report(`Adding content type '${values.join(" | ")}'`);
  }
});
