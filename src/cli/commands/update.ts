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
    "Updates the project and its apps to this version of mkweb by merging what changed in its templates into your files.",
  examples: ["update --dry-run", "update"],
  options: {
    to: {
      type: "string",
      metavar: "VERSION",
      describe: "Target version. Only this mkweb's own version, the default, is supported.",
    },
    templates: {
      type: "boolean",
      describe:
        "Also fetch your own templates again from the sources in .mkweb/ and merge their changes. Implies --no-verify.",
    },
    var: {
      ...templateOptions.var,
      describe: "An answer to a template's new question. Can be used multiple times.",
    },
    noVerify: { type: "boolean", describe: "Don't try the update on a copy of the project first." },
    noInstall: { type: "boolean", describe: "Don't install changed dependencies." },
    dryRun: { type: "boolean", describe: "Show what would be changed, as a diff, and stop." },
  },

  async run({ to, noInstall = false, dryRun = false, ...values }, context) {
    const templates = values.templates === true;
    // Nobody has run the template's current contents yet.
    const noVerify = values.noVerify === true || templates;
    if (values.var.length > 0 && !templates) {
      throw usageError(
        "argument --var: it applies only to your own templates: give --templates too",
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
      return out.note(`The project is up to date with mkweb ${planned.to}. Nothing was changed.`);
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

/** Undo reverts only the update, but git would show both changes as one. */
async function sayUncommitted(root: string, { out, signal, env }: CommandContext): Promise<void> {
  if (repositoryOf(root) === undefined) return;
  const args = ["-c", "core.fsmonitor=false", "status", "--porcelain", "--", "."];
  const run = await runProgram("git", args, { cwd: root, signal, env });
  if (!run.ok || run.stdout === "") return;
  out.note("There are uncommitted changes; the update is written on top of them.");
}
