import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Tells systemd, for a unit of `Type=notify`, through its own `systemd-notify`: its socket takes datagrams, which
 * Node has for networks only. The unit needs `NotifyAccess=all`.
 *
 * @param say Told if systemd cannot be.
 * @returns Tells it something, `READY=1`; does nothing where NOTIFY_SOCKET is not set.
 */
export function systemdNotifier(
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): (...words: readonly string[]) => Promise<void> {
  if ((env["NOTIFY_SOCKET"] ?? "") === "") return () => Promise.resolve();
  return async (...words) => {
    try {
      const child = spawn("systemd-notify", words, { stdio: ["ignore", "ignore", "inherit"] });
      const [status] = await once(child, "exit");
      if (status !== 0)
        say(`systemd was not told ${words.join(" ")}: systemd-notify ended with status ${status}.`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      say(
        `systemd was not told ${words.join(" ")}: ${reason}. Without systemd-notify, make the unit Type=exec.`,
      );
    }
  };
}

/** `RELOADING=1` with the time it needs, in microseconds of the clock that the whole machine shares. */
export function reloading(): readonly string[] {
  return ["RELOADING=1", `MONOTONIC_USEC=${process.hrtime.bigint() / 1000n}`];
}
