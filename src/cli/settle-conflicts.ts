/** Decides what happens to existing files that differ from those to be written. */
import { join } from "node:path";
import { askText, type CommandContext } from "../command/index.ts";
import { MkwebError } from "../errors.ts";
import { printable } from "../mistakes/index.ts";
import { formatPlan, type ConflictEntry, type Plan, type Settled } from "../scaffold/index.ts";
import { utf8Text } from "../values/index.ts";

export interface SettleRequest {
  /** Value of `--conflict`. */
  readonly conflict: "keep" | "overwrite" | undefined;
  /** Whether the user may be asked. */
  readonly mayAsk: boolean;
}

/**
 * Plans until every resolvable conflict is settled, by the option or by asking for each file. A path that is
 * not a regular file stays a conflict, and so does every path if nobody answers.
 *
 * @param plan Makes the plan for settled conflicts, given by entry path.
 * @throws {MkwebError} `MKWEB_INTERRUPTED` if the user quits; nothing was written.
 */
export async function settleConflicts(
  plan: (settled?: Settled) => Plan,
  { conflict, mayAsk }: SettleRequest,
  context: CommandContext,
): Promise<Plan> {
  const first = plan();
  const open = first.entries.filter(
    (entry): entry is Readable => entry.kind === "conflict" && entry.before !== undefined,
  );
  const others = first.entries.some(
    (entry) => entry.kind === "conflict" && entry.before === undefined,
  );
  if (open.length === 0 || others || (conflict === undefined && !mayAsk)) return first;
  const settled = new Map<string, "keep" | "overwrite" | Uint8Array>();
  for (const entry of open) {
    settled.set(entry.path, conflict ?? (await ask(entry, first, context)));
  }
  return plan(settled);
}

/** A conflict with a readable file. */
type Readable = ConflictEntry & { readonly before: Uint8Array };

const answers = ["keep", "overwrite", "merge", "diff", "quit"] as const;

async function ask(
  entry: Readable,
  plan: Plan,
  { out }: CommandContext,
): Promise<"keep" | "overwrite" | Uint8Array> {
  out.note(`${join(plan.base, entry.path)} already exists and differs.`);
  for (;;) {
    const typed = await askText(
      "Keep it, overwrite it, merge both, show the diff, or quit? (k/o/m/d/q)",
      refusal,
    );
    const answer = answerOf(typed);
    if (answer === "keep" || answer === "overwrite") return answer;
    if (answer === "quit") {
      throw new MkwebError("MKWEB_INTERRUPTED", "Stopped at a question. Nothing was written.");
    }
    if (answer === "merge") {
      const merged = await merge(entry, out);
      if (merged) return merged;
      continue;
    }
    const { before, path, bytes, mode } = entry;
    const change = { kind: "edited" as const, before, path, bytes, mode };
    out.note(printable((await formatPlan({ ...plan, entries: [change] })).trimEnd()));
  }
}

/** Merges both texts and reports what is left to choose; `undefined` for binary files. */
async function merge(
  { path, before, bytes }: Readable,
  out: CommandContext["out"],
): Promise<Uint8Array | undefined> {
  const [ours, theirs] = [utf8Text(before), utf8Text(bytes)];
  if (ours === undefined || theirs === undefined) {
    out.note("One of the two is not text, so they cannot be merged.");
    return undefined;
  }
  const { mergeTwoTexts } = await import("../merge/index.ts");
  const { text, conflicts } = mergeTwoTexts(ours, theirs, { ours: "yours", theirs: "mkweb" });
  const places = conflicts === 1 ? "one place" : `${conflicts} places`;
  out.note(
    conflicts === 0
      ? `${path} will hold the lines of both.`
      : `${path} will hold both, with ${places} to resolve between <<<<<<< yours and >>>>>>> mkweb.`,
  );
  return Buffer.from(text);
}

function refusal(typed: string): string | undefined {
  return answerOf(typed) ? undefined : "Type k, o, m, d or q.";
}

function answerOf(typed: string): (typeof answers)[number] | undefined {
  const word = typed.trim().toLowerCase();
  return word === "" ? undefined : answers.find((each) => each.startsWith(word));
}
