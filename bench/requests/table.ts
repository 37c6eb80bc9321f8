/** Prints what was measured, with the ratios that the goals are about. */
import { median } from "../support/command.ts";

/** Microseconds per request, one for each round: by server, by scene. */
export type Costs = ReadonlyMap<string, Map<string, number[]>>;

/**
 * One line for each server. A ratio is the median of the ratios within one round: what else the machine
 * does falls on all servers of a round.
 *
 * @param others The frameworks of which the best in a scene is compared with.
 */
export function print(costs: Costs, scenes: readonly string[], others: readonly string[]): void {
  const best = new Map(scenes.map((scene) => [scene, bestOf(costs, scene, others)]));
  const width = Math.max(...Array.from(costs.keys(), (name) => name.length));
  const line = (name: string, cells: readonly string[]): void =>
    console.log([name.padEnd(width), ...cells.map((cell) => cell.padStart(22))].join(" "));

  console.log(`\nMicroseconds of CPU per request (x node:http, x the best framework), medians of`);
  console.log(`rounds in turn, Node ${process.version}`);
  line("", scenes);
  for (const name of costs.keys()) {
    line(
      name,
      scenes.map((scene) => {
        const cost = median(costs.get(name)?.get(scene) ?? []).toFixed(1);
        const bare = ratio(costs, scene, name, "node:http").toFixed(2);
        return `${cost} (${bare}, ${ratio(costs, scene, name, best.get(scene) ?? "").toFixed(2)})`;
      }),
    );
  }
  line(
    "best framework",
    scenes.map((scene) => best.get(scene) ?? ""),
  );
}

function bestOf(costs: Costs, scene: string, others: readonly string[]): string {
  const ranked = others.toSorted(
    (one, other) => ratio(costs, scene, one, "node:http") - ratio(costs, scene, other, "node:http"),
  );
  return ranked[0] ?? "";
}

function ratio(costs: Costs, scene: string, name: string, to: string): number {
  const base = costs.get(to)?.get(scene) ?? [];
  const own = costs.get(name)?.get(scene) ?? [];
  return median(own.map((cost, at) => cost / (base[at] ?? Number.NaN)));
}
