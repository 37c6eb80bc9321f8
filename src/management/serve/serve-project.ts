import type { CommandContext } from "../../command/index.ts";
import type { Project } from "../../conf/index.ts";
import { reserve } from "../../server/index.ts";
import { requireAllowedHosts } from "../allowed-hosts.ts";
import { reloading, systemdNotifier } from "./notify.ts";
import type { Plan } from "./plan.ts";
import { Primary } from "./primary.ts";
import { serveHere } from "./server-process.ts";

/** Serves the project, in this process alone or with workers, until it is told to stop. */
export async function serveProject(plan: Plan, context: CommandContext<Project>): Promise<void> {
  const { env, out, signal } = context;
  const settings = await context.project.settings();
  const notify = systemdNotifier(env, (line) => out.note(line));
  const onReady = (addresses: readonly string[]): void => {
    const workers = plan.workers === 1 ? "1 worker" : `${plan.workers} workers`;
    out.note(`Serving on ${addresses.join(", ")} (${workers}, pid ${process.pid})`);
    out.facts({
      url: addresses.find((address) => address.startsWith("http:")) ?? null,
      addresses,
      workers: plan.workers,
      settings: settings.SETTINGS_MODULE,
      pid: process.pid,
    });
    out.ready();
    void notify("READY=1", `STATUS=${workers}`);
  };
  signal.addEventListener("abort", () => void notify("STOPPING=1"));
  if (plan.workers > 1) {
    requireAllowedHosts(settings);
    return serveByWorkers(plan, context, { onReady, notify });
  }
  const release = onHangUp(() =>
    out.note(
      "SIGHUP replaces workers, but there are none: restart this process, or serve with --workers 2.",
    ),
  );
  try {
    await serveHere(
      { from: plan, accessLog: plan.accessLog, checks: true, signal, onReady },
      context,
    );
  } finally {
    release();
  }
}

async function serveByWorkers(
  plan: Plan,
  { json, out, project, signal }: CommandContext<Project>,
  {
    onReady,
    notify,
  }: {
    readonly onReady: (addresses: readonly string[]) => void;
    readonly notify: (...words: readonly string[]) => Promise<void>;
  },
): Promise<void> {
  const { INSTALLED_APPS, SHUTDOWN_TIMEOUT } = await project.settings();
  if (INSTALLED_APPS.includes("mkweb/health")) {
    (await import("../../health/index.ts")).addUpWorkers();
  }
  const [, exec = "", ...argv] = process.argv;
  const primary = new Primary({
    binds: await reserve(plan),
    task: { accessLog: plan.accessLog },
    workers: plan.workers,
    settings: {
      exec,
      args: argv.filter((word) => word !== "--json"),
      // Only this process prints for programs.
      stdio: ["ignore", json ? 2 : "inherit", "inherit", "ipc"],
    },
    gracePeriodMs: SHUTDOWN_TIMEOUT * 1000,
    signal,
    out,
    onReady,
    onReload: (state) => void notify(...(state === "begun" ? reloading() : ["READY=1"])),
  });
  const releases = [onHangUp(() => primary.reload()), onSecondSignal(signal, () => primary.kill())];
  try {
    await primary.run();
  } finally {
    for (const release of releases) release();
  }
}

function onHangUp(listener: () => void): () => void {
  process.on("SIGHUP", listener);
  return () => process.off("SIGHUP", listener);
}

/** The second signal ends this process by default; its workers would continue without it. */
function onSecondSignal(signal: AbortSignal, kill: () => void): () => void {
  const names = ["SIGINT", "SIGTERM"] as const;
  const listeners = names.map(
    (name) =>
      [
        name,
        (): void => {
          kill();
          process.removeAllListeners(name).kill(process.pid, name);
        },
      ] as const,
  );
  const listen = (): void => {
    // After the listeners of the first signal.
    for (const [name, listener] of listeners) setImmediate(() => process.on(name, listener));
  };
  signal.addEventListener("abort", listen);
  return () => {
    signal.removeEventListener("abort", listen);
    for (const [name, listener] of listeners) process.off(name, listener);
  };
}
