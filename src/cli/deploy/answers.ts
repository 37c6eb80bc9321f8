import { usageError } from "../../command/index.ts";
import { packagesOf, type ProjectFolder } from "../project.ts";

export type Target = "docker" | "compose" | "systemd";

/** What was typed; `undefined` for what was not. */
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

/** What is to be written, checked. */
export interface DeployAnswers {
  readonly target: Target;
  /** One or more names of hosts. */
  readonly domains: readonly string[];
  /** Whether nobody named one. */
  readonly isDomainMissing: boolean;
  /** A number from 1 on, or `auto`. */
  readonly workers: string;
  readonly database: "sqlite" | "postgresql";
  readonly redis: boolean;
  /** Default: the project's name. */
  readonly user: string | undefined;
  /** Default: by the project's name. */
  readonly path: string | undefined;
}

/**
 * Checks what was typed, and fills in what depends on the target and the project.
 *
 * @throws {MkwebError} `MKWEB_USAGE`.
 */
export function deployAnswers(typed: TypedDeploy, project: ProjectFolder): DeployAnswers {
  const { target, domain = [], workers = "2", user, path } = typed;
  if (typed.withRedis === true && typed.noRedis === true) {
    throw usageError("argument --no-redis: not allowed with argument --with-redis");
  }
  if (target !== "systemd" && (user !== undefined || path !== undefined)) {
    throw usageError(`argument --user, --path: they are for systemd, not for ${target}`);
  }
  if (workers !== "auto" && !/^[1-9]\d{0,2}$/.test(workers)) {
    throw usageError(`argument --workers: ${workers} is neither a number from 1 to 999 nor auto`);
  }
  if (user !== undefined && !/^[a-z_][a-z0-9_-]{0,30}$/.test(user)) {
    throw usageError(`argument --user: '${shown(user)}' is no name of a user`);
  }
  if (path !== undefined && !/^\/[\w.@+-]+(?:\/[\w.@+-]+)*$/.test(path)) {
    throw usageError(
      `argument --path: '${shown(path)}' is not a whole path of letters, digits and . _ - + @`,
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

/** As browsers send it: in small letters, and in ASCII. */
function hostName(typed: string): string {
  const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  const isBare = !/[:/?#@\\]/.test(typed) && URL.canParse(`http://${typed}/`);
  const name = isBare ? new URL(`http://${typed}/`).host : "";
  if (name.length <= 253 && new RegExp(`^${label}(?:\\.${label})*$`).test(name)) return name;
  throw usageError(
    `argument --domain: '${shown(typed)}' is not the name of a host, as in example.com`,
  );
}

/** Control characters would act on the terminal. */
function shown(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (each) => JSON.stringify(each).slice(1, -1));
}
