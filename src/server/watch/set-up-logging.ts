import type { Settings } from "../../conf/index.ts";
import { followRequests } from "../../http/index.ts";
import { setUpLogging, type SendToAdmins } from "../../logging/index.ts";
import { traceWhereWanted } from "./open-telemetry.ts";
import { logQueries } from "./query-log.ts";

/** Loaded lazily: most processes never send mail. */
function adminMail(settings: Settings): SendToAdmins {
  return async (subject, message) => {
    const { mailAdmins } = await import("../../mail/index.ts");
    return mailAdmins(subject, message, {}, settings);
  };
}

/** Sets up LOGGING for a site: errors are mailed. */
export async function logAsSite(settings: Settings): Promise<void> {
  await setUpLogging(settings, { sendToAdmins: adminMail(settings) });
}

/**
 * Sets up LOGGING for a server: lines are JSON unless a terminal shows them, contain the id of their request,
 * and slow statements are warnings. Also starts tracing if the project has OpenTelemetry's interface.
 *
 * @returns Ends the cost for each request; logging continues.
 */
export async function logAsServer(settings: Settings): Promise<() => void> {
  await setUpLogging(settings, { serving: true, sendToAdmins: adminMail(settings) });
  const ends = [followRequests(), logQueries(settings), await traceWhereWanted()];
  return () => ends.forEach((end) => end());
}
