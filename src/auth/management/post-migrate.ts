import { definePostMigrate } from "../../migrations/index.ts";

const ACTIONS = ["add", "change", "delete", "view"];

/** Adds the four permissions of each model that lacks them. Source: Django, `create_permissions`. */
export default definePostMigrate(async ({ connection, state, report }) => {
  if (!state.get("auth.Permission")) return;
  const types = await connection.all(
    `SELECT "id", "app_label", "model" FROM "django_content_type"`,
  );
  const typeIds = new Map(
    types.map((row) => [`${String(row["app_label"])}.${String(row["model"])}`, Number(row["id"])]),
  );
  const rows = await connection.all(`SELECT "content_type_id", "codename" FROM "auth_permission"`);
  const known = new Set(
    rows.map((row) => `${String(row["content_type_id"])}.${String(row["codename"])}`),
  );
  for (const label of state.keys()) {
    const [app = "", name = ""] = label.split(".");
    const model = name.toLowerCase();
    const type = typeIds.get(`${app}.${model}`);
    if (type === undefined) continue;
    for (const action of ACTIONS) {
      const codename = `${action}_${model}`;
      if (known.has(`${type}.${codename}`)) continue;
      await connection.run(
        `INSERT INTO "auth_permission" ("name", "content_type_id", "codename") VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
        [`Can ${action} ${inWords(name)}`, type, codename],
      );
      report(`Adding permission '${app} | ${inWords(name)} | Can ${action} ${inWords(name)}'`);
    }
  }
});

/** `ContentType` as `content type`: the name Django shows for a model that gives none. */
function inWords(model: string): string {
  return model
    .replace(/(?<=[a-z])[A-Z]|[A-Z](?![A-Z]|$)/g, " $&")
    .trim()
    .toLowerCase();
}
