/** Types of the CLI code, which is loaded only for commands that write files. */
export type AppTables = import("../../cli/index.ts").AppTables;
export type FieldSpec = import("../../cli/index.ts").FieldSpec;
export type KnownApp = import("../../cli/index.ts").KnownApp;
export type ModelImport = import("../../cli/index.ts").ModelImport;
export type ResourceApp = import("../../cli/index.ts").ResourceApp;
export type ResourceNames = import("../../cli/index.ts").ResourceNames;
export type Samples = import("../../cli/index.ts").Samples;
export type TriedResource = import("../../cli/index.ts").TriedResource;
