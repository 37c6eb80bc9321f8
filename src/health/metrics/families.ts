/** Labelled counts as plain data that processes can send each other. */

/** How figures of several processes are merged. */
export type Merge = "sum" | "max" | "min";

export interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly merge: Merge;
  readonly labelNames: readonly string[];
  /** Upper bounds of a histogram's buckets, ascending, without infinity. */
  readonly bounds?: readonly number[];
  readonly series: readonly Series[];
}

export interface Series {
  readonly labels: readonly string[];
  /** A number; for a histogram the count of each bucket, infinity last, and the sum. */
  readonly value: number;
  readonly buckets?: readonly number[];
}

/** Limit for a mistake in labels that would fill the memory. */
const MOST_SERIES = 10_000;

interface Open {
  readonly labels: readonly string[];
  value: number;
  buckets?: number[];
}

/** One metric with its label values. */
export class Metric {
  readonly #family: Omit<Family, "series">;
  readonly #series = new Map<string, Open>();

  constructor(family: Omit<Family, "series">) {
    this.#family = family;
  }

  add(labels: readonly string[], by = 1): void {
    const series = this.#at(labels);
    if (series) series.value += by;
  }

  /** Adds a measurement to a histogram. */
  observe(labels: readonly string[], measured: number): void {
    const { bounds = [] } = this.#family;
    const series = this.#at(labels);
    if (!series) return;
    series.buckets ??= Array.from({ length: bounds.length + 1 }, () => 0);
    let at = 0;
    while (at < bounds.length && measured > (bounds[at] ?? Infinity)) at += 1;
    series.buckets[at] = (series.buckets[at] ?? 0) + 1;
    series.value += measured;
  }

  snapshot(): Family {
    return {
      ...this.#family,
      series: Array.from(this.#series.values(), (each) => structuredClone(each)),
    };
  }

  #at(labels: readonly string[]): Open | undefined {
    const key = labels.join("\0");
    const known = this.#series.get(key);
    if (known) return known;
    if (this.#series.size >= MOST_SERIES) return undefined;
    const series: Open = { labels, value: 0 };
    this.#series.set(key, series);
    return series;
  }
}

/** Merges the metrics of several processes. */
export function mergeFamilies(all: readonly (readonly Family[])[]): readonly Family[] {
  const merged = new Map<string, Family>();
  for (const family of all.flat()) {
    const known = merged.get(family.name);
    merged.set(family.name, known ? mergeTwo(known, family) : family);
  }
  return [...merged.values()];
}

function mergeTwo(one: Family, other: Family): Family {
  const series = new Map(one.series.map((each) => [each.labels.join("\0"), each]));
  for (const each of other.series) {
    const key = each.labels.join("\0");
    const known = series.get(key);
    series.set(key, known ? mergeSeries(one.merge, known, each) : each);
  }
  return { ...one, series: [...series.values()] };
}

function mergeSeries(merge: Merge, one: Series, other: Series): Series {
  if (merge !== "sum") return { ...one, value: Math[merge](one.value, other.value) };
  const { buckets } = one;
  return {
    labels: one.labels,
    value: one.value + other.value,
    ...(buckets && { buckets: buckets.map((count, at) => count + (other.buckets?.[at] ?? 0)) }),
  };
}
