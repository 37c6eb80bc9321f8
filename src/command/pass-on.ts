/**
 * Runs a script with another Node in place of this process: it uses the terminal and receives the signals,
 * and this process ends as it does.
 *
 * @param node Path of the Node.
 * @param script The script, followed by its arguments.
 * @returns The exit status; 128 + n if signal n ended it.
 */
export function passOn(node: string, script: string, argv: readonly string[]): Promise<number> {
  // Loaded on demand: few commands need them, and they take a twentieth of a command's time.
  const { spawn } = process.getBuiltinModule("node:child_process");
  const { constants } = process.getBuiltinModule("node:os");
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const tell = (signal: NodeJS.Signals): void => {
    // The terminal has already sent Ctrl-C to the whole group.
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  };
  // Listen before the other Node starts: a signal in between would end us and leave it running.
  for (const signal of signals) process.on(signal, tell);
  const child = spawn(node, [...process.execArgv, script, ...argv], { stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      for (const each of signals) process.off(each, tell);
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}
