import { ImproperlyConfigured, type Check } from "../../conf/index.ts";
import { checkLoggingSetting } from "../../logging/index.ts";

/** Checks LOGGING for mistakes that would keep a server from starting. */
export const checkLogging: Check = ({ settings }) => {
  try {
    checkLoggingSetting(settings);
    return [];
  } catch (error) {
    if (!(error instanceof ImproperlyConfigured)) throw error;
    const { message, hint } = error;
    return [{ level: "ERROR", id: "logging.E001", message, ...(hint !== undefined && { hint }) }];
  }
};
