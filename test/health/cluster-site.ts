/** A site in two processes of node:cluster; told on stdin to kill one of them. */
import cluster from "node:cluster";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { completeSettings } from "../../src/conf/index.ts";
import { addUpWorkers } from "../../src/health/index.ts";
import { getApplication, serve } from "../../src/server/index.ts";

const room = (name: string): string => new URL(`../../src/${name}/index.ts`, import.meta.url).href;

if (cluster.isPrimary) {
  addUpWorkers();
  const folder = mkdtempSync(join(tmpdir(), "mkweb-cluster-"));
  writeFileSync(
    join(folder, "urls.ts"),
    `
    import { HttpResponse } from ${JSON.stringify(room("http"))};
    import { path } from ${JSON.stringify(room("urls"))};
    export const urlpatterns = [path("page/", () => new HttpResponse("p"), { name: "page" })];
    `,
  );
  const workers = [1, 2].map(() => cluster.fork({ CLUSTER_SITE: folder }));
  const urls = await Promise.all(
    workers.map((worker) => new Promise((resolve) => worker.once("message", resolve))),
  );
  process.stdout.write(`${JSON.stringify(urls[0])}\n`);
  cluster.on("exit", () => process.stdout.write("gone\n"));
  process.stdin.on("data", () => workers[0]?.process.kill("SIGKILL"));
  process.stdin.on("end", () => {
    for (const worker of workers) worker.process.kill("SIGKILL");
    process.exit();
  });
} else {
  const application = await getApplication(
    completeSettings({
      BASE_DIR: pathToFileURL(`${process.env["CLUSTER_SITE"] ?? ""}/`),
      SECRET_KEY: "k",
      ROOT_URLCONF: "urls.ts",
      ALLOWED_HOSTS: ["127.0.0.1"],
      INSTALLED_APPS: ["mkweb/health"],
    }),
  );
  const { signal } = new AbortController();
  const { url } = await serve(application, { port: 0, host: "127.0.0.1", signal });
  process.send?.({ url });
}
