import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HttpResponse } from "../../src/http/index.ts";
import clickjacking, {
  xframeOptionsDeny,
  xframeOptionsExempt,
  xframeOptionsSameorigin,
} from "../../src/middleware/clickjacking.ts";
import { hello, through } from "./through.ts";

async function frameOptions(visit: Parameters<typeof through>[1]): Promise<string | undefined> {
  return (await through(clickjacking, visit)).headers.get("X-Frame-Options");
}

describe("mkweb/middleware/clickjacking", () => {
  it("forbids frames by default and follows X_FRAME_OPTIONS", async () => {
    assert.equal(await frameOptions({}), "DENY");
    assert.equal(await frameOptions({ settings: { X_FRAME_OPTIONS: "SAMEORIGIN" } }), "SAMEORIGIN");
  });

  it("leaves a header alone that the view set", async () => {
    const view = () => new HttpResponse("", { headers: { "x-frame-options": "sameorigin" } });
    assert.equal(await frameOptions({ view }), "sameorigin");
  });

  it("lets a view decide for itself, plain or async", async () => {
    const late = async () => hello();
    assert.equal(await frameOptions({ view: xframeOptionsSameorigin(hello) }), "SAMEORIGIN");
    assert.equal(await frameOptions({ view: xframeOptionsExempt(late) }), undefined);
    const settings = { X_FRAME_OPTIONS: "SAMEORIGIN" } as const;
    assert.equal(await frameOptions({ view: xframeOptionsDeny(late), settings }), "DENY");
  });

  it("keeps the name of the view it wraps", () => {
    assert.equal(xframeOptionsExempt(hello).name, "hello");
  });
});
