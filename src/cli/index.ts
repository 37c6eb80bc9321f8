/** The commands of `mkweb` itself, which create and change projects. */
export { commands } from "./commands/index.ts";
export type { KnownApp } from "./destroy/app-to-destroy.ts";
export type { AppTables } from "./destroy/reasons.ts";
export { putRight } from "./put-right.ts";
export type { FieldSpec } from "./resource/field-types.ts";
export { loadDestroyApp, loadGenerate } from "./on-demand.ts";
export type { ResourceProject, TriedResource } from "./resource/generate-resource.ts";
export type { ResourceNames } from "./resource/names.ts";
export type { ModelImport, ResourceApp } from "./resource/sources.ts";
export type { Samples } from "./resource/test-source.ts";
export { run } from "./run.ts";
