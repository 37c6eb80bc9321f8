import { usageError } from "../../command/index.ts";
import { packagesOf, type ProjectFolder } from "../project.ts";

export type Target = "docker" | "compose" | "systemd";

/** The typed options; `undefined` for missing ones. */
export interface TypedDeploy {
  readonly target: Target;
  readonly domain: readonly string[] | undefined;
  readonly workers: string | undefined;
  readonly database: "sqlite" | "postgresql" | undefined;
  readonly withRedis: boolean | undefined;
  readonly noRedis: boolean | undefined;
  readonly user: string | undefined;
  readonly path: string | undefined;
}

/** The checked options for the files to write. */
export interface DeployAnswers {
  readonly target: Target;
  /** One or more host names. */
  readonly domains: readonly string[];
  /** Whether no domain was given. */
  readonly isDomainMissing: boolean;
  /** A number from 1, or `auto`. */
  readonly workers: string;
  readonly database: "sqlite" | "postgresql";
  readonly redis: boolean;
  /** Default: the project's name. */
  readonly user: string | undefined;
  /** Default: derived from the project's name. */
  readonly path: string | undefined;
}

/**
 * Checks the typed options and fills in defaults for the target and the project.
 *
 * @throws {MkwebError} `MKWEB_USAGE`.
 */
export function deployAnswers(typed: TypedDeploy, project: ProjectFolder): DeployAnswers {
  const { target, domain = [], workers = "2", user, path } = typed;
  if (typed.withRedis === true && typed.noRedis === true) {
    throw usageError("argument --no-redis: not allowed with argument --with-redis");
  }
  if (target !== "systemd" && (user !== undefined || path !== undefined)) {
    throw usageError(`argument --user, --path: only systemd uses them, not ${target}`);
  }
  if (workers !== "auto" && !/^[1-9]\d{0,2}$/.test(workers)) {
    throw usageError(`argument --workers: ${workers} is neither a number from 1 to 999 nor auto`);
  }
  if (user !== undefined && !/^[a-z_][a-z0-9_-]{0,30}$/.test(user)) {
    throw usageError(`argument --user: '${shown(user)}' is not a valid user name`);
  }
  if (path !== undefined && !/^\/[\w.@+-]+(?:\/[\w.@+-]+)*$/.test(path)) {
    throw usageError(
      `argument --path: '${shown(path)}' is not an absolute path of letters, digits and . _ - + @`,
    );
  }
  const usual = target === "compose" || packagesOf(project).includes("pg");
  return {
    target,
    domains: domain.length === 0 ? ["example.com"] : domain.map(hostName),
    isDomainMissing: domain.length === 0,
    workers,
    database: typed.database ?? (usual ? "postgresql" : "sqlite"),
    redis: typed.withRedis ?? (target === "compose" && typed.noRedis !== true),
    user,
    path,
  };
}

/** Normalises as browsers do: lower case and ASCII. */
function hostName(typed: string): string {
  const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  const isBare = !/[:/?#@\\]/.test(typed) && URL.canParse(`http://${typed}/`);
  const name = isBare ? new URL(`http://${typed}/`).host : "";
  if (name.length <= 253 && new RegExp(`^${label}(?:\\.${label})*$`).test(name)) return name;
  throw usageError(`argument --domain: '${shown(typed)}' is not a host name such as example.com`);
}

/** Escapes control characters, which would affect the terminal. */
function shown(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (each) => JSON.stringify(each).slice(1, -1));
}
