import type { RequestRecord } from "./record.ts";

/** A bar for an event. Positions are thousandths of the request's time. */
export interface Bar {
  readonly kind: "query" | "template" | "cache";
  readonly label: string;
  readonly x: number;
  readonly width: number;
  /** From the top; overlapping bars of one kind are placed below each other. */
  readonly y: number;
}

export interface Timeline {
  readonly bars: readonly Bar[];
  /** One for each kind of event. */
  readonly kinds: readonly {
    readonly kind: Bar["kind"];
    readonly name: string;
    readonly y: number;
  }[];
  readonly height: number;
  /** Positions of the grid lines and their milliseconds. */
  readonly ticks: readonly {
    readonly x: number;
    readonly percent: number;
    readonly text: string;
  }[];
}

interface Span {
  readonly label: string;
  readonly startedAt: number;
  readonly durationMs: number;
}

const LANE = 14;
/** Templates nest; deeper ones are drawn in the last lane. */
const LANES = 5;
/** In thousandths; a narrower bar would be invisible. */
const NARROWEST = 1.5;

export function timelineOf(record: RequestRecord, labels: readonly string[]): Timeline {
  const total = Math.max(record.durationMs, 0.001);
  const groups: readonly (readonly [Bar["kind"], string, readonly Span[]])[] = [
    ["template", "Templates", record.renders.map((each) => ({ ...each, label: each.name }))],
    ["query", "Queries", record.queries.map((each, at) => ({ ...each, label: labels[at] ?? "" }))],
    [
      "cache",
      "Cache",
      record.calls.map((each) => ({ ...each, label: `${each.method} ${each.key}` })),
    ],
  ];
  const bars: Bar[] = [];
  const kinds: Timeline["kinds"][number][] = [];
  let top = 0;
  for (const [kind, name, spans] of groups) {
    if (spans.length === 0) continue;
    kinds.push({ kind, name, y: top + LANE - 4 });
    const ends: number[] = [];
    for (const span of [...spans].sort(
      (a, b) => a.startedAt - b.startedAt || b.durationMs - a.durationMs,
    )) {
      const lane = laneFor(ends, span);
      bars.push({
        kind,
        label: `${span.label}: ${span.durationMs.toFixed(2)} ms`,
        ...placeOf(span, record, total),
        y: top + lane * LANE,
      });
    }
    top += ends.length * LANE + 6;
  }
  return { bars, kinds, height: Math.max(top, LANE), ticks: ticksOf(total) };
}

/** Returns the first lane that is free when the span begins. */
function laneFor(ends: number[], { startedAt, durationMs }: Span): number {
  const free = ends.findIndex((end) => end <= startedAt);
  const lane = free === -1 ? Math.min(ends.length, LANES - 1) : free;
  ends[lane] = Math.max(ends[lane] ?? 0, startedAt + durationMs);
  return lane;
}

function placeOf(
  span: Span,
  { startedAt }: RequestRecord,
  total: number,
): Pick<Bar, "x" | "width"> {
  const x = Math.min(Math.max(((span.startedAt - startedAt) / total) * 1000, 0), 1000 - NARROWEST);
  const width = Math.min(Math.max((span.durationMs / total) * 1000, NARROWEST), 1000 - x);
  return { x: rounded(x), width: rounded(width) };
}

/** At most six lines, at round milliseconds. */
function ticksOf(total: number): Timeline["ticks"] {
  const rough = total / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough;
  const count = Math.floor(total / step);
  const ticks = Array.from({ length: count + 1 }, (_, at) => ({
    x: rounded(((at * step) / total) * 1000),
    percent: rounded(((at * step) / total) * 100),
    text: `${Number((at * step).toPrecision(3))} ms`,
  }));
  // There is no room for a label at the very end.
  return ticks.filter(({ percent }) => percent < 95);
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
