type Environment = Readonly<Record<string, string | undefined>>;

export const packageManagers = ["npm", "pnpm", "yarn", "bun"] as const;
export type PackageManager = (typeof packageManagers)[number];

/** The package manager that started us, npm if none did: `npx`, `pnpm dlx` and their like say so. */
export function detectPackageManager(env: Environment): PackageManager {
  const [name] = agent(env).split("/");
  return packageManagers.find((each) => each === name) ?? "npm";
}

/**
 * The Node the user has, as `22.18.0`. Inside `npx` the running one may be another, put first on the
 * path by the package we were started from; the package manager knows what it runs on itself.
 */
export function userNode(env: Environment, running: string): string {
  return /(?:^|\s)node\/v(\d+\.\d+\.\d+)/.exec(agent(env))?.[1] ?? running;
}

/** Whether this is a Yarn that would put packages where only its own loader finds them. */
export function plugsInPackages(manager: PackageManager, env: Environment): boolean {
  return manager === "yarn" && !agent(env).startsWith("yarn/1.");
}

function agent(env: Environment): string {
  return env["npm_config_user_agent"] ?? "";
}
