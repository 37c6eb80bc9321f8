export { compileCacheFolder, keepCompiledCode } from "./keep-compiled-code.ts";
