import { defineCommand } from "../../command/index.ts";
import { applyPlan, formatPlan, planUndo, planValue } from "../../scaffold/index.ts";
import { findProject } from "../project.ts";
import { putRight } from "../put-right.ts";

export default defineCommand({
  describe:
    "Takes back the last startapp or generate in the project: every file is as it was, byte for byte.",
  examples: ["undo", "undo --dry-run"],
  options: {
    dryRun: { type: "boolean", describe: "Show what would be taken back, as a diff, and stop." },
  },
  async run({ dryRun = false }, { cwd, env, json, out, project, signal }) {
    const { root } = findProject(cwd, env, project);
    await putRight((line) => out.note(line), root);
    const { name, plan } = planUndo(root.replace(/[/\\]$/, ""));
    if (dryRun && !json) out.data((await formatPlan(plan)).trimEnd());
    if (!dryRun) await applyPlan(plan, { what: "undo", signal });
    if (json) out.facts({ record: name, project: root, dryRun, ...(await planValue(plan)) });
    if (dryRun) return;
    out.note(`${out.style.success("Took back")} ${name.replace(/\.json$/, "")}.`);
    const migration = plan.entries.find(
      ({ kind, path }) => kind === "removed" && /\/migrations\/\d/.test(path),
    );
    if (migration) {
      out.note(
        `Its migration is gone too, ${migration.path}. If it was applied, its table is still in the database.`,
      );
    }
  },
});
