import { ImproperlyConfigured, type Check } from "../../conf/index.ts";
import { checkLoggingSetting } from "../../logging/index.ts";

/** Whether LOGGING says only what can be done: what a server would refuse to start with. */
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
