export { commands } from "./commands/index.ts";
export { putRight } from "./put-right.ts";
export { run } from "./run.ts";
