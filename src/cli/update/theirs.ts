/** Renders the current blueprints with the recorded answers of a project and its apps. */
import { styleOf } from "../../edits/index.ts";
import { checkVariables, loadBlueprint, type Tree } from "../../scaffold/index.ts";
import { blueprintFolder } from "../files.ts";
import { packageManagers } from "../package-manager.ts";
import { appTree, restyled } from "../startapp/plan-app.ts";
import { projectTree } from "../startproject/plan-project.ts";
import { readVersions, type Versions } from "../startproject/project-package.ts";
import type { Release } from "../startproject/release.ts";
import { unlessRefused } from "../unless-refused.ts";
import type { Made } from "./made.ts";

/** The original text of a file, if known. */
export type BaseText = (path: string) => string | undefined;

/**
 * Renders the current version of the project's files.
 *
 * @throws {MkwebError} `MKWEB_VARIABLE_INVALID` for an answer that is no longer accepted.
 */
export function projectToday(made: Made, baseText: BaseText, release: Release): Tree {
  const blueprint = loadBlueprint(blueprintFolder("project"));
  const values = checkVariables(blueprint, {
    ...answersFor(made, blueprint.manifest.variables),
    // Files with secret answers are never merged.
    ...(Object.hasOwn(blueprint.manifest.variables, "secret_key") && { secret_key: "secret" }),
  });
  const versions = readVersions();
  const { package_manager: manager, database } = made.record.answers;
  return projectTree({
    blueprint,
    values,
    release,
    versions,
    ownNode: bringsNode(baseText("package.json"), versions),
    packageManager: packageManagers.find((each) => each === manager) ?? "npm",
    database: database === "postgresql" ? "postgresql" : "sqlite",
    // The recorded files show for which Yarn the project was made.
    env: { npm_config_user_agent: made.bases.has(".yarnrc.yml") ? "yarn/4.0.0" : "yarn/1.22.0" },
  });
}

/** Renders the current version of an app's files, with the quotes and semicolons of the existing ones. */
export function appToday(made: Made, baseText: BaseText): Tree {
  const blueprint = loadBlueprint(blueprintFolder("app"));
  const values = checkVariables(blueprint, answersFor(made, blueprint.manifest.variables));
  const codes = [...made.bases.keys()].filter((path) => path.endsWith(".ts"));
  const texts = codes.map(baseText).filter((text) => text !== undefined);
  const longest = texts.toSorted((one, other) => other.length - one.length).at(0);
  const style = longest === undefined ? undefined : unlessRefused(() => styleOf(longest));
  return restyled(appTree(blueprint, values), style);
}

/** The recorded answers to questions that still exist. */
function answersFor(
  { record }: Made,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(record.answers).filter(([name]) => Object.hasOwn(variables, name)),
  );
}

function bringsNode(manifest: string | undefined, { optionalDependencies }: Versions): boolean {
  try {
    const data: { readonly optionalDependencies?: object } = JSON.parse(manifest ?? "{}");
    const names = Object.keys(data.optionalDependencies ?? {});
    return names.some((name) => Object.hasOwn(optionalDependencies, name));
  } catch {
    return false;
  }
}
