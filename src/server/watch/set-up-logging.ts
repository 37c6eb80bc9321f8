import type { Settings } from "../../conf/index.ts";
import { followRequests } from "../../http/index.ts";
import { setUpLogging, type SendToAdmins } from "../../logging/index.ts";
import { traceWhereWanted } from "./open-telemetry.ts";
import { logQueries } from "./query-log.ts";

/** Mail is a room that most processes never need. */
function adminMail(settings: Settings): SendToAdmins {
  return async (subject, message) => {
    const { mailAdmins } = await import("../../mail/index.ts");
    return mailAdmins(subject, message, {}, settings);
  };
}

/** Has the log do what LOGGING says of a site: errors are mailed. */
export async function logAsSite(settings: Settings): Promise<void> {
  await setUpLogging(settings, { sendToAdmins: adminMail(settings) });
}

/**
 * Has the log do what LOGGING says of a server: lines are JSON unless somebody watches a terminal, each has the id of
 * the request that it came from, and slow statements are warnings. Traces begin too, where the project has
 * OpenTelemetry's interface.
 *
 * @returns Ends what it costs each request; the log goes on.
 */
export async function logAsServer(settings: Settings): Promise<() => void> {
  await setUpLogging(settings, { serving: true, sendToAdmins: adminMail(settings) });
  const ends = [followRequests(), logQueries(settings), await traceWhereWanted()];
  return () => ends.forEach((end) => end());
}
