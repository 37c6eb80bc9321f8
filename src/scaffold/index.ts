/**
 * Writes the files of a blueprint to disk, all of them or none. A command uses it in this order:
 *
 *     for (const each of await recoverInterrupted(cwd, target)) out.note(recoveryMessage(each));
 *     const blueprint = loadBlueprint(new URL("../../blueprints/app/", import.meta.url));
 *     const values = checkVariables(blueprint, { app_name: "blog" });
 *     const tree = renderTree(blueprint, { ...values, more }, { "package.json": { content } });
 *     const plan = planTree(tree, target, { root, edits: [{ path, edit }], record: { blueprint, version, values } });
 *     if (dryRun) out.data(await formatPlan(plan));
 *     else await applyPlan(plan, { what: "startapp blog", signal });
 *
 * While a plan is applied, `.mkweb-journal` exists in the plan's base, the existing folder that contains all
 * changes: the project for an app, the parent folder for a new project. It also serves as the lock. `.mkweb/`
 * in the project contains a numbered record for each applied plan.
 */
export { applyPlan, type ApplyOptions } from "./write/apply.ts";
export {
  changeLines,
  formatPlan,
  planValue,
  type PlanEntryValue,
  type PlanValue,
} from "./plan/format.ts";
export { NOTHING_WRITTEN, blueprintInvalid, reasonOf } from "./failures.ts";
export { hashOf } from "./hash.ts";
export { loadBlueprint, readTree, type Blueprint } from "./blueprint/load.ts";
export { parseManifest, type Manifest, type VariableDefinition } from "./blueprint/manifest.ts";
export { PathSet } from "./path-set.ts";
export { checkPath, pathRefusal } from "./paths.ts";
export type {
  ConflictEntry,
  Edit,
  EditedEntry,
  IdenticalEntry,
  NewEntry,
  Plan,
  PlanEntry,
  PlanOptions,
  Removal,
  RemovedEntry,
  Replacement,
  Settled,
} from "./plan/entries.ts";
export { planTree, refuseConflicts } from "./plan/plan.ts";
export { planSteps, type PlanStep, type StepEdit } from "./plan/plan-steps.ts";
export { readSource } from "./read.ts";
export { RECORDS } from "./record/record.ts";
export type {
  AppliedRecord,
  RecordedFile,
  RecordedSource,
  RecordRequest,
  RemovedFile,
} from "./record/record.ts";
export type { EditMeaning, RecordedEdit } from "./record/recorded-edit.ts";
export { parseRecord, readRecords, type NamedRecord } from "./record/read-record.ts";
export { recoverInterrupted, recoveryMessage, type Recovery } from "./write/recover.ts";
export { escapeFromRepository, realFolder, repositoryOf } from "./repository.ts";
export {
  checkPaths,
  fillPath,
  renderEdits,
  renderNext,
  renderTree,
  withDots,
  type ExtraFile,
} from "./blueprint/render.ts";
export { renderTemplate, type Values } from "./blueprint/template.ts";
export type { ForChanged, Obstacle, ReverseOptions } from "./undo/reverse.ts";
export type { Tree, TreeFile } from "./tree.ts";
export {
  digestOf,
  isProject,
  planRedo,
  planUndo,
  recordIn,
  undoRefused,
  type PlannedUndo,
  type UndoneStep,
} from "./undo/undo.ts";
export { checkVariable, checkVariables, type TextRules } from "./blueprint/variables.ts";
export { isWanted, lostIn } from "./blueprint/wanted.ts";
