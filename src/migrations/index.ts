export { detectChanges, type Answers } from "./autodetect.ts";
export { Executor, type Step } from "./executor.ts";
export { applyOperations, type AppliedMigration } from "./graph.ts";
export { loadMigrations, MigrationGraph } from "./load.ts";
export {
  addField,
  addIndex,
  alterField,
  createModel,
  defineMigration,
  deleteModel,
  removeField,
  removeIndex,
  renameField,
  runCode,
  runSQL,
  type CodeContext,
  type Migration,
  type Operation,
} from "./operations.ts";
export { planMigrations, type Plan, type PlannedMigration } from "./plan.ts";
export { appliedMigrations } from "./recorder.ts";
export { migrationSource } from "./write.ts";
