import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Notifies systemd, for a unit of `Type=notify`, through `systemd-notify`: systemd's socket takes Unix
 * datagrams, which Node does not support. The unit needs `NotifyAccess=all`.
 *
 * @param say Called if systemd cannot be notified.
 * @returns A function that sends a state such as `READY=1`; it does nothing without NOTIFY_SOCKET.
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

/** `RELOADING=1` with the required time, in microseconds of the machine's monotonic clock. */
export function reloading(): readonly string[] {
  return ["RELOADING=1", `MONOTONIC_USEC=${process.hrtime.bigint() / 1000n}`];
}
