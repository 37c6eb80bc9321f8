/** Facts about Node and the system: error codes, a user's folders, features of this Node. */
export { compileLess } from "./compile-less.ts";
export { errorCodeOf, hasErrorCode } from "./error-code.ts";
export { isRunning } from "./is-running.ts";
export { compileCacheFolder, keepCompiledCode } from "./keep-compiled-code.ts";
export { loadWhenUsed } from "./load-when-used.ts";
export { namesIn } from "./names-in.ts";
export { isNewEnough, neededNode } from "./needed-node.ts";
export { cacheFolder, dataFolder, stateFolder, type Surroundings } from "./user-folders.ts";
