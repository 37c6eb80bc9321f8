/** What clients that stay, and vanish, leave behind: nothing. `npm run load:streams` does it with thousands. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const script = fileURLToPath(new URL("../load/streams.ts", import.meta.url));
const skip = process.platform !== "linux" && "reads /proc";

it(
  "100 slow clients, 100 WebSockets and 50 readers of events leave nothing behind",
  { skip },
  async () => {
    const words = ["--slow", "100", "--sockets", "100", "--streams", "50", "--rounds", "400"];
    const { stdout } = await promisify(execFile)(process.execPath, [script, ...words]);
    const [, before, full, afterwards] =
      /before +(\d+) [^]*of them +(\d+) [^]*afterwards +(\d+) /.exec(stdout) ?? [];
    assert.ok(Number(full) >= Number(before) + 250, stdout);
    assert.ok(Number(afterwards) <= Number(before), stdout);
    assert.match(stdout, /with all of them .* 150 open,[^]*afterwards .* 0 open,/);
  },
);
