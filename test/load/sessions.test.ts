/** The short form of `npm run load:sessions`. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { noPostgres } from "../support/postgres.ts";
import { noRedis } from "../support/redis.ts";
import { swarm } from "./swarm.ts";

const skip = noPostgres || (noRedis ?? false);

describe("sessions of many visitors at several processes that are killed", { skip }, () => {
  for (const engine of ["db", "cached-db"]) {
    it(`are neither lost nor mixed up, and count on: ${engine}`, async () => {
      const report = await swarm({
        engine: `mkweb/sessions/backends/${engine}`,
        processes: 2,
        visitors: 20,
        seconds: 3,
        killEvery: 0.7,
      });
      assert.ok(report.kills > 0 && report.requests > 20, JSON.stringify(report));
      const { lost, mixed, backwards, failed } = report;
      assert.deepEqual(
        { lost, mixed, backwards, failed },
        { lost: 0, mixed: 0, backwards: 0, failed: 0 },
      );
    });
  }
});
