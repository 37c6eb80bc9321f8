import { statSync } from "node:fs";
import { join } from "node:path";
import {
  checkVariables,
  loadBlueprint,
  planTree,
  renderTree,
  type Plan,
  type Settled,
} from "../../scaffold/index.ts";
import { blueprintFolder, packageVersion } from "../files.ts";
import { restyled } from "../startapp/plan-app.ts";
import type { ProjectFolder } from "../project.ts";
import { newSecretKey } from "../startproject/secret-key.ts";
import type { DeployAnswers } from "./answers.ts";
import { databasePassword, keepEnvironment } from "./environment-files.ts";
import { ignoreSecrets } from "./ignore-secrets.ts";
import { knowProject, type KnownProject } from "./known-project.ts";
import { nextSteps } from "./next-steps.ts";

export interface PlannedDeploy {
  /** May be called again with settled conflicts. */
  readonly plan: (settled?: Settled) => Plan;
  /** Sentences about kept and extended files; complete once the plan was made. */
  readonly messages: ReadonlySet<string>;
  readonly next: readonly string[];
  /** For `--json`. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Renders a deployment in memory and compares it with the disk. */
export function planDeploy(project: ProjectFolder, answers: DeployAnswers): PlannedDeploy {
  const { root } = project;
  const known = knowProject(project);
  const blueprint = loadBlueprint(blueprintFolder("deploy"));
  const values = checkVariables(blueprint, variables(root, known, answers));
  const tree = new Map(renderTree(blueprint, values));
  const settings = tree.get("production.ts");
  tree.delete("production.ts");
  if (settings) tree.set(inFolder(known.settingsFolder, "production.ts"), settings);

  const messages = new Set(keepEnvironment(tree, root, answers));
  const edits = ignoreSecrets(tree, root, (message) => void messages.add(message));
  const record = {
    command: `deploy ${answers.target}`,
    blueprint,
    version: packageVersion(),
    values,
    label: answers.target,
  };
  const styled = restyled(tree, known.style);
  return {
    plan: (settled) => planTree(styled, root, { root, edits, settled, record }),
    messages,
    next: nextSteps(known, answers),
    facts: {
      target: answers.target,
      name: known.name,
      project: root,
      settings: inFolder(known.settingsFolder, "production.ts"),
      domains: answers.domains,
      workers: answers.workers,
      database: answers.database,
      redis: answers.redis,
    },
  };
}

function variables(
  root: string,
  known: KnownProject,
  { target, domains, workers, database, redis, user, path }: DeployAnswers,
): Readonly<Record<string, string>> {
  const { name, apps } = known;
  const isFolder = (file: string): boolean => statSync(join(root, file)).isDirectory();
  const packageFolders = known.packageManager.files.filter(isFolder);
  const packageFiles = known.packageManager.files.filter((each) => !isFolder(each));
  const has = (app: string): string => yesNo(apps?.includes(app) ?? true);
  return {
    target,
    image: yesNo(target !== "systemd"),
    compose: yesNo(target === "compose"),
    systemd: yesNo(target === "systemd"),
    name,
    settings_module: inFolder(known.settingsFolder, "production.ts"),
    settings_file: known.settingsFile,
    default_export: yesNo(known.hasDefaultExport),
    domains: domains.join(","),
    workers,
    database,
    redis: yesNo(redis),
    sessions: has("mkweb/sessions"),
    static_files: has("mkweb/staticfiles"),
    static_url: has("mkweb/staticfiles") === "yes" ? (known.staticUrl ?? "") : "",
    storages: yesNo(known.hasStorages),
    media: yesNo(known.hasMedia),
    vendor: yesNo(known.isVendored),
    package_manager: known.packageManager.isModernYarn
      ? "modern yarn"
      : known.packageManager.manager,
    package_manager_version: known.packageManager.version,
    package_files: ["package.json", known.packageManager.lockFile, ...packageFiles].join(" "),
    package_folders: packageFolders.join(" "),
    health: yesNo(known.apps !== undefined && !known.apps.includes("mkweb/health")),
    user: user ?? name,
    path: path ?? `/srv/${name}`,
    secret_key: newSecretKey(),
    database_password: databasePassword(root),
  };
}

function inFolder(folder: string, file: string): string {
  return folder === "" ? file : `${folder}/${file}`;
}

function yesNo(value: boolean): string {
  return value ? "yes" : "no";
}
