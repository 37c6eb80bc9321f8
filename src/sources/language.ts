/** The template language, as large as the rest of the command line: imported where a template is rendered. */
export { Engine, MemoryLoader, templateDebugOf } from "../templates/index.ts";
