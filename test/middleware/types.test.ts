/** Decorators keep the types of what they wrap: a route still checks its view. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { HttpResponse, requirePOST, type HttpRequest } from "../../src/http/index.ts";
import { xframeOptionsExempt } from "../../src/middleware/clickjacking.ts";
import { noAppendSlash } from "../../src/middleware/common.ts";
import { csrfExempt, csrfProtect } from "../../src/middleware/csrf.ts";
import { path } from "../../src/urls/index.ts";

const detail = (_request: HttpRequest, { id }: { readonly id: number }) =>
  new HttpResponse(id.toFixed(0));

it("a decorated view is checked against its route", () => {
  const view = csrfExempt(noAppendSlash(xframeOptionsExempt(requirePOST(csrfProtect(detail)))));
  assert.equal(path("<int:id>/", view).callback.name, "detail");
  // @ts-expect-error -- the route captures a text, the view takes a number
  path("<str:id>/", view);
  // @ts-expect-error -- the route captures no id
  path("<int:number>/", view);
});
