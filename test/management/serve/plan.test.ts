/** What `serve` makes of its options and the environment. */
import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { describe, it } from "node:test";
import { readPlan, type Asked } from "../../../src/management/serve/plan.ts";

const nothing: Asked = {
  workers: undefined,
  host: undefined,
  port: undefined,
  bind: undefined,
  fd: undefined,
  accessLog: false,
};
const here = { pid: 42, cwd: "/srv/site" };

function plan(asked: Partial<Asked>, env: Readonly<Record<string, string>> = {}) {
  return readPlan({ ...nothing, ...asked }, env, here);
}

describe("serve's options", () => {
  const planned: readonly (readonly [string, ReturnType<typeof plan>, object])[] = [
    ["nothing: one process at the usual place", plan({}), { workers: 1 }],
    ["WEB_CONCURRENCY", plan({}, { WEB_CONCURRENCY: "3" }), { workers: 3 }],
    ["an empty WEB_CONCURRENCY", plan({}, { WEB_CONCURRENCY: "" }), { workers: 1 }],
    [
      "--workers before WEB_CONCURRENCY",
      plan({ workers: "2" }, { WEB_CONCURRENCY: "3" }),
      { workers: 2 },
    ],
    ["--workers auto", plan({ workers: "auto" }), { workers: availableParallelism() }],
    ["--host and --port", plan({ host: "::1", port: 0 }), { workers: 1, host: "::1", port: 0 }],
    [
      "--bind several times",
      plan({
        bind: [
          "0.0.0.0:80",
          "[::1]:8000",
          "unix:/run/a.sock",
          "unix:///run/b.sock",
          "unix:c.sock",
          "9000",
        ],
      }),
      {
        workers: 1,
        binds: [
          { host: "0.0.0.0", port: 80 },
          { host: "::1", port: 8000 },
          { path: "/run/a.sock" },
          { path: "/run/b.sock" },
          { path: "/srv/site/c.sock" },
          { host: "127.0.0.1", port: 9000 },
        ],
      },
    ],
    ["--fd", plan({ fd: [5, 7] }), { workers: 1, binds: [{ fd: 5 }, { fd: 7 }] }],
    [
      "the sockets of systemd, with others",
      plan({ bind: ["unix:/a"] }, { LISTEN_PID: "42", LISTEN_FDS: "2" }),
      { workers: 1, binds: [{ path: "/a" }, { fd: 3 }, { fd: 4 }] },
    ],
    [
      "sockets of systemd that another process was given",
      plan({}, { LISTEN_PID: "41", LISTEN_FDS: "2" }),
      { workers: 1 },
    ],
  ];
  for (const [name, made, expected] of planned) {
    it(`say: ${name}`, () => assert.deepEqual(made, { accessLog: false, ...expected }));
  }

  const refused: readonly (readonly [string, Partial<Asked>, RegExp])[] = [
    ["no workers", { workers: "0" }, /--workers is neither "auto" nor a number from 1 to 512: "0"/],
    ["workers that are no number", { workers: "many" }, /"many"/],
    ["half a worker", { workers: "1.5" }, /"1\.5"/],
    ["more workers than any machine has", { workers: "1000000" }, /"1000000"/],
    ["a port too large", { port: 65_536 }, /65536 is not a port number/],
    ["half a port", { port: 80.5 }, /80\.5 is not a port number/],
    [
      "a bind that is no address",
      { bind: ["127.0.0.1:http"] },
      /--bind is neither an address nor a socket: "127\.0\.0\.1:http"/,
    ],
    ["a socket without a name", { bind: ["unix:"] }, /needs a path/],
    ["the standard output as a socket", { fd: [1] }, /--fd 1 cannot be an inherited socket/],
    ["no descriptor", { fd: [Number.NaN] }, /--fd NaN cannot be an inherited socket/],
    [
      "two ways to say where",
      { port: 1, bind: ["2"] },
      /--host and --port cannot be combined with --bind or --fd/,
    ],
  ];
  for (const [name, asked, message] of refused) {
    it(`are refused: ${name}`, () => {
      assert.throws(() => plan(asked), { code: "MKWEB_USAGE", exitStatus: 2, message });
    });
  }

  it("name WEB_CONCURRENCY where that is what is wrong", () => {
    assert.throws(() => plan({}, { WEB_CONCURRENCY: "all" }), {
      message: /^WEB_CONCURRENCY is neither/,
      hint: /WEB_CONCURRENCY=2/,
    });
  });
});
