/** `mkweb deploy`: what is written, kept, refused and taken back. */
import assert from "node:assert/strict";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { parseEnv } from "node:util";
import { siteWithPolls } from "../generate/support.ts";
import { deployed, well } from "./support.ts";

const written = {
  docker: [
    ".dockerignore",
    ".env.production",
    "Dockerfile",
    "deploy/healthcheck.ts",
    "site/production.ts",
  ],
  compose: [
    ".dockerignore",
    ".env.database",
    ".env.production",
    "Dockerfile",
    "compose.yaml",
    "deploy/compose.Caddyfile",
    "deploy/healthcheck.ts",
    "site/production.ts",
  ],
  systemd: [
    ".env.production",
    "deploy/Caddyfile",
    "deploy/nginx.conf",
    "deploy/site.service",
    "deploy/site.socket",
    "site/production.ts",
  ],
} as const;
const targets = ["docker", "compose", "systemd"] as const;

for (const target of targets) {
  describe(`deploy ${target}`, () => {
    it("writes files that types and the formatter accept, and undo takes them back byte for byte", async (t) => {
      const site = await siteWithPolls(t);
      const before = await site.tree();
      const files = await site.files();
      well(await site.manage("deploy", target, "--domain", "shop.example.com"));

      const record = `.mkweb/0003_deploy_${target}.json`;
      assert.deepEqual(await site.files(), [...files, ...written[target], record].toSorted());
      well(await site.tool("typescript/bin/tsc"));
      well(await site.tool("oxfmt/bin/oxfmt", "--check", "."));

      well(await site.manage("undo"));
      assert.deepEqual(await site.tree(), before);
    });

    it("leaves check --deploy nothing to say, and check as it was", async (t) => {
      const site = await deployed(t, target, "--domain", "shop.example.com");

      const { stdout, stderr } = well(await site.manage("check", "--deploy"));
      assert.equal(stdout, "System check identified no issues (0 silenced).\n");
      assert.equal(stderr, "Checked site/production.ts for deployment.\n");
      const development = await site.manage("check", "--deploy", "--settings", "site/settings.ts");
      assert.match(development.stderr, /security\.W018/);
      assert.equal(well(await site.manage("check")).stderr, "");
    });

    it("changes nothing the second time", async (t) => {
      const site = await deployed(t, target);
      const before = await site.tree();
      const { stderr } = well(await site.manage("deploy", target));
      assert.match(stderr, /already exists\. Nothing was written\./);
      assert.deepEqual(await site.tree(), before);
    });

    it("writes nothing at all with --dry-run", async (t) => {
      const site = await siteWithPolls(t);
      const before = await site.tree();
      const { stdout } = well(await site.manage("deploy", target, "--dry-run"));
      assert.match(stdout, /^\+export default defineSettings/m);
      assert.deepEqual(await site.tree(), before);
    });
  });
}

describe("secrets of a deployment", () => {
  it("are new, in files that only their owner reads and Git does not see, and in no other", async (t) => {
    const site = await deployed(t, "compose");
    const other = await deployed(t, "compose");
    const production = parseEnv(await site.read(".env.production"));
    const database = parseEnv(await site.read(".env.database"));
    const key = production["SECRET_KEY"] ?? "";
    const password = database["POSTGRES_PASSWORD"] ?? "";
    assert.ok(key.length >= 50 && password.length >= 32);
    assert.ok(production["DATABASE_URL"]?.includes(`:${password}@database:`));
    assert.notEqual(key, parseEnv(await other.read(".env.production"))["SECRET_KEY"]);
    assert.notEqual(key, parseEnv(await site.read(".env"))["SECRET_KEY"]);

    for (const name of [".env.production", ".env.database"]) {
      assert.equal(await site.mode(name), "600");
      assert.ok((await site.read(".gitignore")).split("\n").includes(name));
    }
    for (const name of await site.files()) {
      if (name.startsWith(".env.") || name.startsWith("node_modules/")) continue;
      const text = await site.read(name);
      assert.ok(!text.includes(key) && !text.includes(password), name);
    }
  });

  it("stay when another target is written too, which says what they lack", async (t) => {
    const site = await deployed(t, "docker", "--domain", "shop.example.com");
    const before = await site.read(".env.production");
    const { stderr } = well(await site.manage("deploy", "compose", "--conflict", "overwrite"));
    assert.equal(await site.read(".env.production"), before);
    assert.match(stderr, /^Kept \.env\.production as it is\.$/m);
    assert.match(stderr, /^\.env\.production must set REDIS_URL: redis:\/\/redis:6379\/0$/m);
    const url = /must set DATABASE_URL: postgresql:\/\/site:PASSWORD@database:5432\/site$/m;
    assert.match(stderr, url);
    assert.match(await site.read("site/production.ts"), /REDIS_URL/);
  });

  it("keep the database's password when the other file is made again", async (t) => {
    const site = await deployed(t, "compose");
    const { POSTGRES_PASSWORD = "?" } = parseEnv(await site.read(".env.database"));
    await rm(join(site.path, ".env.production"));
    well(await site.manage("deploy", "compose"));
    assert.ok((await site.read(".env.production")).includes(`:${POSTGRES_PASSWORD}@`));
  });
});

describe("deploy", () => {
  it("refuses files that are there and differ, names them, and writes nothing", async (t) => {
    const site = await siteWithPolls(t);
    await site.write("Dockerfile", "FROM scratch\n");
    const before = await site.tree();
    const { status, stderr } = await site.manage("deploy", "docker");
    assert.equal(status, 1);
    assert.match(
      stderr,
      /Dockerfile already exists\.[^]*Nothing was written\. \[MKWEB_FILE_CONFLICT\]/,
    );
    assert.deepEqual(await site.tree(), before);

    well(await site.manage("deploy", "docker", "--conflict", "keep"));
    assert.equal(await site.read("Dockerfile"), "FROM scratch\n");
  });

  it("adds to settings that are exported one by one", async (t) => {
    const site = await siteWithPolls(t);
    await rename(join(site.path, "site/settings.ts"), join(site.path, "site/whole.ts"));
    await site.write(
      "site/settings.ts",
      'import whole from "./whole.ts";\n\nexport const { SECRET_KEY, INSTALLED_APPS, MIDDLEWARE, ROOT_URLCONF, TEMPLATES } = whole;\n',
    );
    well(await site.manage("deploy", "docker"));
    assert.match(await site.read("site/production.ts"), /^import \* as development from/m);
    const { stdout } = well(await site.manage("check", "--deploy"));
    assert.match(stdout, /no issues/);
    well(await site.tool("typescript/bin/tsc"));
  });

  it("installs mkweb/health in production, once", async (t) => {
    const site = await siteWithPolls(t);
    well(await site.manage("deploy", "docker"));
    const line = /^ {2}INSTALLED_APPS: \[\.\.\.development\.INSTALLED_APPS, "mkweb\/health"\],$/m;
    assert.match(await site.read("site/production.ts"), line);

    well(await site.manage("undo"));
    const settings = await site.read("site/settings.ts");
    await site.write(
      "site/settings.ts",
      settings.replace("INSTALLED_APPS: [", '$&"mkweb/health", '),
    );
    well(await site.manage("deploy", "docker"));
    assert.doesNotMatch(await site.read("site/production.ts"), /INSTALLED_APPS/);
    assert.match(well(await site.manage("check", "--deploy")).stdout, /no issues/);
  });

  it("builds the image with the package manager whose lock file there is, and names that one's commands", async (t) => {
    const site = await siteWithPolls(t);
    const lines = async (...words: readonly string[]): Promise<readonly string[]> => {
      const { stdout } = well(await site.manage("deploy", "docker", "--dry-run", ...words));
      return Array.from(
        stdout.matchAll(/^\+(?:RUN|COPY) (?:(?:npm|pnpm|yarn|bun) .*|package\.json.*)$/gm),
        ([line]) => line.slice(1),
      );
    };
    await site.write("package-lock.json", "{}");
    assert.deepEqual(await lines(), [
      "COPY package.json package-lock.json ./",
      "RUN npm ci --omit=dev --no-audit --no-fund",
    ]);
    await rm(join(site.path, "package-lock.json"));
    await site.write("yarn.lock", "# yarn lockfile v1\n");
    assert.deepEqual(await lines(), [
      "RUN npm install --global --force yarn@1",
      "COPY package.json yarn.lock ./",
      "RUN yarn install --production --frozen-lockfile --non-interactive",
    ]);
    await site.write("yarn.lock", "# header\n\n__metadata:\n  version: 8\n");
    await site.write(".yarnrc.yml", "nodeLinker: node-modules\n");
    assert.deepEqual(await lines(), [
      "RUN npm install --global --force @yarnpkg/cli-dist@4",
      "COPY package.json yarn.lock .yarnrc.yml ./",
      "RUN yarn install --immutable --mode=skip-build && yarn workspaces focus --all --production",
    ]);
    await site.write("bun.lock", "{}");
    const manifest = JSON.parse(await site.read("package.json"));
    await site.write("package.json", JSON.stringify({ ...manifest, packageManager: "bun@1.2.3" }));
    assert.deepEqual(await lines(), [
      "RUN npm install --global bun@1.2.3",
      "COPY package.json bun.lock ./",
      "RUN bun install --production --frozen-lockfile",
    ]);
    await site.write("pnpm-lock.yaml", "lockfileVersion: '9.0'\n");
    await site.write("pnpm-workspace.yaml", "packages: []\n");
    await site.write(
      "package.json",
      JSON.stringify({ ...manifest, packageManager: "pnpm@10.2.0" }),
    );
    assert.deepEqual(await lines(), [
      "RUN npm install --global pnpm@10.2.0",
      "COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./",
      "RUN pnpm install --prod --frozen-lockfile",
    ]);
    const { stderr } = well(await site.manage("deploy", "docker", "--database", "postgresql"));
    assert.match(stderr, /^ {4}pnpm add pg$/m);
  });

  it("writes production settings as the project's are written", async (t) => {
    const site = await siteWithPolls(t);
    const settings = await site.read("site/settings.ts");
    await site.write("site/settings.ts", settings.replaceAll('"', "'").replaceAll(";\n", "\n"));
    well(await site.manage("deploy", "docker"));
    assert.match(await site.read("site/production.ts"), /^import \{ .* \} from 'mkweb\/conf'$/m);
  });

  it("takes its database and Redis from the options, and names the packages they want", async (t) => {
    const site = await siteWithPolls(t);
    const options = ["--database", "postgresql", "--with-redis", "--workers", "auto"];
    const { stderr } = well(await site.manage("deploy", "systemd", ...options, "--user", "www"));
    assert.match(stderr, /^ {4}npm install pg @redis\/client$/m);
    // The secrets are copied once, apart: each later rsync would take away who may read them.
    assert.match(stderr, /^ {4}rsync .* --exclude "\.env\*" .* root@SERVER:\/srv\/site\/$/m);
    assert.match(stderr, /^ {4}scp \.env\.production root@SERVER:\/srv\/site\/$/m);
    const { DATABASE_URL, REDIS_URL, WEB_CONCURRENCY } = parseEnv(
      await site.read(".env.production"),
    );
    assert.match(DATABASE_URL ?? "", /^postgresql:\/\/site:\w{48}@localhost:5432\/site$/);
    assert.equal(REDIS_URL, "redis://localhost:6379/0");
    assert.equal(WEB_CONCURRENCY, "auto");
    assert.match(await site.read("deploy/site.service"), /^User=www$/m);

    well(await site.manage("undo"));
    well(await site.manage("deploy", "compose", "--no-redis", "--database", "sqlite"));
    assert.doesNotMatch(await site.read("compose.yaml"), /redis|postgres/);
    assert.doesNotMatch(await site.read("site/production.ts"), /redis/i);
  });

  for (const [words, says] of [
    [["docker", "--user", "www"], /--user, --path: only systemd uses them, not docker/],
    [["docker", "--workers", "0"], /0 is neither a number from 1 to 999 nor auto/],
    [["docker", "--domain", "a b"], /'a b' is not a host name/],
    [["docker", "--domain", "x.org:80"], /'x\.org:80' is not a host name/],
    [["systemd", "--user", "root;id"], /'root;id' is not a valid user name/],
    [["systemd", "--path", "srv/x"], /'srv\/x' is not an absolute path/],
    [["compose", "--with-redis", "--no-redis"], /not allowed with argument --with-redis/],
    [["podman"], /invalid choice: 'podman'/],
  ] as const) {
    it(`refuses ${words.join(" ")} as wrong usage`, async (t) => {
      const site = await siteWithPolls(t);
      const { status, stderr } = await site.mkweb(["deploy", ...words]);
      assert.equal(status, 2, stderr);
      assert.match(stderr, says);
    });
  }

  it("takes a name in another script as browsers send it", async (t) => {
    const site = await deployed(
      t,
      "systemd",
      "--domain",
      "Bücher.example",
      "--domain",
      "b.example",
    );
    assert.match(
      await site.read(".env.production"),
      /^ALLOWED_HOSTS=xn--bcher-kva\.example,b\.example$/m,
    );
    assert.match(
      await site.read("deploy/nginx.conf"),
      /server_name xn--bcher-kva\.example b\.example;/,
    );
  });
});
