import { ImproperlyConfigured, type Check } from "../conf/index.ts";
import { namedChecks } from "./checks.ts";
import { healthOptions } from "./options.ts";

/** Checks that HEALTH is valid: `health.E001`. */
export const checkHealth: Check = async ({ settings, apps }) => {
  try {
    await namedChecks(healthOptions(settings).CHECKS, { settings, apps });
    return [];
  } catch (error) {
    if (!(error instanceof ImproperlyConfigured)) throw error;
    const { message, hint } = error;
    return [{ level: "ERROR", id: "health.E001", message, ...(hint !== undefined && { hint }) }];
  }
};
