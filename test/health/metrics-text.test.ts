/** Figures in Prometheus' text form, as its library for Node writes them. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Counter, Histogram, Registry } from "prom-client";
import { mergeFamilies, Metric } from "../../src/health/metrics/families.ts";
import { metricsText } from "../../src/health/metrics/text.ts";

const bounds = [0.1, 0.5, 2];
const counter = {
  name: "asked_total",
  help: "How often.",
  labelNames: ["route", "status"],
} as const;
const histogram = { name: "took_seconds", help: "How long.", labelNames: ["route"] } as const;

function ours() {
  return {
    counter: new Metric({ ...counter, type: "counter", merge: "sum" }),
    histogram: new Metric({ ...histogram, type: "histogram", merge: "sum", bounds }),
  };
}

describe("the text form", () => {
  it("is what prom-client writes of the same figures", async () => {
    const registry = new Registry();
    const theirs = {
      counter: new Counter({ ...counter, registers: [registry] }),
      histogram: new Histogram({ ...histogram, buckets: bounds, registers: [registry] }),
    };
    const { counter: count, histogram: times } = ours();
    for (const [route, status, seconds] of [
      ["polls:index", "200", 0.1],
      ["polls:index", "200", 0.05],
      ['a"b\\c\nd', "404", 3],
      ["", "500", 0.5],
    ] as const) {
      theirs.counter.inc({ route, status });
      theirs.histogram.observe({ route }, seconds);
      count.add([route, status]);
      times.observe([route], seconds);
    }
    const plain = (text: string): string[] => {
      const lines = text.trim().split("\n");
      // prom-client writes `le` first and empty lines between; neither has a meaning.
      return lines
        .filter((line) => line !== "")
        .map((line) => line.replace(/\{(le="[^"]*"),(.*)\} /, "{$2,$1} "))
        .toSorted();
    };
    assert.deepEqual(
      plain(metricsText([count.snapshot(), times.snapshot()])),
      plain(await registry.metrics()),
    );
  });
});

describe("the figures of several processes", () => {
  it("are added up, but for those whose largest or smallest counts", () => {
    const [one, other] = [ours(), ours()];
    for (const { counter: count, histogram: times } of [one, other, other]) {
      count.add(["a", "200"]);
      times.observe(["a"], 0.2);
    }
    other.counter.add(["b", "200"], 5);
    const gauge = (merge: "max" | "min", value: number) => ({
      name: merge,
      help: "",
      type: "gauge" as const,
      merge,
      labelNames: [],
      series: [{ labels: [], value }],
    });
    const merged = mergeFamilies([
      [one.counter.snapshot(), one.histogram.snapshot(), gauge("max", 3), gauge("min", 3)],
      [other.counter.snapshot(), other.histogram.snapshot(), gauge("max", 7), gauge("min", 7)],
    ]);
    const values = merged.map(({ name, series }) => [name, series.map(({ value }) => value)]);
    assert.deepEqual(values, [
      ["asked_total", [3, 5]],
      ["took_seconds", [0.2 + 0.2 + 0.2]],
      ["max", [7]],
      ["min", [3]],
    ]);
    assert.deepEqual(merged[1]?.series[0]?.buckets, [0, 3, 0, 0]);
  });

  it("have no more series than memory is for", () => {
    const { counter: count } = ours();
    for (let at = 0; at < 20_000; at += 1) count.add([String(at), ""]);
    assert.equal(count.snapshot().series.length, 10_000);
  });
});
