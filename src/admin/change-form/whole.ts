import type { HttpRequest, HttpResponseBase } from "../../http/index.ts";
import { aliasForWrite, atomic } from "../../models/index.ts";
import type { ModelAdmin } from "../options/model-admin.ts";

/** A page about an object: its admin, the request, the key in the URL, additional context. */
type ObjectPage<Key> = (
  admin: ModelAdmin,
  request: HttpRequest,
  objectId: Key,
  extra: Readonly<Record<string, unknown>>,
) => Promise<HttpResponseBase>;

/** Makes a page handle a submission in one transaction: all changes or none. */
export function whole<Key>(answer: ObjectPage<Key>): ObjectPage<Key> {
  return async (admin, request, objectId, extra) => {
    const answered = () => answer(admin, request, objectId, extra);
    if (request.method !== "POST") return answered();
    return atomic(answered, { using: aliasForWrite(admin.opts) });
  };
}
