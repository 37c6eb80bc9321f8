/** Loaded only by the few commands that need it, as it brings the parser and the code that edits files. */
export const loadDestroyApp = () => import("./destroy/destroy-app.ts");
export const loadGenerate = () => import("./resource/generate-resource.ts");
