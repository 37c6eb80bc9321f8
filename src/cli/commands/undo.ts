import { defineCommand, usageError, type CommandContext } from "../../command/index.ts";
import { printable } from "../../mistakes/index.ts";
import {
  applyPlan,
  formatPlan,
  planRedo,
  planUndo,
  planValue,
  readRecords,
  type ForChanged,
  type NamedRecord,
} from "../../scaffold/index.ts";
import { History } from "../history.ts";
import { findProject, type ProjectFolder } from "../project.ts";
import { putRight } from "../put-right.ts";
import { fileOf, withoutMeaning } from "../reverse-edits.ts";
import { listRecords } from "../undo/list-records.ts";
import { refuseBlocked } from "../undo/refuse-blocked.ts";
import { chooseTarget, type Target } from "../undo/target.ts";

export default defineCommand({
  describe:
    "Undoes the last command that changed the project and restores every file byte for byte. An undo can be redone.",
  examples: ["undo", "undo --list", "undo --to 3 --dry-run"],
  options: {
    to: {
      type: "number",
      metavar: "NUMBER",
      describe: "Undo everything after this number of --list, or redo up to it.",
    },
    list: { type: "boolean", describe: "List what can be undone and redone, and stop." },
    keepChanged: {
      type: "boolean",
      describe: "Keep files that were changed since, and undo the rest.",
    },
    force: {
      type: "boolean",
      describe:
        "Also delete files that were changed since, and remove the command's lines from changed files it had edited.",
    },
    dryRun: { type: "boolean", describe: "Show what would be undone, as a diff, and stop." },
  },
  async run(values, context) {
    const { dryRun = false, force, keepChanged } = values;
    if (force && keepChanged) {
      throw usageError("argument --keep-changed: not allowed with argument --force");
    }
    const { cwd, env, json, out, project: known, signal } = context;
    const found = findProject(cwd, env, known);
    const project = { ...found, root: found.root.replace(/[/\\]$/, "") };
    const { root } = project;
    await putRight((line) => out.note(line), root);
    const records = readRecords(root);
    const history = new History(root, env);
    const undone = history.undone(records);
    if (values.list) return listRecords({ root, records, undone, history }, context);

    const target = chooseTarget(records, undone, values.to);
    const changed = force ? "force" : keepChanged ? "keep" : "refuse";
    const { plan, steps, obstacles } = await planned({
      project,
      records,
      history,
      target,
      changed,
    });
    await refuseBlocked(root, obstacles, changed, target);
    if (dryRun && !json) out.data((await formatPlan(plan)).trimEnd());
    if (!dryRun) {
      const isKept = steps.length === 0 || history.keepUndone(steps, records, new Date());
      await applyPlan(plan, { what: target.what, signal });
      sayDone({ target, isKept, kept: obstacles.map(({ path }) => path) }, context);
      sayMigrations(plan.entries, target, context);
    }
    if (!json) return;
    const { direction, names } = target;
    const kept = obstacles.map(({ path, why }) => ({ path, why }));
    const record = `${names[0] ?? ""}.json`;
    const facts = { record, records: names, direction, project: root, dryRun, kept };
    out.facts({ ...facts, ...(await planValue(plan)) });
  },
});

interface Request {
  readonly project: ProjectFolder;
  readonly records: readonly NamedRecord[];
  readonly history: History;
  readonly target: Target;
  readonly changed: ForChanged;
}

async function planned({ project, records, history, target, changed }: Request) {
  const { root } = project;
  if (target.direction === "forward") {
    const merged = async (base: string, ours: string, theirs: string) => {
      const { mergeTexts } = await import("../../merge/index.ts");
      const labels = { base: "before", ours: "yours", theirs: "mkweb" };
      const { conflicts, text } = mergeTexts({ base, ours, theirs }, labels);
      return conflicts === 0 ? text : undefined;
    };
    return { ...(await planRedo(root, target.steps, { changed, merged })), steps: [] };
  }
  return planUndo(root, records, target.names.length, {
    changed,
    withoutMeaning,
    fileOf: (meaning) => fileOf(project, meaning),
    written: (sha256) => history.written(sha256),
  });
}

interface Done {
  readonly target: Target;
  /** Whether the undone step can be redone. */
  readonly isKept: boolean;
  readonly kept: readonly string[];
}

function sayDone({ target, isKept, kept }: Done, { out, program }: CommandContext): void {
  const isBack = target.direction === "back";
  const done = out.style.success(isBack ? "Undid" : "Redid");
  out.note(`${done} ${printable(target.names.join(", "))}.`);
  if (kept.length > 0) out.note(`Kept: ${printable(kept.join(", "))}.`);
  if (!isBack) return;
  out.note(
    isKept
      ? `To redo ${target.names.length === 1 ? "it" : "them"}: ${out.style.code(`${program} undo --to ${target.from}`)}`
      : "It cannot be redone: the user's cache folder cannot be written.",
  );
}

/** Applied migrations stay applied: this command does not use the database. */
function sayMigrations(
  entries: Awaited<ReturnType<typeof planned>>["plan"]["entries"],
  { from }: Target,
  { out, program }: CommandContext,
): void {
  const gone = entries.filter(
    ({ kind, path }) => kind === "removed" && /(?:^|\/)migrations\/\d[^/]*\.[cm]?[jt]s$/.test(path),
  );
  const [migration] = gone;
  if (!migration) return;
  const what =
    gone.length === 1
      ? `Its migration was removed too, ${migration.path}. If it was applied, its table is still in the database.`
      : `Their migrations were removed too: ${gone.map(({ path }) => path).join(", ")}. If they were applied, their tables are still in the database.`;
  out.note(
    `${what} To undo that as well: ${program} undo --to ${from}, \`node manage migrate\` to the migration before, then undo again.`,
  );
}
