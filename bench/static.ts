/**
 * CPU per static file of mkweb in production, beside Fastify's plugin for them: `npm run bench:static`, which builds
 * first and installs the other from `bench/requests/package.json`.
 *
 * Both look at the file system for each request. mkweb keeps what it was asked for lately in memory; a second mkweb
 * does not, and reads each file anew as the plugin does. The goal is at most 1.1 x Fastify for each file. Rounds are
 * short and alternate, and what counts is the median of the ratios within one round. First every answer is compared,
 * byte for byte, parts as well.
 *
 *     node bench/static.ts [ROUNDS]
 */
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import { startNode, type Running } from "./requests/framework.ts";
import { load } from "./requests/load.ts";
import { median } from "./support/command.ts";

const rounds = Number(process.argv[2] ?? 20);
const WARM_UP = 2000;

/** Text that becomes smaller, but not to nothing. */
function text(size: number): Buffer {
  let line = "";
  for (let at = 0; line.length < size; at++) {
    line += `.rule-${createHash("md5").update(String(at)).digest("hex")} { color: #123456 }\n`;
  }
  return Buffer.from(line.slice(0, size));
}

const files = {
  "small.css": text(27_000),
  "large.bin": text(1_000_000),
  "huge.bin": text(5_000_000),
};
const scenes = [
  { name: "27 kB", path: "/static/small.css", headers: {}, requests: 1000 },
  {
    name: "27 kB, Brotli",
    path: "/static/small.css",
    headers: { "accept-encoding": "br" },
    requests: 1000,
  },
  { name: "1 MB", path: "/static/large.bin", headers: {}, requests: 200 },
  {
    name: "100 kB of 1 MB",
    path: "/static/large.bin",
    headers: { range: "bytes=500000-599999" },
    requests: 500,
  },
  { name: "5 MB", path: "/static/huge.bin", headers: {}, requests: 50 },
] as const;

const folder = mkdtempSync(path.join(tmpdir(), "mkweb-bench-static-"));
for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(folder, name), bytes);
writeFileSync(path.join(folder, "small.css.br"), brotliCompressSync(files["small.css"]));

const servers: readonly (readonly [string, Running])[] = [
  ["Fastify", await startNode("static-fastify.js", [folder])],
  ["mkweb", await startNode("static-mkweb.js", [folder, "16777216"])],
  ["mkweb, no memory", await startNode("static-mkweb.js", [folder, "0"])],
];
const costs = new Map<string, number[]>();
try {
  for (const scene of scenes) {
    await compareAnswers(scene);
    for (const [, server] of servers) await measure(server, scene, WARM_UP / 4);
    for (let round = 0; round < rounds; round++) {
      for (const [name, server] of servers) {
        const key = `${name} ${scene.name}`;
        costs.set(key, [...(costs.get(key) ?? []), await measure(server, scene, scene.requests)]);
      }
    }
  }
} finally {
  for (const [, server] of servers) server.stop();
  rmSync(folder, { recursive: true, force: true });
}

console.log(
  `Microseconds of CPU per file (x Fastify), medians of ${rounds} rounds, Node ${process.version}`,
);
console.log(["".padEnd(16), ...scenes.map(({ name }) => name.padStart(16))].join(" "));
for (const [name] of servers) {
  const cells = scenes.map((scene) => {
    const own = costs.get(`${name} ${scene.name}`) ?? [];
    const base = costs.get(`Fastify ${scene.name}`) ?? [];
    const ratio = median(own.map((cost, at) => cost / (base[at] ?? Number.NaN)));
    return `${median(own).toFixed(0)} (${ratio.toFixed(2)})`.padStart(16);
  });
  console.log([name.padEnd(16), ...cells].join(" "));
}

/** Microseconds of CPU for a request. */
async function measure(
  server: Running,
  { path: asked, headers }: (typeof scenes)[number],
  amount: number,
): Promise<number> {
  const before = await server.cpu();
  await load(server.origin + asked, { headers }, amount);
  return ((await server.cpu()) - before) / amount;
}

/** @throws {Error} Two servers send other bytes. */
async function compareAnswers({ name, path: asked, headers }: (typeof scenes)[number]) {
  const answers = await Promise.all(
    servers.map(([, { origin }]) => answerOf(origin + asked, headers)),
  );
  if (new Set(answers).size !== 1)
    throw new Error(`${name}: the answers differ: ${answers.join(", ")}`);
}

/** Status and hash of an answer, undecoded. */
function answerOf(url: string, headers: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      const hash = createHash("sha256");
      response.on("data", (part: Buffer) => hash.update(part));
      response.on("end", () =>
        resolve(`${response.statusCode} ${hash.digest("hex").slice(0, 12)}`),
      );
    })
      .on("error", reject)
      .end();
  });
}
