/**
 * Runs a script in a Node in this process's place: it has the terminal, gets the signals, and this process
 * ends as it ends.
 *
 * @param node The Node's path. @param script What it runs, with its arguments behind.
 * @returns The exit status; 128 + n if signal n ended it.
 */
export function passOn(node: string, script: string, argv: readonly string[]): Promise<number> {
  // Few commands start another Node, and these two take a twentieth of the time of one that does not.
  const { spawn } = process.getBuiltinModule("node:child_process");
  const { constants } = process.getBuiltinModule("node:os");
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const tell = (signal: NodeJS.Signals): void => {
    // The terminal has told the whole group of a Ctrl-C already.
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  };
  // Before the other Node starts: a signal that came in between would end us and leave it running.
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
