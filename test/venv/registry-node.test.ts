/** One real Node from npm's registry: the only test here that uses the network, and it may be left out. */
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { missing, Sandbox } from "./support.ts";

it(
  "fetches a real Node 24, which runs, and its npm with it",
  { skip: missing("npm") },
  async (t) => {
    const sandbox = new Sandbox(t);
    // The user's own cache, so that it is downloaded once, and the user's own way to the registry.
    const { npm_config_registry: registry, NODE_EXTRA_CA_CERTS: certificates } = process.env;
    const env = {
      ...sandbox.env,
      npm_config_cache: join(homedir(), ".npm"),
      npm_config_userconfig: join(homedir(), ".npmrc"),
      ...(registry !== undefined && { npm_config_registry: registry }),
      ...(certificates !== undefined && { NODE_EXTRA_CA_CERTS: certificates }),
    };
    const machine = sandbox.machine({ env });
    const ping = sandbox.run("npm", ["ping", "--fetch-retries=0", "--fetch-timeout=5000"], { env });
    if (ping.status !== 0) return t.skip("the registry cannot be reached");
    const first = await sandbox.create("one", { node: "24.11.0" }, machine);
    assert.equal(first.source, "registry");
    const node = (...args: readonly string[]) =>
      sandbox.run(sandbox.join("one/bin/node"), args).stdout;
    assert.equal(node("--version"), "v24.11.0\n");
    assert.equal(node("-p", "process.release.lts"), "Krypton\n");
    const prefix = sandbox.run(sandbox.join("one/bin/npm"), ["prefix", "-g"], { env });
    assert.equal(prefix.stdout.trim(), sandbox.join("one/npm"), prefix.stderr);
    const second = await sandbox.create("two", { node: "24.11" }, machine);
    assert.equal(second.source, "store");
    const inode = (name: string) => statSync(sandbox.join(name, "bin/node")).ino;
    assert.equal(inode("one"), inode("two"));
    return undefined;
  },
);
