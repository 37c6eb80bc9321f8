import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { MkwebError } from "../../errors.ts";
import type { Bind, Places } from "../../server/index.ts";
import { parseAddress } from "../runserver/address.ts";

/** The command line options of `serve`. */
export interface Asked {
  readonly workers: string | undefined;
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly bind: readonly string[] | undefined;
  readonly fd: readonly number[] | undefined;
  readonly accessLog: boolean;
}

export interface Plan extends Places {
  readonly workers: number;
  readonly accessLog: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The first descriptor that systemd passes. */
const FIRST_INHERITED = 3;

/**
 * Decides how many processes serve, and where, by command line and environment.
 *
 * @param process The process whose descriptors LISTEN_FDS describes, if LISTEN_PID names it, and whose folder
 *   relative paths refer to.
 * @throws {MkwebError} `MKWEB_USAGE`.
 */
export function readPlan(
  asked: Asked,
  env: Environment,
  { pid, cwd }: { readonly pid: number; readonly cwd: string },
): Plan {
  const workers = readWorkers(asked.workers, env["WEB_CONCURRENCY"]);
  const { accessLog, host, port } = asked;
  const binds = [
    ...(asked.bind ?? []).map((text) => parseBind(text, cwd)),
    ...[...(asked.fd ?? []).map(descriptor), ...inherited(env, pid)].map((fd) => ({ fd })),
  ];
  if (binds.length === 0) {
    if (port !== undefined && !isPort(port))
      throw usage(`${port} is not a port number.`, "Choose one from 0 to 65535.");
    return {
      workers,
      accessLog,
      ...(host === undefined ? {} : { host }),
      ...(port === undefined ? {} : { port }),
    };
  }
  if (host === undefined && port === undefined) return { workers, accessLog, binds };
  throw usage(
    "--host and --port cannot be combined with --bind or --fd.",
    "Give each address as --bind HOST:PORT.",
  );
}

function readWorkers(option: string | undefined, concurrency: string | undefined): number {
  const text = option ?? (concurrency === "" ? undefined : concurrency) ?? "1";
  if (text === "auto") return availableParallelism();
  const workers = Number(text);
  if (/^\d+$/.test(text) && workers >= 1 && workers <= MOST_WORKERS) return workers;
  const name = option === undefined ? "WEB_CONCURRENCY" : "--workers";
  throw usage(
    `${name} is neither "auto" nor a number from 1 to ${MOST_WORKERS}: ${JSON.stringify(text)}.`,
    `Write ${name === "--workers" ? "--workers 2" : "WEB_CONCURRENCY=2"}, one for each processor core.`,
  );
}

/** Guards against typing mistakes that would overload the machine. */
const MOST_WORKERS = 512;

/** `unix:/run/site.sock`, or an address as in runserver. */
function parseBind(text: string, cwd: string): Bind {
  const path = /^unix:(?:\/\/(?=\/))?(.*)$/s.exec(text)?.[1];
  if (path === undefined) {
    return parseHostAndPort(text);
  }
  if (path === "")
    throw usage("--bind unix: needs a path.", "Write --bind unix:/run/site/site.sock.");
  return { path: resolve(cwd, path) };
}

function parseHostAndPort(text: string): Bind {
  try {
    const { host, port } = parseAddress(text, false);
    return { host, port };
  } catch {
    throw usage(
      `--bind is neither an address nor a socket: ${JSON.stringify(text)}.`,
      "Write it as 127.0.0.1:8000, [::1]:8000 or unix:/run/site/site.sock.",
    );
  }
}

function descriptor(fd: number): number {
  if (Number.isInteger(fd) && fd >= FIRST_INHERITED) return fd;
  throw usage(
    `--fd ${fd} cannot be an inherited socket.`,
    "Give the descriptor of a listening socket: 3 or more.",
  );
}

function inherited(env: Environment, pid: number): readonly number[] {
  if (env["LISTEN_PID"] !== String(pid)) return [];
  const count = Number(env["LISTEN_FDS"]);
  return Number.isInteger(count) && count > 0
    ? Array.from({ length: count }, (_, at) => FIRST_INHERITED + at)
    : [];
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port <= 65_535;
}

function usage(message: string, hint: string): MkwebError {
  return new MkwebError("MKWEB_USAGE", message, { hint, exitStatus: 2 });
}
