/** A project that gets deployed: made by startproject, with mkweb as built in its node_modules. */
import type { Ending } from "../cli/support.ts";
import { siteWithPolls, type Site } from "../generate/support.ts";
import type { Run } from "../support/project.ts";

/** @param words Behind `deploy`. */
export async function deployed(t: Ending, ...words: readonly string[]): Promise<Site> {
  const site = await siteWithPolls(t);
  well(await site.manage("deploy", ...words));
  return site;
}

/** Wants a run to have succeeded. */
export function well(run: Run): Run {
  if (run.status !== 0) throw new Error(`Ended with ${run.status}:\n${run.stdout}${run.stderr}`);
  return run;
}
