import type { CommandContext } from "../../command/index.ts";
import type { Project } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";
import { getLogger } from "../../logging/index.ts";
import { getApplication, serve, type ServeOptions } from "../../server/index.ts";
import { requireAllowedHosts } from "../allowed-hosts.ts";
import { runChecks } from "../run-checks.ts";

export interface ServerProcessOptions {
  /** Source of connections. */
  readonly from: Pick<ServeOptions, "host" | "port" | "binds" | "connections">;
  /** Whether to log each request. */
  readonly accessLog: boolean;
  /** Whether to check the project first. */
  readonly checks: boolean;
  readonly signal: AbortSignal;
  /** Called once requests are answered. */
  readonly onReady: (addresses: readonly string[]) => void;
  /** Called when it stops because of an uncaught error. */
  readonly onFault?: () => void;
}

/**
 * Serves the project in this process until it is told to stop; resolves when the last request is answered.
 *
 * @throws {MkwebError} `MKWEB_ALLOWED_HOSTS_EMPTY`, `MKWEB_PORT_IN_USE`, `MKWEB_CHECKS_FAILED`, ...;
 *   `MKWEB_UNEXPECTED` after an uncaught error.
 */
export async function serveHere(
  { from, accessLog, checks, signal, onReady, onFault }: ServerProcessOptions,
  { out, project }: Pick<CommandContext<Project>, "out" | "project">,
): Promise<void> {
  const settings = await project.settings();
  requireAllowedHosts(settings);
  const fault = listenForFault(onFault);
  try {
    if (checks && !project.skipChecks) {
      const { clean, text } = await runChecks(project);
      if (!clean) out.note(`${text}\n`);
    }
    const application = await getApplication(settings);
    const either = AbortSignal.any([signal, fault.signal]);
    const serving = await serve(application, {
      ...from,
      accessLog,
      signal: either,
      endsProcess: true,
    });
    if (!either.aborted) onReady(serving.addresses);
    await serving.closed;
  } finally {
    fault.stop();
  }
  if (fault.signal.aborted) throw uncaught();
}

/**
 * An uncaught error, such as in a timer, leaves the process in an unknown state, so it ends. First it
 * finishes the running requests, which are not at fault.
 */
function listenForFault(onFault?: () => void): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const log = getLogger("mkweb.server");
  const onError = (error: unknown): void => {
    log.critical("An uncaught error", { error });
    if (controller.signal.aborted) return;
    controller.abort();
    onFault?.();
  };
  process.on("uncaughtException", onError);
  return {
    signal: controller.signal,
    stop: () => process.off("uncaughtException", onError),
  };
}

function uncaught(): MkwebError {
  return new MkwebError("MKWEB_UNEXPECTED", "The server stopped because of an uncaught error.", {
    hint: "See above where it was thrown: a timer, an event handler or a promise that is not awaited.",
  });
}
