/** The acceptance scenarios of the admin, as a visitor in Python plays them on the site. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { after, before, describe, it } from "node:test";
import { PYTHON } from "../interop/servers.ts";
import type { TestDatabase } from "../support/databases.ts";
import { driver } from "./fixture.ts";
import { startSite, type Served } from "./serving.ts";

interface Verdict {
  readonly scenario: string;
  readonly ok: boolean;
  readonly error?: string;
}

/** Each scenario's verdict, by its name. */
async function play(file: string, origin: string): Promise<ReadonlyMap<string, Verdict>> {
  const child = spawn(PYTHON, [file, origin], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = (await text(child.stdout)).split("\n").filter((line) => line.startsWith("{"));
  const verdicts: readonly Verdict[] = lines.map((line) => JSON.parse(line));
  return new Map(verdicts.map((each) => [each.scenario, each]));
}

// The scenarios are kept beside the repository; where they are not, there is nothing to play.
if (driver) {
  // Its servers are started for tests alone.
  const { databases } = await import("../support/databases.ts");
  for (const database of databases) playOn(database, fileURLToPath(driver));
}

function playOn({ vendor, skip, url }: TestDatabase, file: string): void {
  const scenarios = execFileSync(PYTHON, [file, "--list"], { encoding: "utf8" }).trim().split("\n");

  describe(`the scenarios of the admin on ${vendor}`, { skip }, () => {
    let site: Served;
    let verdicts: ReadonlyMap<string, Verdict>;
    const ends: (() => unknown)[] = [];
    before(async () => {
      // What a hook asks to be done afterwards would be done at the hook's own end.
      site = await startSite(await url({ after: (end) => ends.push(end) }));
      verdicts = await play(file, site.origin);
    });
    after(async () => {
      site.process.child.kill("SIGTERM");
      await site.process.ended();
      for (const end of ends) await end();
    });

    for (const name of scenarios) {
      it(name.replaceAll("_", " "), () => {
        const verdict = verdicts.get(name);
        assert.equal(verdict?.ok, true, verdict?.error ?? site.process.output());
      });
    }
  });
}
