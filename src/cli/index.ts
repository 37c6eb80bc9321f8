export { commands } from "./commands/index.ts";
export { putRight } from "./put-right.ts";
export type { FieldSpec } from "./resource/field-types.ts";
export {
  classesIn,
  generateResource,
  type ResourceProject,
  type TriedResource,
} from "./resource/generate-resource.ts";
export type { ResourceNames } from "./resource/names.ts";
export type { ModelImport, ResourceApp } from "./resource/sources.ts";
export type { Samples } from "./resource/test-source.ts";
export { run } from "./run.ts";
