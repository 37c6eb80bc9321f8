import { definePostMigrate } from "../../migrations/index.ts";
import { models, wordsOf } from "../../models/index.ts";
import { labelParts } from "../../schema/index.ts";

/** Adds missing permissions of each model. Source: Django, `create_permissions`. */
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
    const [app, name] = labelParts(label);
    const type = typeIds.get(`${app}.${name.toLowerCase()}`);
    if (type === undefined) continue;
    for (const [codename, words] of permissionsOf(label)) {
      if (known.has(`${type}.${codename}`)) continue;
      await connection.run(
        `INSERT INTO "auth_permission" ("name", "content_type_id", "codename") VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
        [words, type, codename],
      );
      report(`Adding permission '${app} | ${verboseName(label)} | ${words}'`);
    }
  }
});

const ACTIONS = ["add", "change", "delete", "view"];

/** Returns a model's permissions: `Meta.defaultPermissions` and `Meta.permissions`. */
function permissionsOf(label: string): readonly (readonly [codename: string, name: string])[] {
  const [, name] = labelParts(label);
  const { defaultPermissions = ACTIONS, permissions = [] } = models.get(label)?.options ?? {};
  const usual = defaultPermissions.map(
    (action) => [`${action}_${name.toLowerCase()}`, `Can ${action} ${verboseName(label)}`] as const,
  );
  return [...usual, ...permissions];
}

/** Returns a model's verbose name; for one only in migrations, its name in words, such as `content type`. */
function verboseName(label: string): string {
  const [, name] = labelParts(label);
  return models.get(label)?.verboseName ?? wordsOf(name);
}
