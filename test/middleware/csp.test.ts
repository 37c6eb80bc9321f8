import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HttpResponse, type HttpRequest } from "../../src/http/index.ts";
import csp, {
  CSP,
  cspOverride,
  cspReportOnlyOverride,
  getNonce,
} from "../../src/middleware/csp.ts";
import { csp as cspVariables } from "../../src/server/context-processors.ts";
import { requestTo } from "../http/request-to.ts";
import { hello, through, type Visit } from "./through.ts";

const ENFORCED = "Content-Security-Policy";
const REPORTED = "Content-Security-Policy-Report-Only";
const SECURE_CSP = { "default-src": [CSP.SELF], "img-src": [CSP.SELF, "https:"] };

async function policies(visit: Visit): Promise<readonly (string | undefined)[]> {
  const { headers } = await through(csp, visit);
  return [headers.get(ENFORCED), headers.get(REPORTED)];
}

describe("mkweb/middleware/csp", () => {
  it("says nothing unless a setting does", async () => {
    assert.deepEqual(await policies({}), [undefined, undefined]);
  });

  it("sends the policy to be enforced and the one to be reported on, in the settings' order", async () => {
    const settings = { SECURE_CSP, SECURE_CSP_REPORT_ONLY: { "report-uri": "/reports/" } };
    assert.deepEqual(await policies({ settings }), [
      "default-src 'self'; img-src 'self' https:",
      "report-uri /reports/",
    ]);
  });

  it("writes a directive without a value for true, and leaves out what is null, false or empty", async () => {
    const policy = {
      "upgrade-insecure-requests": true,
      "a-src": null,
      "b-src": false,
      "c-src": [],
    };
    assert.deepEqual(await policies({ settings: { SECURE_CSP: policy } }), [
      "upgrade-insecure-requests",
      undefined,
    ]);
  });

  it("leaves a header alone that the view set", async () => {
    const view = () => new HttpResponse("", { headers: { [ENFORCED]: "default-src *" } });
    assert.deepEqual((await policies({ view, settings: { SECURE_CSP } }))[0], "default-src *");
  });

  it("lets a view decide for itself, also for none", async () => {
    const settings = { SECURE_CSP, SECURE_CSP_REPORT_ONLY: SECURE_CSP };
    const own = cspOverride({ "script-src": CSP.NONE })(hello);
    assert.deepEqual((await policies({ view: own, settings }))[0], "script-src 'none'");
    const none = cspReportOnlyOverride({})(hello);
    assert.deepEqual(await policies({ view: none, settings }), [
      "default-src 'self'; img-src 'self' https:",
      undefined,
    ]);
  });

  describe("a nonce", () => {
    const settings = { SECURE_CSP: { "script-src": [CSP.SELF, CSP.NONCE] } };

    it("is new for each request, and the page's is the policy's", async () => {
      const seen: string[] = [];
      const view = (request: HttpRequest) => {
        const nonce = cspVariables(request).csp_nonce() ?? "";
        assert.equal(getNonce(request), nonce);
        seen.push(nonce);
        return hello();
      };
      for (const at of [0, 1]) {
        const [policy] = await policies({ view, settings });
        assert.equal(policy, `script-src 'self' 'nonce-${seen[at]}'`);
      }
      assert.match(seen[0] ?? "", /^[\w-]{22}$/);
      assert.notEqual(seen[0], seen[1]);
    });

    it("is left out where the page did not use it", async () => {
      assert.deepEqual((await policies({ settings }))[0], "script-src 'self'");
    });

    it("is nothing without the middleware", () => {
      assert.equal(getNonce(requestTo("/")), undefined);
    });
  });
});
