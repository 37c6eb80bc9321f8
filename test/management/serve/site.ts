import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { makeProject, type Started, type TestProject } from "../../support/project.ts";

/**
 * A project whose views tell which process they run in. What `held/` has begun stands in the file `begun`, and it
 * answers once there is a file `go`.
 */
export function servedProject(
  t: TestContext,
  files: Readonly<Record<string, string>> = {},
): Promise<TestProject> {
  return makeProject(t, {
    ".env": `SECRET_KEY=${"0123456789abcdefghij".repeat(3)}\nALLOWED_HOSTS=*\n`,
    "polls/urls.ts": `import { path } from "mkweb/urls";
import * as views from "./views.ts";

export const appName = "polls";
export const urlpatterns = [
  path("", views.index),
  path("held/", views.held),
  path("counted/<int:id>/", views.counted),
  path("stray/", views.stray),
  path("spins/", views.spins),
];
`,
    "polls/views.ts": `import { appendFileSync, existsSync } from "node:fs";
import { HttpResponse, type HttpRequest } from "mkweb/http";
import { version } from "./version.ts";

export function index(): HttpResponse {
  return new HttpResponse(\`\${version} \${process.pid}\`);
}

export async function held(request: HttpRequest): Promise<HttpResponse> {
  appendFileSync("begun", process.pid + "\\n");
  while (!existsSync("go")) await new Promise((resolve) => setTimeout(resolve, 10));
  return new HttpResponse(String(process.pid));
}

export function counted(request: HttpRequest, { id }: { id: number }): HttpResponse {
  appendFileSync("begun", id + "\\n");
  return new HttpResponse(String(id));
}

export function stray(): HttpResponse {
  setTimeout(() => {
    throw new Error("nobody catches this");
  });
  return new HttpResponse("stray");
}

export function spins(): HttpResponse {
  appendFileSync("begun", process.pid + "\\n");
  for (;;);
}
`,
    "polls/version.ts": 'export const version = "first";\n',
    ...files,
  });
}

export interface ServedSite extends Started {
  readonly project: TestProject;
  readonly url: URL;
  /** The process to send signals to. */
  readonly pid: number;
  /** The processes of the workers. */
  workers(): readonly number[];
  get(path: string): Promise<string>;
}

/** `node manage serve --port 0 WORDS...`, once it is ready. */
export async function serveProject(
  t: TestContext,
  words: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<ServedSite> {
  const project = await servedProject(t, files);
  const run = project.start("serve", "--port", "0", ...words);
  await run.says(/Serving on .*\n/);
  const url = new URL("polls/", /http:\S+/.exec(run.output())?.[0]);
  const pid = run.child.pid ?? 0;
  return {
    ...run,
    project,
    url,
    pid,
    workers: () => childrenOf(pid),
    get: async (path) => (await fetch(new URL(path, url))).text(),
  };
}

/** The processes that a process has started and that are still there. */
export function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
    .split(" ")
    .filter((text) => text !== "")
    .map(Number);
}

export function isRunning(pid: number): boolean {
  try {
    // One that has ended and nobody has asked about is gone all the same.
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/** Waits for a condition, at most two minutes. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 120_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`It never came to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** What views have written to `begun`. */
export function begun({ root }: TestProject): readonly number[] {
  const file = fileURLToPath(new URL("begun", root));
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8").trim().split("\n").map(Number);
}

export interface Visits {
  /** Ids of the requests that were answered as they should be. */
  readonly answered: ReadonlySet<number>;
  /** What became of the others: `ECONNREFUSED`, ... Those that HTTP lets nobody save are \`kept\`. */
  readonly failed: ReadonlyMap<number, string>;
  /** Resolves when the last visitor has left. */
  readonly left: Promise<unknown>;
  leave(): void;
}

/** Visitors that ask one thing after another, some over one connection, others over a new one each time. */
export function visit(url: URL, { stopWhenRefused = false } = {}): Visits {
  const answered = new Set<number>();
  const failed = new Map<number, string>();
  let last = 0;
  const leaving = new AbortController();
  const visitor = async (keepAlive: boolean): Promise<void> => {
    const agent = new Agent({ keepAlive });
    while (!leaving.signal.aborted) {
      const id = (last += 1);
      const failure = await ask(new URL(`counted/${id}/`, url), String(id), agent);
      if (failure === undefined) answered.add(id);
      else failed.set(id, failure);
      if (failure === "ECONNREFUSED" && stopWhenRefused) break;
    }
    agent.destroy();
  };
  const left = Promise.all([true, true, true, true, false, false].map(visitor));
  return { answered, failed, left, leave: () => leaving.abort() };
}

async function ask(url: URL, expected: string, agent: Agent): Promise<string | undefined> {
  const sent = request(url, { agent }).end();
  try {
    const [answer] = await once(sent, "response");
    let text = "";
    for await (const chunk of answer.setEncoding("utf8")) text += String(chunk);
    return text === expected ? undefined : text;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    // The server may close what it has been asked nothing over, in the very moment it is asked.
    return sent.reusedSocket && code === "ECONNRESET" ? "kept" : code;
  }
}
