import { HttpResponseForbidden, type HttpRequest } from "../../src/http/index.ts";

export function sorry(_request: HttpRequest, { reason }: { readonly reason: string }) {
  return new HttpResponseForbidden(`sorry: ${reason}`);
}
