import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeProject, projectFiles } from "../support/project.ts";

const settings = (more: string): string =>
  projectFiles["mysite/settings.ts"]
    ?.replace('"mkweb/staticfiles", "polls"', '"mkweb/contenttypes", "mkweb/auth", "polls"')
    .replace("ROOT_URLCONF", `${more}\n  ROOT_URLCONF`) ?? "";

describe("check", () => {
  it("warns of a cache that several processes count wrongly in, and is content with one process", async (t) => {
    const limiting = settings("").replace("MIDDLEWARE: [", '$&"mkweb/ratelimit/middleware", ');
    const project = await makeProject(t, { "mysite/settings.ts": limiting });
    const one = await project.manageWith({ WEB_CONCURRENCY: undefined }, "check");
    assert.doesNotMatch(one.stdout + one.stderr, /ratelimit/);
    const two = await project.manageWith({ WEB_CONCURRENCY: "2" }, "check");
    assert.equal(two.status, 0);
    assert.match(
      two.stderr,
      /\(ratelimit\.W001\) Rate limits are counted in the cache 'default', which is separate in each process/,
    );
  });

  it("takes it that each process allows a few wrong passwords", async (t) => {
    const project = await makeProject(t, { "mysite/settings.ts": settings("") });
    const run = await project.manageWith({ WEB_CONCURRENCY: "2" }, "check");
    assert.doesNotMatch(run.stdout + run.stderr, /ratelimit/);
  });

  it("refuses a RATELIMIT_CACHE that CACHES has not", async (t) => {
    const more = 'RATELIMIT_CACHE: "limits",';
    const project = await makeProject(t, { "mysite/settings.ts": settings(more) });
    const run = await project.manage("check");
    assert.equal(run.status, 1);
    assert.match(run.stderr, /\(ratelimit\.E001\) RATELIMIT_CACHE is 'limits'/);
  });
});
