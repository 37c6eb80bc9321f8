import { defineCommand, runProgram, usageError, type CommandContext } from "../../command/index.ts";
import { applyPlan, formatPlan, planValue, repositoryOf } from "../../scaffold/index.ts";
import { packageVersion } from "../files.ts";
import { readAnswers, templateOptions } from "../own-template/options.ts";
import { rememberMade, wasMadeHere } from "../made-here.ts";
import { findProject } from "../project.ts";
import { putRight } from "../put-right.ts";
import { conflicting, conflictsIn } from "../update/conflicts.ts";
import { finish } from "../update/finish.ts";
import { planUpdate } from "../update/plan-update.ts";
import { factsOf, offers, summary, unresolvedNote } from "../update/report.ts";
import { trial } from "../update/trial.ts";
import { checkTarget } from "../update/versions.ts";

export default defineCommand({
  describe:
    "Brings the project and its apps to what this version of mkweb writes: what changed since is merged into your files.",
  examples: ["update --dry-run", "update"],
  options: {
    to: {
      type: "string",
      metavar: "VERSION",
      describe: "The version to bring it to. Default: this mkweb's own; only that one can be.",
    },
    templates: {
      type: "boolean",
      describe:
        "Fetch templates of one's own again, from where .mkweb/ says they are, and merge what they are today. Nothing is tried out then.",
    },
    var: {
      ...templateOptions.var,
      describe: "An answer to what a template did not ask before. Can be used multiple times.",
    },
    noVerify: { type: "boolean", describe: "Don't try the update on a copy of the project first." },
    noInstall: { type: "boolean", describe: "Don't install the dependencies where they change." },
    dryRun: { type: "boolean", describe: "Show what would be changed, as a diff, and stop." },
  },

  async run({ to, noInstall = false, dryRun = false, ...values }, context) {
    const templates = values.templates === true;
    // What a template holds today was run by nobody yet.
    const noVerify = values.noVerify === true || templates;
    if (values.var.length > 0 && !templates) {
      throw usageError(
        "argument --var: only a template of one's own needs it: give --templates too",
      );
    }
    const answers = readAnswers(values.var);
    const { out, cwd, env, signal, project } = context;
    checkTarget(to, packageVersion());
    const root = findProject(cwd, env, project).root.replace(/(?<=.)[/\\]$/, "");
    await putRight((line) => out.note(line), root);
    if (project !== undefined) rememberMade(root, env);
    const trusted = wasMadeHere(root, env);
    const planned = await planUpdate(root, { templates, answers }, context);
    const { plan, files } = planned;
    out.facts({ ...factsOf(planned, root), dryRun, ...(await planValue(plan)) });
    if (dryRun && !context.json) {
      const text = (await formatPlan(plan)) + (await offers(files));
      if (text !== "") out.data(text.trimEnd());
    }
    const conflicts = conflictsIn(files);
    if (dryRun && conflicts.length > 0) throw conflicting(conflicts, planned, root, dryRun);
    const note = unresolvedNote(planned, root);
    if (note !== undefined) out.note(note);
    if (plan.entries.length === 0) {
      for (const line of summary(planned, out.style)) out.note(line);
      return out.note(`The project is as mkweb ${planned.to} writes it. Nothing was changed.`);
    }
    if (dryRun) return;

    if (trusted) await sayUncommitted(root, context);
    const tried = noVerify
      ? undefined
      : await trial({ root, planned, trusted, noInstall }, context);
    await applyPlan(plan, { what: "update", signal });
    for (const line of summary(planned, out.style)) out.note(line);
    if (tried !== undefined) out.note(tried);
    if (conflicts.length > 0) throw conflicting(conflicts, planned, root, dryRun);
    await finish({ root, planned, mayInstall: trusted && !noInstall }, context);
  },
});

/** Undo takes the update back either way, but git would show both changes as one. */
async function sayUncommitted(root: string, { out, signal, env }: CommandContext): Promise<void> {
  if (repositoryOf(root) === undefined) return;
  const args = ["-c", "core.fsmonitor=false", "status", "--porcelain", "--", "."];
  const run = await runProgram("git", args, { cwd: root, signal, env });
  if (!run.ok || run.stdout === "") return;
  out.note("There are changes that are not committed yet; the update comes on top of them.");
}
