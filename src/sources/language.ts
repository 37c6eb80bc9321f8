/** The template language is as large as the rest of the command line, so it is imported only for rendering. */
export { Engine, MemoryLoader, templateDebugOf } from "../templates/index.ts";
