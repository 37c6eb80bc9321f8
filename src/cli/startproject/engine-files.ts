import { plugsInPackages, type PackageManager } from "../package-manager.ts";
import type { Versions } from "./project-package.ts";

type Environment = Readonly<Record<string, string | undefined>>;
type Files = Readonly<Record<string, { readonly content: string }>>;

/**
 * Configures the package manager of a project with its own Node, so that it does not check libraries against
 * the old Node it runs on itself. No setting can tell npm or Yarn 1 another version, so npm gets no warnings
 * and refusals (engine-strict), and Yarn no check. Modern Yarn and Bun check nothing.
 */
export function engineFiles(manager: PackageManager, env: Environment, versions: Versions): Files {
  const why = `# ${manager} runs on this machine's Node and would judge packages by it; the project runs on its own.
# Not needed any more once \`node --version\` is 22.18 or newer.
`;
  const node = "# The project's own Node is one of these.\n";
  if (manager === "npm")
    return {
      ".npmrc": { content: `${why}loglevel=error\nengine-strict=false\n${node}include=optional\n` },
    };
  if (manager === "pnpm") {
    const [oldest = ""] = Object.values(versions.optionalDependencies).sort();
    return { ".npmrc": { content: `${why}node-version=${oldest}\n` } };
  }
  const isYarn1 = manager === "yarn" && !plugsInPackages(manager, env);
  return isYarn1 ? { ".yarnrc": { content: `${why}ignore-engines true\n` } } : {};
}
