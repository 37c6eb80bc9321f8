import type { Check } from "../../conf/index.ts";
import { loadCsrfFailureView } from "../../middleware/index.ts";

/** A failure view receives the request and an object with the reason. */
const PARAMETERS = 2;

/**
 * Checks that CSRF_FAILURE_VIEW exists and can be called, because it is used when something has already gone
 * wrong.
 */
export const checkCsrfFailureView: Check = async ({ settings }) => {
  const { CSRF_FAILURE_VIEW: name, BASE_DIR } = settings;
  if (name === "") return [];
  try {
    const view = await loadCsrfFailureView(name, BASE_DIR);
    if (view.length <= PARAMETERS) return [];
    return [
      {
        level: "ERROR",
        id: "security.E101",
        message: `The CSRF failure view '${name}' does not take the correct number of arguments.`,
        hint: "It is called with the request and { reason }.",
      },
    ];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [
      {
        level: "ERROR",
        id: "security.E102",
        message: `The CSRF failure view '${name}' could not be imported.`,
        hint: why,
      },
    ];
  }
};
