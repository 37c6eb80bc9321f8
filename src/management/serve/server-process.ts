import type { CommandContext } from "../../command/index.ts";
import type { Project } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";
import { getLogger } from "../../logging/index.ts";
import { getApplication, serve, type ServeOptions } from "../../server/index.ts";
import { requireAllowedHosts } from "../allowed-hosts.ts";
import { runChecks } from "../run-checks.ts";

export interface ServerProcessOptions {
  /** Where connections come from. */
  readonly from: Pick<ServeOptions, "host" | "port" | "binds" | "connections">;
  /** Whether each request is a line of the log. */
  readonly accessLog: boolean;
  /** Whether the project is checked before it is served. */
  readonly checks: boolean;
  readonly signal: AbortSignal;
  /** Called once requests are answered. */
  readonly onReady: (addresses: readonly string[]) => void;
  /** Called when it stops by itself, because of an error that nothing caught. */
  readonly onFault?: () => void;
}

/**
 * Serves the project in this process until it is told to stop; resolves when the last request is answered.
 *
 * @throws {MkwebError} `MKWEB_ALLOWED_HOSTS_EMPTY`, `MKWEB_PORT_IN_USE`, `MKWEB_CHECKS_FAILED`, ...;
 *   `MKWEB_UNEXPECTED` after an error that nothing caught.
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
 * An error that nothing caught, in a timer for one, leaves the process in a state that nobody knows: it ends. But
 * those who wait for an answer had no part in it.
 */
function listenForFault(onFault?: () => void): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const log = getLogger("mkweb.server");
  const onError = (error: unknown): void => {
    log.critical("An error that nothing caught", { error });
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
  return new MkwebError(
    "MKWEB_UNEXPECTED",
    "The server ended because of an error that nothing caught.",
    {
      hint: "See above where it was thrown: a timer, an event or a promise that nobody awaits.",
    },
  );
}
