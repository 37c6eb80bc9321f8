import { type CommandContext } from "../../command/index.ts";
import { MkwebError } from "../../errors.ts";
import { isNewEnough } from "../../platform/index.ts";
import {
  checkVariables,
  loadBlueprint,
  planSteps,
  renderNext,
  renderTree,
  type Blueprint,
  type ExtraFile,
  type Plan,
  type PlanStep,
  type Tree,
  type Settled,
} from "../../scaffold/index.ts";
import { blueprintFolder, packageVersion } from "../files.ts";
import { engineFiles } from "./engine-files.ts";
import { plugsInPackages, userNode, type PackageManager } from "../package-manager.ts";
import { keepPresent } from "./present-files.ts";
import type { ProjectPlace } from "./project-name.ts";
import { projectPackage, type Versions } from "./project-package.ts";
import { chooseRelease, type Release } from "./release.ts";
import { newSecretKey } from "./secret-key.ts";
import type { Answers, Database } from "./answers.ts";

export interface ProjectRequest {
  readonly place: ProjectPlace;
  readonly answers: Answers;
  readonly versions: Versions;
  /** The version of the running Node. */
  readonly runningNode: string;
  /** Whether to ask the registry for this release of mkweb. */
  readonly mayAskRegistry: boolean;
}

export interface PlannedProject {
  /** May be called again with settled conflicts. */
  readonly plan: (settled?: Settled) => Plan;
  /** A sentence about each existing file that stays. */
  readonly messages: readonly string[];
  /** Files that are exactly as mkweb writes them, relative to the project's folder. */
  readonly written: ReadonlySet<string>;
  /** Commands to type in the project's folder next. */
  readonly next: readonly string[];
  /** Whether the user's Node is too old for projects, so the project includes a newer one. */
  readonly bringsNode: boolean;
  /** For `--json`. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Renders a project in memory and compares it with the disk. */
export async function planProject(
  { place, answers, versions, runningNode, mayAskRegistry }: ProjectRequest,
  { env, signal }: CommandContext,
): Promise<PlannedProject> {
  const { packageManager, database } = answers;
  const version = packageVersion();
  const node = userNode(env, runningNode);
  const ownNode = !isNewEnough(node);
  const release = await chooseRelease({ version, env, signal }, mayAskRegistry);

  const blueprint = loadBlueprint(blueprintFolder("project"));
  const values = checkVariables(blueprint, {
    project_name: place.name,
    scope: answers.scope,
    secret_key: newSecretKey(),
    package_manager: packageManager,
    database,
    agents: answers.agents ? "yes" : "no",
  });
  const contents = { blueprint, values, release, versions, ownNode, packageManager, database, env };
  const present = keepPresent(projectTree(contents), place.folder);
  const { tree, edits, messages } = present;
  const command = `startproject ${place.name}`;
  const project = { tree, record: { command, blueprint, version, values } };
  const apps = await stepsOf(place.name, answers.apps, tree);
  const plan = (settled?: Settled): Plan => {
    refuseKept(place, answers.apps, settled);
    return planSteps([project, ...apps], place.folder, { edits, settled });
  };
  return {
    plan,
    messages,
    written: new Set(tree.keys()),
    next: nextSteps(renderNext(blueprint, values), answers.apps),
    bringsNode: ownNode,
    facts: {
      name: place.name,
      folder: place.folder,
      mkweb: release.specifier,
      packageManager,
      database,
      scope: answers.scope,
      apps: answers.apps,
      ownNode,
    },
  };
}

/** Apps can only be added to files that mkweb writes, not to the user's own in their place. */
function refuseKept(
  { name }: ProjectPlace,
  apps: readonly string[],
  settled: Settled | undefined,
): void {
  const kept = ["settings.ts", "urls.ts"].find((file) =>
    Array.from(settled ?? []).some(
      ([path, answer]) => answer === "keep" && `/${path}`.endsWith(`/${name}/${file}`),
    ),
  );
  if (kept === undefined || apps.length === 0) return;
  throw new MkwebError(
    "MKWEB_FILE_CONFLICT",
    `${name}/${kept} will be kept, so --app cannot add an app to it. Nothing was written.`,
    { hint: "Leave --app out, and add the apps with `node manage startapp` afterwards." },
  );
}

/** What startapp would do for each of the first apps. Loaded only if there are some, as it needs the parser. */
async function stepsOf(
  project: string,
  apps: readonly string[],
  tree: Tree,
): Promise<readonly PlanStep[]> {
  if (apps.length === 0) return [];
  const { firstApps } = await import("./first-apps.ts");
  return firstApps(project, apps, tree);
}

/** With apps, skip startapp and show the first app's page. */
function nextSteps(steps: readonly string[], [app]: readonly string[]): readonly string[] {
  if (app === undefined) return steps;
  return steps
    .filter((step) => !step.startsWith("node manage startapp"))
    .map((step) =>
      step === "node manage runserver"
        ? `${step}    # http://127.0.0.1:8000/${encodeURI(app)}/`
        : step,
    );
}

export interface ProjectContents {
  readonly blueprint: Blueprint;
  /** Checked values, including `project_name`. */
  readonly values: Readonly<Record<string, string>>;
  readonly release: Release;
  readonly versions: Versions;
  /** Whether the project includes its own Node. */
  readonly ownNode: boolean;
  readonly packageManager: PackageManager;
  readonly database: Database;
  readonly env: CommandContext["env"];
}

/** Every file of a new project. */
export function projectTree(contents: ProjectContents): Tree {
  const { blueprint, values, release, versions, ownNode, packageManager, database, env } = contents;
  const projectName = values["project_name"] ?? "";
  const manifest = { projectName, mkweb: release.specifier, ownNode, database, versions };
  const extra: Record<string, ExtraFile> = {
    "package.json": { content: projectPackage(manifest) },
    ...release.files,
    ...(ownNode && engineFiles(packageManager, env, versions)),
    // Node resolves a project's imports itself, so the packages must be in node_modules.
    ...(plugsInPackages(packageManager, env) && {
      ".yarnrc.yml": { content: "nodeLinker: node-modules\n" },
    }),
  };
  return renderTree(blueprint, values, extra);
}
