import type { HttpRequest, HttpResponseBase } from "../../http/index.ts";
import { aliasForWrite, atomic } from "../../models/index.ts";
import type { ModelAdmin } from "../options/model-admin.ts";

/** Answers what was sent in one transaction: all that it changes, or nothing. */
export async function whole(
  admin: ModelAdmin,
  request: HttpRequest,
  answer: () => Promise<HttpResponseBase>,
): Promise<HttpResponseBase> {
  if (request.method !== "POST") return answer();
  return atomic(answer, { using: aliasForWrite(admin.opts) });
}
