/** A web server in front of a site, as a process of a test's own. */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { Ending } from "../cli/support.ts";

export interface WebServer {
  readonly http: number;
  readonly https: number;
  /** What it says on stderr went wrong, a line each. */
  readonly errors: string;
}

/**
 * Waits until a server listens; it ends with the test.
 *
 * @param isError Which lines of its stderr are errors. Default: all.
 */
export async function started(
  t: Ending,
  child: ChildProcess,
  { http, https }: Pick<WebServer, "http" | "https">,
  isError: (line: string) => boolean = () => true,
): Promise<WebServer> {
  let text = "";
  child.stderr?.setEncoding("utf8").on("data", (piece: string) => (text += piece));
  t.after(() => end(child));
  await listening(https, child, () => text);
  return {
    http,
    https,
    get errors() {
      return text.split("\n").filter(isError).join("\n");
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

async function listening(port: number, child: ChildProcess, text: () => string): Promise<void> {
  while (child.exitCode === null) {
    const socket = connect(port, "127.0.0.1");
    const answered = await Promise.race([
      once(socket, "connect").then(() => true),
      once(socket, "close").then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${child.spawnfile} ended with ${child.exitCode}:\n${text()}`);
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
