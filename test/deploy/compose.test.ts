/** The compose file: judged by the specification's own schema and by a linter, and then by what depends on what. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { DCLinter } from "dclint";
import { parse } from "yaml";
import { parseEnv } from "node:util";
import { deployed } from "./support.ts";

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly command?: unknown;
  readonly env_file?: string;
  readonly environment?: unknown;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly restart?: string;
  readonly healthcheck?: { readonly test?: string; readonly disable?: boolean };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, null>>;
}

/** What the linter says besides the order that it would have things in, and the two ports that all may reach. */
const rules = {
  "service-keys-order": 0,
  "services-alphabetical-order": 0,
  "top-level-properties-order": 0,
  "require-quotes-in-ports": 0,
  "no-unbound-port-interfaces": 0,
};

const shapes = {
  "PostgreSQL and Redis": [],
  "PostgreSQL alone": ["--no-redis"],
  "SQLite and Redis": ["--database", "sqlite"],
  "SQLite alone": ["--database", "sqlite", "--no-redis"],
};

describe("compose.yaml", () => {
  for (const [name, words] of Object.entries(shapes)) {
    it(`is valid with ${name}, and waits only for services it has`, async (t) => {
      const site = await deployed(t, "compose", ...words);
      const linter = new DCLinter({ rules });
      const found = linter.lintFiles([join(site.path, "compose.yaml")], false);
      assert.equal(found.length, 1);
      assert.deepEqual(found[0]?.messages, []);

      const { services, volumes }: Compose = parse(await site.read("compose.yaml"), {
        merge: true,
      });
      for (const service of Object.values(services)) {
        for (const other of Object.keys(service.depends_on ?? {}))
          assert.ok(services[other], other);
        for (const volume of service.volumes ?? []) {
          const [source = ""] = volume.split(":");
          assert.ok(source.startsWith("./") || source in volumes, source);
        }
      }
    });
  }

  it("is refused by the same judge where a word is misspelt", async (t) => {
    const site = await deployed(t, "compose");
    const text = await site.read("compose.yaml");
    await site.write("compose.yaml", text.replace("    depends_on:", "    depend_on:"));
    const [found] = new DCLinter({ rules }).lintFiles([join(site.path, "compose.yaml")], false);
    assert.match(JSON.stringify(found?.messages), /additional properties|depend_on/);
  });

  it("migrates once, after the database answers, and serves after that", async (t) => {
    const { database, migrate, redis, web, proxy } = (await composed(t)).compose.services;
    assert.deepEqual(migrate?.depends_on, {
      database: { condition: "service_healthy" },
      redis: { condition: "service_healthy" },
    });
    assert.deepEqual(migrate.command, ["node", "manage", "migrate", "--noinput"]);
    assert.equal(migrate.restart, "no");
    assert.deepEqual(web?.depends_on, { migrate: { condition: "service_completed_successfully" } });
    assert.deepEqual(proxy?.depends_on, { web: { condition: "service_healthy" } });
    assert.match(database?.healthcheck?.test ?? "", /^pg_isready --host 127\.0\.0\.1 /);
    assert.match(redis?.healthcheck?.test ?? "", /redis-cli ping/);
  });

  it("opens the ports of the web server alone, finds its services by name, and holds no secret", async (t) => {
    const { compose, text, environment } = await composed(t);
    const open = Object.entries(compose.services).filter(([, { ports }]) => ports !== undefined);
    assert.deepEqual(
      open.map(([name]) => name),
      ["proxy"],
    );
    const url = new URL(environment["DATABASE_URL"] ?? "");
    assert.ok(compose.services[url.hostname]);
    assert.ok(compose.services[new URL(environment["REDIS_URL"] ?? "").hostname]);
    assert.ok(!text.includes(url.password) && !text.includes(environment["SECRET_KEY"] ?? "?"));
    assert.equal(compose.services["database"]?.env_file, ".env.database");
    assert.equal(compose.services["web"]?.env_file, ".env.production");
  });
});

async function composed(t: TestContext): Promise<{
  readonly compose: Compose;
  readonly text: string;
  readonly environment: NodeJS.Dict<string>;
}> {
  const site = await deployed(t, "compose");
  const text = await site.read("compose.yaml");
  const environment = parseEnv(await site.read(".env.production"));
  return { compose: parse(text, { merge: true }), text, environment };
}
