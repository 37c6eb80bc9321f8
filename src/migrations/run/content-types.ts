import type { Connection } from "../../connections/index.ts";
import { labelParts, type Change, type State } from "../../schema/index.ts";

/**
 * Keeps the content type of a renamed model, and with it its permissions and generic relations. If the new
 * name already has one, both stay. Source: Django, `RenameContentType`.
 */
export async function renameContentType(
  connection: Connection,
  state: State,
  { hints }: Change,
): Promise<void> {
  if (!hints?.model || !state.get("contenttypes.ContentType")) return;
  const [[app, from], [, to]] = [labelParts(hints.model[0]), labelParts(hints.model[1])];
  await connection.run(
    `UPDATE "django_content_type" SET "model" = ? WHERE "app_label" = ? AND "model" = ?
      AND NOT EXISTS (SELECT 1 FROM "django_content_type" WHERE "app_label" = ? AND "model" = ?)`,
    [to.toLowerCase(), app, from.toLowerCase(), app, to.toLowerCase()],
  );
}
