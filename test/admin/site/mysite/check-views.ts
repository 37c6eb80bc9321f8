/** `/_check/`: how a test looks at the database, and puts it back. Of no use to a site that is one. */
import { LogEntry } from "mkweb/admin/models";
import { models } from "mkweb/db";
import { Http404, JsonResponse, requireGET, requirePOST, type HttpRequest } from "mkweb/http";
// Gives requests their session.
import "mkweb/sessions/middleware";
import { restore } from "./pristine.ts";
import { rowsOf } from "./rows.ts";

/** Every row of a model, `library.book`, as `dumpdata` writes it. */
export const rows = requireGET(async (_request: HttpRequest, { label }: { label: string }) => {
  const info = models.get(label);
  if (!info) throw new Http404(label);
  return new JsonResponse({ rows: await rowsOf(info) });
});

/** What was done in the admin. */
export const log = requireGET(async () => {
  const entries = await LogEntry.objects.selectRelated("user", "contentType").orderBy("pk");
  const rows = entries.map((entry) => ({
    user: entry.user.username,
    model: entry.contentType && `${entry.contentType.appLabel}.${entry.contentType.model}`,
    object_id: entry.objectId,
    object_repr: entry.objectRepr,
    action_flag: entry.actionFlag,
    change_message: entry.changeMessage,
    message: entry.getChangeMessage(),
  }));
  return new JsonResponse({ rows });
});

export const whoAmI = requireGET(
  ({ user }: HttpRequest) => new JsonResponse({ user: user.getUsername() || null }),
);

export const reset = requirePOST(async () => {
  await restore();
  return new JsonResponse({ ok: true });
});

/** The visitor's session ends in a second. */
export const shortSession = requirePOST(({ session }: HttpRequest) => {
  session.setExpiry(1);
  return new JsonResponse({ ok: true });
});
