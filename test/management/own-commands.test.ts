/** Commands of a project's own: what they find, and that they end. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeProject, projectFiles } from "../support/project.ts";

/** A cache that, as a Redis or a Memcached would, has a connection open until it is closed. */
const cacheFile = `import { connect, createServer } from "node:net";

export default async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const socket = connect(server.address().port, "127.0.0.1");
  const texts = new Map();
  return {
    get: async (key) => texts.get(key),
    set: async (key, text) => void texts.set(key, text),
    close: async () => {
      console.log("closed");
      socket.destroy();
      server.close();
    },
  };
};
`;

const command = (then: string): string => `import { getCache } from "mkweb/cache";
import { defineCommand } from "mkweb/management";

export default defineCommand({
  describe: "Keeps a word.",
  async run(_, { out, project }) {
    const cache = await getCache("default", await project.settings());
    await cache.set("word", "kept");
    out.data(String(await cache.get("word")));
    ${then}
  },
});
`;

describe("a command that used a cache", () => {
  it("ends, whether it did its work or failed, and so does code in the shell", async (t) => {
    const settings = projectFiles["mysite/settings.ts"] ?? "";
    const project = await makeProject(t, {
      "mysite/settings.ts": settings.replace(
        "ROOT_URLCONF",
        'CACHES: { default: { BACKEND: "mysite/cache.js" } },\n  ROOT_URLCONF',
      ),
      "mysite/cache.js": cacheFile,
      "polls/management/commands/keep.ts": command(""),
      "polls/management/commands/fail.ts": command('throw new Error("failed");'),
    });
    const code = `const { getCache } = await import("mkweb/cache"); await (await getCache("default", settings)).set("a", 1);`;
    const [kept, failed, shell] = await Promise.all([
      project.manage("keep"),
      project.manage("fail"),
      project.manage("shell", "-c", code),
    ]);
    assert.deepEqual([kept.status, kept.stdout], [0, "kept\nclosed\n"], kept.stderr);
    assert.deepEqual([failed.status, failed.stdout], [1, "kept\nclosed\n"]);
    assert.match(failed.stderr, /Error: failed/);
    assert.deepEqual([shell.status, shell.stdout], [0, "closed\n"], shell.stderr);
  });
});
