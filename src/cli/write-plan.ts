import type { CommandContext } from "../command/index.ts";
import { MkwebError } from "../errors.ts";
import { join } from "node:path";
import { History } from "./history.ts";
import { applyPlan, formatPlan, planValue, type Plan } from "../scaffold/index.ts";

export interface WriteRequest {
  readonly plan: Plan;
  /** The project's folder. Default: no project. */
  readonly root?: string;
  /** The command, for messages after an interruption: `startapp blog`. */
  readonly what: string;
  /** Completes "Overlaying … into an existing directory": `a project`. */
  readonly thing: "a project" | "an app" | "a resource" | "a template" | "a deployment";
  readonly dryRun: boolean;
  /** Further facts for `--json`. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Applies a plan or only shows it, and reports which. */
export async function writePlan(request: WriteRequest, context: CommandContext): Promise<void> {
  const { plan, root, what, dryRun, facts } = request;
  const { env, json, out, signal } = context;
  if (dryRun && !json) out.data((await formatPlan(plan)).trimEnd());
  refuseOverlay(request);
  if (!dryRun) {
    for (const { kind, path } of plan.entries) {
      if (kind === "new") out.detail(`Creating ${join(plan.base, path)}`);
      if (kind === "edited") out.detail(`Editing ${join(plan.base, path)}`);
    }
    await applyPlan(plan, { what, signal });
    if (root !== undefined) new History(root, env).keepWritten(plan);
  }
  if (json) out.facts({ ...facts, dryRun, ...(await planValue(plan)) });
}

/** @throws {MkwebError} `MKWEB_FILE_CONFLICT` in Django's words, naming every file. */
function refuseOverlay({ plan, thing }: WriteRequest): void {
  const taken = plan.entries.filter((entry) => entry.kind === "conflict");
  if (taken.length === 0) return;
  const lines = taken.map(({ path, reason }) => {
    const note = reason === undefined ? "" : ` (${reason})`;
    return `${join(plan.base, path)} already exists${note}.`;
  });
  throw new MkwebError(
    "MKWEB_FILE_CONFLICT",
    `${[...new Set(lines)].join("\n")}\nOverlaying ${thing} into an existing directory won't replace conflicting files. Nothing was written.`,
    {
      hint: "Move them away, or choose another name or folder, then run the command again; or decide what to do with them: --conflict keep, or overwrite.",
      files: [...new Set(taken.map(({ path }) => join(plan.base, path)))],
    },
  );
}
