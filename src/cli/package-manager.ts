type Environment = Readonly<Record<string, string | undefined>>;

export const packageManagers = ["npm", "pnpm", "yarn", "bun"] as const;
export type PackageManager = (typeof packageManagers)[number];

/** Detects the package manager that started us (`npx`, `pnpm dlx` and so on); npm if none did. */
export function detectPackageManager(env: Environment): PackageManager {
  const [name] = agent(env).split("/");
  return packageManagers.find((each) => each === name) ?? "npm";
}

/**
 * The user's Node version, as `22.18.0`. Inside `npx`, the running Node may come from the package we were
 * started from; the package manager reports the version it runs on.
 */
export function userNode(env: Environment, running: string): string {
  return /(?:^|\s)node\/v(\d+\.\d+\.\d+)/.exec(agent(env))?.[1] ?? running;
}

/** Whether this Yarn would install packages where only its own loader finds them. */
export function plugsInPackages(manager: PackageManager, env: Environment): boolean {
  return manager === "yarn" && !agent(env).startsWith("yarn/1.");
}

function agent(env: Environment): string {
  return env["npm_config_user_agent"] ?? "";
}
