/** `mkweb/management`: the commands of `node manage`, and the functions that run them for a project. */
export type { CommandContext, CommandDefinition, Output } from "../command/index.ts";
export type { Project } from "../conf/index.ts";
export { CommandError } from "./command-error.ts";
export { defineCommand } from "./define.ts";
export { execute, type ExecuteOptions } from "./execute.ts";
