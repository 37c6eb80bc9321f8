/** `mkweb/messages/constants`: Django's levels, for MESSAGE_LEVEL and MESSAGE_TAGS. */
export const DEBUG = 10;
export const INFO = 20;
export const SUCCESS = 25;
export const WARNING = 30;
export const ERROR = 40;

/** Values of `message.levelTag` for levels missing in MESSAGE_TAGS. */
export const DEFAULT_TAGS: Readonly<Record<number, string>> = {
  [DEBUG]: "debug",
  [INFO]: "info",
  [SUCCESS]: "success",
  [WARNING]: "warning",
  [ERROR]: "error",
};

/** The levels by name, for templates. */
export const DEFAULT_LEVELS = { DEBUG, INFO, SUCCESS, WARNING, ERROR } as const;
