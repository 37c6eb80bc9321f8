import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync, chmodSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Machine } from "../../src/venv/index.ts";
import type { Sandbox } from "./support.ts";

/** A package registry on this computer, with Nodes that are shell scripts. */
export class Registry {
  readonly #sandbox: Sandbox;
  readonly #server: Server;
  readonly #packuments = new Map<string, Packument>();
  readonly #tarballs = new Map<string, Buffer>();
  /** What was asked for, in order. */
  readonly requests: string[] = [];

  private constructor(sandbox: Sandbox, server: Server) {
    this.#sandbox = sandbox;
    this.#server = server;
    server.on("request", (request, response) => {
      const path = decodeURIComponent(request.url ?? "");
      this.requests.push(path);
      const body = this.#tarballs.get(path) ?? this.#packumentText(path.slice(1));
      response.writeHead(body === undefined ? 404 : 200).end(body ?? '{"error":"not found"}');
    });
  }

  static async start(t: TestContext, sandbox: Sandbox): Promise<Registry> {
    const server = createServer();
    const registry = new Registry(sandbox, server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    t.after(() => {
      server.close();
      server.closeAllConnections();
    });
    return registry;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("not listening");
    return `http://127.0.0.1:${address.port}`;
  }

  /** The machine of the sandbox, with npm set to this registry. */
  machine(changes: Partial<Machine> = {}): Machine {
    const machine = this.#sandbox.machine(changes);
    return { ...machine, env: { ...machine.env, ...this.env } };
  }

  get env(): Record<string, string> {
    return { ...this.#sandbox.env, npm_config_registry: this.url, npm_config_fetch_retries: "0" };
  }

  /** Publishes a Node that says it is `says` and runs everything with the real one. */
  addNode(version: string, { date = "2026-01-01", says = version, tampered = false } = {}): void {
    const script = `#!/bin/sh
case "$*" in
    "-p process.versions.node") echo ${says} ;;
    --version) echo v${says} ;;
    *) exec '${process.execPath}' "$@" ;;
esac
`;
    const files = { "bin/node": script, LICENSE: "free\n" };
    this.add(`node-linux-${process.arch}`, version, files, { date, tampered });
  }

  /** Publishes a package. */
  add(
    name: string,
    version: string,
    files: Readonly<Record<string, string>>,
    { date = "2026-01-01", tampered = false, manifest = {} } = {},
  ): void {
    const folder = this.#sandbox.join("registry", `${name}-${version}`);
    const about = { name, version, ...manifest };
    const all = { ...files, "package.json": JSON.stringify(about) };
    for (const [file, text] of Object.entries(all)) {
      const path = join(folder, "package", file);
      mkdirSync(join(path, ".."), { recursive: true });
      writeFileSync(path, text);
      chmodSync(path, file.startsWith("bin/") ? 0o755 : 0o644);
    }
    const tarball = `${folder}.tgz`;
    const run = this.#sandbox.run("tar", ["-czf", tarball, "-C", folder, "package"]);
    if (run.status !== 0) throw new Error(run.stderr);
    const bytes = readFileSync(tarball);
    const path = `/${name}/-/${name}-${version}.tgz`;
    this.#tarballs.set(path, tampered ? Buffer.concat([bytes, Buffer.from("!")]) : bytes);
    const packument = this.#packuments.get(name) ?? { versions: {}, time: {} };
    packument.time[version] = `${date}T00:00:00.000Z`;
    packument.versions[version] = {
      ...about,
      dist: {
        tarball: path,
        integrity: `sha512-${createHash("sha512").update(bytes).digest("base64")}`,
        shasum: createHash("sha1").update(bytes).digest("hex"),
      },
    };
    this.#packuments.set(name, packument);
  }

  #packumentText(name: string): string | undefined {
    const packument = this.#packuments.get(name);
    if (!packument) return undefined;
    const versions = Object.entries(packument.versions).map(([version, data]) => [
      version,
      { ...data, dist: { ...data.dist, tarball: this.url + data.dist.tarball } },
    ]);
    const latest = Object.keys(packument.versions).at(-1);
    const all = { name, ...packument, versions: Object.fromEntries(versions) };
    return JSON.stringify({ ...all, "dist-tags": { latest } });
  }
}

interface Dist {
  readonly tarball: string;
  readonly integrity: string;
  readonly shasum: string;
}

interface Packument {
  readonly versions: Record<string, { readonly dist: Dist }>;
  readonly time: Record<string, string>;
}
