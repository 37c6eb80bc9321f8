import { plugsInPackages, type PackageManager } from "../package-manager.ts";
import type { Versions } from "./project-package.ts";

type Environment = Readonly<Record<string, string | undefined>>;
type Files = Readonly<Record<string, { readonly content: string }>>;

/**
 * For a project that brings its own Node: what keeps the package manager from judging the libraries by
 * the old Node it runs on itself. npm and Yarn 1 cannot be told of another version, so npm leaves out
 * its warnings and its refusals (engine-strict), and Yarn its check; modern Yarn and Bun check nothing.
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
