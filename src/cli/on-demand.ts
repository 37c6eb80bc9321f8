/** What few commands of a project need: with it come the parser and all that edits files. */
export const loadDestroyApp = () => import("./destroy/destroy-app.ts");
export const loadGenerate = () => import("./resource/generate-resource.ts");
