/** The servers that ../hello.ts compares: bare node:http, and a project that `startproject` wrote. */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export interface Server {
  readonly url: string;
  /** User and system time so far, in microseconds. */
  cpu(): number;
  stop(): void;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const hello = "Hello, world";
/** The route asked for: with 200 of them, the last. */
const route = "page-199/";

const view = `
import { HttpResponse } from "mkweb/http";
import { path } from "mkweb/urls";
export const page = () => new HttpResponse(${JSON.stringify(hello)});
`;

/** Each file is an entry point for web servers: the project's own, with other URLs or without middleware. */
const entries: Readonly<Record<string, string>> = {
  "one.ts": `{ ...settings, ROOT_URLCONF: "site/one-route.ts" }`,
  "many.ts": `{ ...settings, ROOT_URLCONF: "site/many-routes.ts" }`,
  "plain.ts": `{ ...settings, ROOT_URLCONF: "site/one-route.ts", MIDDLEWARE: [], DATABASES: {} }`,
};

/** A new project below a folder, with the views of the comparison. @returns Its folder. */
export function makeProject(above: string): string {
  const mkweb = path.join(root, "bin/mkweb.js");
  execFileSync(process.execPath, [mkweb, "startproject", "site", "--no-install", "--no-git"], {
    cwd: above,
    stdio: "pipe",
  });
  const folder = path.join(above, "site");
  mkdirSync(path.join(folder, "node_modules"));
  symlinkSync(root, path.join(folder, "node_modules/mkweb"));
  const write = (name: string, text: string): void =>
    writeFileSync(path.join(folder, "site", name), text);
  const one = `path(${JSON.stringify(route)}, page)`;
  const others = "Array.from({ length: 199 }, (_, at) => path(`page-${at}/<int:id>/`, page))";
  write("one-route.ts", `${view}export const urlpatterns = [${one}];\n`);
  write("many-routes.ts", `${view}export const urlpatterns = [...${others}, ${one}];\n`);
  for (const [name, settings] of Object.entries(entries)) {
    write(
      name,
      `
import { loadSettings } from "mkweb/conf";
import { getApplication, serve } from "mkweb/server";
const settings = await loadSettings("site/settings.ts", new URL("..", import.meta.url));
await serve(await getApplication(${settings}));
`,
    );
  }
  return folder;
}

export function startProject(folder: string, entry: string): Promise<Server> {
  return start(path.join(folder, "site", entry), folder);
}

/** A server with nothing on it, written into a folder. */
export function startBare(folder: string): Promise<Server> {
  const file = path.join(folder, "bare.mjs");
  writeFileSync(
    file,
    `
import { createServer } from "node:http";
const server = createServer((request, response) => {
  response.writeHead(200, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": ${hello.length},
  });
  response.end(${JSON.stringify(hello)});
});
server.listen(0, "127.0.0.1", () => {
  console.error("Serving on http://127.0.0.1:" + server.address().port + "/");
});
`,
  );
  return start(file, folder);
}

/** Runs a server on the first core, as one does in production, until it tells its address. */
async function start(file: string, cwd: string): Promise<Server> {
  const child = spawn("taskset", ["-c", "0", process.execPath, file], {
    cwd,
    env: {
      ...process.env,
      DEBUG: "false",
      ALLOWED_HOSTS: "127.0.0.1",
      HOST: "127.0.0.1",
      PORT: "0",
    },
    stdio: ["ignore", "inherit", "pipe"],
  });
  const origin = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = /Serving on (http:\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.on("exit", () => reject(new Error(`${file} ended:\n${said}`)));
  });
  return { url: origin + route, cpu: () => cpuOf(child.pid), stop: () => child.kill() };
}

/** User and system time of a process so far, in microseconds; Linux counts in hundredths of a second. */
function cpuOf(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}
