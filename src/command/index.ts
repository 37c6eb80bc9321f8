export {
  defineCommand,
  type ArgumentDefinition,
  type Arguments,
  type CommandContext,
  type CommandDefinition,
  type OptionDefinition,
  type Options,
  type Values,
} from "./define.ts";
export type { Output, Style } from "./output.ts";
