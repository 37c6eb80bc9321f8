/**
 * Serving for production: by one process and by several, and what becomes of requests meanwhile.
 * Slow but idle: processes start, and a broken worker is tried again after some seconds.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { projectFiles } from "../../support/project.ts";
import { begun, isRunning, serveProject, servedProject, until, visit } from "./site.ts";

const reads = process.platform !== "linux" && "reads /proc";

describe("serve, by one process", { skip: reads }, () => {
  it("says where in one line, and loses no request it has begun when it is told to stop", async (t) => {
    const site = await serveProject(t, []);
    assert.match(site.output(), /^Serving on http:\/\/127\.0\.0\.1:\d+\/ \(1 worker, pid \d+\)\n$/);
    assert.deepEqual(site.workers(), []);
    const visits = visit(site.url, { stopWhenRefused: true });
    await until("visitors are answered", () => visits.answered.size > 100);

    site.child.kill("SIGTERM");

    assert.equal(await site.ended(), 0);
    await visits.left;
    assert.deepEqual(
      begun(site.project).filter((id) => !visits.answered.has(id)),
      [],
    );
  });

  it("answers what waits, though a second after an error nobody caught; then ends with status 1", async (t) => {
    const site = await serveProject(t, []);
    const held = site.get("held/");
    await until("the view runs", () => begun(site.project).length === 1);
    assert.equal(await site.get("stray/"), "stray");
    await site.says(/nobody catches this.*An uncaught error/);
    await site.project.write("go", "");

    assert.equal(await held, String(site.pid));
    assert.equal(await site.ended(), 1);
    assert.match(site.output(), /an uncaught error\. \[MKWEB_UNEXPECTED\]/);
  });

  it("goes on at SIGHUP, and says what replaces workers", async (t) => {
    const site = await serveProject(t, []);
    site.child.kill("SIGHUP");
    await site.says("serve with --workers 2");
    assert.equal(await site.get(""), `first ${site.pid}`);
  });

  it("refuses what check refuses, before it listens", async (t) => {
    const project = await servedProject(t, { "polls/urls.ts": "export const urlpatterns = 1;\n" });
    for (const workers of ["1", "2"]) {
      const run = await project.manage("serve", "--port", "0", "--workers", workers);
      assert.equal(run.status, 1);
      assert.match(run.stderr, /^error: /);
      assert.doesNotMatch(run.stderr, /Serving on/);
    }
    const silent = await project.manageWith({ ALLOWED_HOSTS: "" }, "serve", "--workers", "2");
    assert.match(silent.stderr, /MKWEB_ALLOWED_HOSTS_EMPTY/);
  });
});

describe("serve, by several processes", { skip: reads }, () => {
  it("loses no request when workers are replaced, is killed one, and is told to stop", async (t) => {
    const site = await serveProject(t, ["--workers", "2"]);
    assert.match(site.output(), /\(2 workers, pid \d+\)\n$/);
    const first = site.workers();
    assert.equal(first.length, 2);
    const visits = visit(site.url, { stopWhenRefused: true });
    await until("visitors are answered", () => visits.answered.size > 100);
    const saved = (): readonly string[] =>
      [...visits.failed].flatMap(([id, how]) =>
        how === "kept" && !begun(site.project).includes(id) ? [] : [how],
      );

    await site.project.write("polls/version.ts", 'export const version = "second";\n');
    site.child.kill("SIGHUP");
    await site.says("All workers have been replaced.");
    const second = site.workers();
    const answered = visits.answered.size;
    await until(
      "visitors are answered by the new ones",
      () => visits.answered.size > answered + 100,
    );
    assert.deepEqual(saved(), []);
    assert.equal(second.length, 2);
    assert.deepEqual(
      second.filter((pid) => first.includes(pid)),
      [],
    );
    assert.match(await site.get(""), /^second /);

    const [killed = 0, other = 0] = second;
    process.kill(killed, "SIGKILL");
    await site.says(`Worker ${killed} was ended by SIGKILL.`);
    await site.says(/Worker \d+ replaced it\./);
    assert.ok(isRunning(other));
    // Only what that one had in hand.
    assert.ok(visits.failed.size <= 6);
    const lost = new Set(visits.failed.keys());

    site.child.kill("SIGTERM");
    assert.equal(await site.ended(), 0);
    await visits.left;
    assert.deepEqual(
      begun(site.project).filter((id) => !visits.answered.has(id) && !lost.has(id)),
      [],
    );
    assert.deepEqual([...first, ...second].filter(isRunning), []);
  });

  it("answers who waits for workers that are killed before they took his connection", async (t) => {
    const site = await serveProject(t, ["--workers", "2"]);
    const stuck = [1, 2].map(() => site.get("spins/"));
    const cut = Promise.allSettled(stuck);
    await until("both workers are stuck", () => begun(site.project).length === 2);
    const waiting = ["1", "2", "3"].map((id) => site.get(`counted/${id}/`));

    for (const pid of site.workers()) process.kill(pid, "SIGKILL");

    assert.deepEqual(
      (await cut).map(({ status }) => status),
      ["rejected", "rejected"],
    );
    assert.deepEqual(await Promise.all(waiting), ["1", "2", "3"]);
  });

  it("adds up in /metrics what each of them counted", async (t) => {
    const settings = projectFiles["mysite/settings.ts"] ?? "";
    const site = await serveProject(t, ["--workers", "2"], {
      "mysite/settings.ts": settings.replace("INSTALLED_APPS: [", '$&"mkweb/health", '),
    });
    await Promise.all(Array.from({ length: 30 }, () => site.get("")));
    const figures = await site.get("/metrics");
    assert.match(figures, /^mkweb_processes 2$/m);
    const counted = figures.matchAll(/^mkweb_http_requests_total\{.*status="200".*\} (\d+)$/gm);
    assert.equal(
      [...counted].reduce((sum, [, count]) => sum + Number(count), 0),
      30,
    );
  });

  it("goes on with the old workers while the project is broken, and ends when no worker starts any more", async (t) => {
    const site = await serveProject(t, ["--workers", "2"]);
    const before = site.workers();
    await site.project.write("polls/version.ts", "export const version = ;\n");
    site.child.kill("SIGHUP");
    await site.says("The current workers continue.");
    assert.match(site.output(), /polls\/version\.ts/);
    await until("the broken one is gone", () => site.workers().length === 2);
    assert.deepEqual(site.workers(), before);
    assert.match(await site.get(""), /^first /);

    for (const pid of before) process.kill(pid, "SIGKILL");

    assert.equal(await site.ended(), 1);
    assert.match(site.output(), /\[MKWEB_SYNTAX\]/);
  });

  it("ends its workers with itself, once they have answered", async (t) => {
    const site = await serveProject(t, ["--workers", "2"]);
    const workers = site.workers();
    const held = site.get("held/");
    await until("the view runs", () => begun(site.project).length === 1);

    process.kill(site.pid, "SIGKILL");
    await until("the idle one has ended", () => workers.filter(isRunning).length === 1);
    await site.project.write("go", "");

    assert.ok(workers.includes(Number(await held)));
    await until("both have ended", () => !workers.some(isRunning));
  });

  it("replaces a worker with an error that nobody caught before it has ended", async (t) => {
    const site = await serveProject(t, ["--workers", "2"]);
    const answers = Array.from({ length: 8 }, () => site.get("held/"));
    await until("the views run", () => begun(site.project).length === 8);
    await site.get("stray/");
    await site.says(/Worker \d+ ends because of an uncaught error\./);
    await site.says(/Worker \d+ replaced it\./);
    assert.equal(site.workers().length, 3);

    await site.project.write("go", "");
    for (const answer of answers) assert.match(await answer, /^\d+$/);
    await until("it has ended", () => site.workers().length === 2);
  });

  it("ends at once at the second signal, whatever its workers are at", async (t) => {
    const site = await serveProject(t, ["--workers", "2"]);
    const workers = site.workers();
    const cut = site.get("spins/").then(
      () => "answered",
      () => "cut off",
    );
    await until("the view runs", () => begun(site.project).length === 1);

    site.child.kill("SIGTERM");
    await until("the idle one has ended", () => workers.filter(isRunning).length === 1);
    site.child.kill("SIGTERM");

    await site.ended();
    assert.equal(site.child.signalCode, "SIGTERM");
    assert.equal(await cut, "cut off");
    await until("both have ended", () => !workers.some(isRunning));
  });
});
