import type { Plan, PlanEntry } from "./entries.ts";
import { utf8Text } from "../../values/index.ts";
import { holdsAny, isPrivate } from "../tree.ts";

/** A plan for programs. */
export interface PlanValue {
  readonly base: string;
  readonly entries: readonly PlanEntryValue[];
}
export interface PlanEntryValue {
  readonly kind: PlanEntry["kind"];
  /** Relative to the base, with "/" between segments. */
  readonly path: string;
  /** Why it is in conflict, if it is not just a file with other contents. */
  readonly reason?: string;
  /** Permission bits before the umask, in octal such as `0644`. */
  readonly mode: string;
  /** In bytes, after the run. */
  readonly size: number;
  /** Unified diff; `null` for binary, private or unchanged files. */
  readonly diff: string | null;
}

/**
 * Formats a plan as a unified diff that `git apply` accepts. Binary files, private files and files with a
 * secret answer are named but not shown. Identical files are left out, and conflicts come first.
 */
export async function formatPlan(plan: Plan): Promise<string> {
  const conflicts = plan.entries.filter((entry) => entry.kind === "conflict");
  const lines = conflicts.map(
    ({ path, reason }) => `conflict: ${path}${reason ? ` (${reason})` : ""}\n`,
  );
  for (const entry of plan.entries) lines.push(await formatEntry(entry, plan));
  return lines.join("");
}

/** Converts a plan to plain JSON values. */
export async function planValue(plan: Plan): Promise<PlanValue> {
  const entries = await Promise.all(plan.entries.map((entry) => entryValue(entry, plan)));
  return { base: plan.base, entries };
}

async function entryValue(entry: PlanEntry, plan: Plan): Promise<PlanEntryValue> {
  return {
    kind: entry.kind,
    path: entry.path,
    ...(entry.kind === "conflict" && entry.reason !== undefined ? { reason: entry.reason } : {}),
    mode: entry.mode.toString(8).padStart(4, "0"),
    size: entry.bytes.length,
    diff: await hunksOf(entry, plan),
  };
}

async function formatEntry(entry: PlanEntry, plan: Plan): Promise<string> {
  if (entry.kind === "removed") return formatRemoved(entry, plan);
  if (entry.kind !== "new" && entry.kind !== "edited") return "";
  const head = `diff --git a/${entry.path} b/${entry.path}\n`;
  const isNew = entry.kind === "new";
  const mode = isNew ? `new file mode ${entry.mode & 0o100 ? "100755" : "100644"}\n` : "";
  const old = isNew ? "/dev/null" : `a/${entry.path}`;
  if (isHidden(entry, plan)) return `${head}${mode}# ${entry.path} is private and not shown\n`;
  const hunks = await hunksOf(entry, plan);
  if (hunks === null) return `${head}${mode}Binary files ${old} and b/${entry.path} differ\n`;
  if (hunks === "") return head + mode;
  return `${head}${mode}--- ${old}\n+++ b/${entry.path}\n${hunks}`;
}

async function formatRemoved(entry: PlanEntry, plan: Plan): Promise<string> {
  const { path } = entry;
  const mode = entry.mode & 0o100 ? "100755" : "100644";
  const head = `diff --git a/${path} b/${path}\ndeleted file mode ${mode}\n`;
  const hunks = await hunksOf(entry, plan);
  if (hunks === null) return `${head}Binary files a/${path} and /dev/null differ\n`;
  return hunks === "" ? head : `${head}--- a/${path}\n+++ /dev/null\n${hunks}`;
}

async function hunksOf(entry: PlanEntry, plan: Plan): Promise<string | null> {
  const { kind } = entry;
  if (kind === "identical" || kind === "conflict" || isHidden(entry, plan)) return null;
  const before = utf8Text(kind === "new" ? Buffer.alloc(0) : entry.before);
  const after = utf8Text(entry.bytes);
  if (before === undefined || after === undefined) return null;
  const { formatPatch, OMIT_HEADERS, structuredPatch } = await import("diff");
  const patch = structuredPatch("", "", before, after, undefined, undefined, { context: 3 });
  return patch.hunks.length === 0 ? "" : formatPatch(patch, OMIT_HEADERS);
}

function isHidden(entry: PlanEntry, { secrets = [] }: Plan): boolean {
  return isPrivate(entry) || holdsAny(entry.bytes, secrets);
}

/** A unified diff between the written and the current text, line by line. */
export async function changeLines(
  path: string,
  { written, now }: { readonly written: string; readonly now: string },
): Promise<readonly string[]> {
  const { createTwoFilesPatch } = await import("diff");
  const patch = createTwoFilesPatch(path, path, written, now, "as written", "now");
  const lines = patch.trimEnd().split("\n");
  return lines.slice(lines.findIndex((line) => line.startsWith("--- ")));
}
