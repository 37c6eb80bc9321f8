/** Prints what was measured, with the ratios that the goals are about. */
import { median } from "../support/command.ts";

/** Microseconds per request, one for each round: by server, by scene. */
export type Costs = ReadonlyMap<string, Map<string, number[]>>;

/** One for each server. */
type Figures = ReadonlyMap<string, number>;

/** A server, and those of which the best in each scene is what it is compared with. */
export interface Comparison {
  readonly name: string;
  readonly others: readonly string[];
}

/**
 * One line for each server, and one for each comparison. A ratio is the median of the ratios within one
 * round: what else the machine does falls on all servers of a round.
 */
export function print(
  costs: Costs,
  scenes: readonly string[],
  comparisons: readonly Comparison[],
  { starts, memory }: { readonly starts: Figures; readonly memory: Figures },
): void {
  const widest = Math.max(...Array.from(costs.keys(), (name) => name.length));
  const line = (name: string, cells: readonly string[]): void =>
    console.log([name.padEnd(widest), ...cells.map((cell) => cell.padStart(24))].join(" "));

  console.log(`\nMicroseconds of CPU per request (x node:http), medians of rounds in turn,`);
  console.log(`Node ${process.version}`);
  line("", [...scenes, "first answer, ms", "memory, MB"]);
  for (const name of costs.keys()) {
    const ends = [starts, memory].map((figures) => (figures.get(name) ?? Number.NaN).toFixed(0));
    const cells = scenes.map((scene) => {
      const list = costs.get(name)?.get(scene);
      if (!list) return "–";
      const times = ratio(costs, scene, name, "node:http");
      return median(list).toFixed(1) + (Number.isNaN(times) ? "" : ` (${times.toFixed(2)})`);
    });
    line(name, [...cells, ...ends]);
  }
  for (const { name, others } of comparisons) {
    console.log(`\n${name}, x the best of ${others.join("; ")}`);
    line(
      "",
      scenes.map((scene) => {
        const best = bestOf(costs, scene, others);
        if (best === undefined) return "–";
        return `${ratio(costs, scene, name, best).toFixed(2)} (${best})`;
      }),
    );
  }
}

function bestOf(costs: Costs, scene: string, others: readonly string[]): string | undefined {
  const cost = (name: string): number => median(costs.get(name)?.get(scene) ?? []);
  const [best] = others
    .filter((name) => costs.get(name)?.has(scene))
    .toSorted((one, other) => cost(one) - cost(other));
  return best;
}

function ratio(costs: Costs, scene: string, name: string, to: string): number {
  const base = costs.get(to)?.get(scene) ?? [];
  const own = costs.get(name)?.get(scene) ?? [];
  return median(own.map((cost, at) => cost / (base[at] ?? Number.NaN)));
}
