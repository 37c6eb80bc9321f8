import type { CommandContext } from "../../command/index.ts";
import type { Project } from "../../conf/index.ts";
import { getApplication, serve } from "../../server/index.ts";
import { requireAllowedHosts } from "../allowed-hosts.ts";
import { version } from "../version.ts";
import { runChecks } from "../run-checks.ts";
import type { Address } from "./address.ts";
import type { ServerFacts } from "./messages.ts";
import { RequestLog } from "./request-log.ts";
import { unappliedWarning } from "./unapplied.ts";

export interface ServerProcessOptions {
  readonly address: Address;
  readonly serveStatic: boolean;
  readonly onListening: (facts: ServerFacts) => void;
  /** Called once the port is free, while the last requests are still running. */
  readonly onClosed: () => void;
}

/** Longest time a request may continue in an old process after a change, in ms. */
const GRACE_MS = 3000;

/**
 * Checks the project, prints its address, and serves it until it is told to stop.
 *
 * @throws {MkwebError} `MKWEB_ALLOWED_HOSTS_EMPTY`, `MKWEB_PORT_IN_USE`, `MKWEB_CHECKS_FAILED`, ...
 */
export async function serveProject(
  { address, serveStatic, onListening, onClosed }: ServerProcessOptions,
  { out, project, signal, env }: CommandContext<Project>,
): Promise<void> {
  const settings = await project.settings();
  requireAllowedHosts(settings);
  if (!project.skipChecks) {
    out.note("Performing system checks...\n");
    out.note(`${(await runChecks(project)).text}\n`);
    const unapplied = await unappliedWarning(project);
    if (unapplied !== undefined) out.note(out.style.warning(unapplied));
  }
  const log = new RequestLog(out);
  const application = await getApplication(settings, {
    staticFiles: serveStatic,
    logErrors: false,
    onError: (error, request, status) => log.error(error, request, status),
  });
  const serving = await serve(application, {
    host: address.host,
    port: address.port,
    signal,
    gracePeriodMs: GRACE_MS,
    listener: log.listener(application),
    upgradeListener: log.upgradeListener(application),
    onStopping: onClosed,
  });
  // A file was saved meanwhile: the next process reports its address.
  if (signal.aborted) return serving.closed;
  const url = `http://${address.urlHost}:${serving.port}/`;
  out.note(`${timeNow()}
mkweb version ${version}, using settings '${settings.SETTINGS_MODULE}'
Starting development server at ${url}
Quit the server with ${process.platform === "win32" ? "CTRL-BREAK" : "CONTROL-C"}.
`);
  const { host } = address;
  onListening({ url, host, port: serving.port, settings: settings.SETTINGS_MODULE });
  if (env["MKWEB_RUNSERVER_HIDE_WARNING"] !== "true") {
    out.note(
      out.style.warning(
        "WARNING: This is a development server. In production use 'node manage serve'.\n",
      ),
    );
  }
  await serving.closed;
}

/** `November 22, 2026 - 13:05:09`, in local time. */
function timeNow(): string {
  const now = new Date();
  const day = now.toLocaleDateString("en-US", { month: "long", day: "2-digit", year: "numeric" });
  return `${day} - ${now.toTimeString().slice(0, 8)}`;
}
