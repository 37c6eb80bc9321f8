import {
  conflictOption,
  defineCommand,
  usageError,
  type CommandContext,
} from "../../command/index.ts";
import { sayEnvironment } from "../startproject/environment.ts";
import { MkwebError } from "../../errors.ts";
import { checkFirstApps } from "../startproject/first-app-names.ts";
import { installDependencies } from "../startproject/install.ts";
import { rememberMade } from "../made-here.ts";
import { templateOptions, typedTemplate } from "../own-template/options.ts";
import { packageManagers } from "../package-manager.ts";
import { checkGround } from "../startproject/project-ground.ts";
import { placeProject, refuseExisting, type ProjectPlace } from "../startproject/project-name.ts";
import { planProject } from "../startproject/plan-project.ts";
import { readVersions } from "../startproject/project-package.ts";
import { putRight } from "../put-right.ts";
import { commitWritten, makeRepository } from "../startproject/repository.ts";
import { steeredBy } from "../startproject/steering.ts";
import { settleConflicts } from "../settle-conflicts.ts";
import { sayNext, stepsIn } from "../say-next.ts";
import { completeAnswers, databases, type Answers } from "../startproject/answers.ts";
import { writePlan } from "../write-plan.ts";

export default defineCommand({
  describe:
    "Creates a project directory structure for the given project name in the current directory or optionally in the given directory.",
  examples: [
    "startproject mysite",
    "startproject mysite --app blog --app shop --commit",
    "startproject mysite . --database postgresql --no-auth",
    "startproject mysite --no-install --no-git --yes",
  ],
  arguments: {
    name: { describe: "Name of the project, or a path that ends with it.", optional: true },
    directory: {
      complete: "folder",
      describe: "Destination directory; created if it is missing.",
      optional: true,
    },
  },
  options: {
    ...templateOptions,
    packageManager: {
      type: "string",
      choices: packageManagers,
      describe: "Package manager. Default: the one that started mkweb, otherwise npm.",
    },
    database: {
      type: "string",
      choices: databases,
      describe:
        "Database. postgresql is configured by DATABASE_URL and includes its driver. Default: sqlite.",
    },
    app: {
      type: "string",
      array: true,
      metavar: "NAME",
      describe: "Create an app of this name too; may be given several times.",
    },
    noAuth: { type: "boolean", describe: "Sessions and messages, but no users and no admin." },
    minimal: {
      type: "boolean",
      describe: "The smallest project that runs: no sessions, messages, users or admin.",
    },
    commit: {
      type: "boolean",
      describe: "Commit the new files, except .env, in a new git repository if there is none.",
    },
    ...conflictOption,
    noInstall: { type: "boolean", describe: "Don't install the dependencies." },
    noGit: { type: "boolean", describe: "Don't create a git repository." },
    noAgents: {
      type: "boolean",
      describe: "Leave out AGENTS.md, the notes for coding assistants.",
    },
    noVerify: { type: "boolean", describe: "Don't check that the project runs." },
    yes: {
      type: "boolean",
      alias: "y",
      describe: "Ask nothing; use defaults for missing options.",
    },
    dryRun: { type: "boolean", describe: "Show what would be written, as a diff, and stop." },
  },

  async run(values, context) {
    const { out, cwd } = context;
    const { dryRun = false } = values;
    const typed = typedTemplate(values);
    if (typed) {
      refuseWithTemplate(values);
      const { startOwnProject } = await import("../own-template/start-project.ts");
      return startOwnProject(values, typed, context);
    }
    const answers = await completeAnswers(values, context);
    const versions = readVersions();
    const packages = ["mkweb", ...Object.values(versions).flatMap(Object.keys)];
    const place = placeProject({ ...answers, cwd, packages });
    checkGround(place.folder);
    await putRight((line) => out.note(line), place.folder);
    checkFirstApps(place.name, answers.apps, packages);
    if (answers.directory === undefined) refuseExisting(place);
    const planned = await planProject(
      {
        place,
        answers,
        versions,
        runningNode: process.versions.node,
        mayAskRegistry: answers.install && !dryRun,
      },
      context,
    );

    const { facts, messages, written, next, bringsNode } = planned;
    const settling = { conflict: values.conflict, mayAsk: answers.mayAsk };
    const plan = await settleConflicts(planned.plan, settling, context);
    const what = `startproject ${place.name}`;
    await writePlan({ plan, root: place.folder, facts, what, thing: "a project", dryRun }, context);
    if (dryRun) return;
    const { packageManager: manager } = answers;
    if (steeredBy(place.folder, manager, written) === undefined) {
      rememberMade(place.folder, context.env);
    }
    for (const message of new Set(messages)) out.note(message);
    await sayEnvironment(context, process.versions.node, bringsNode);
    if (answers.repository) await makeRepository(place.folder, context);
    if (answers.commit) await commitWritten(plan, place, context);
    if (answers.install) {
      await installDependencies({ folder: place.folder, manager, written }, context);
      if (values.noVerify !== true) await verify(place, answers.apps[0], context);
    }
    sayWhatNext(place, answers, next, context);
  },
});

/** The contents of the user's own template are the template's business. */
function refuseWithTemplate(
  values: Readonly<Record<"app" | "noAuth" | "minimal" | "commit", unknown>>,
): void {
  const { app, noAuth, minimal, commit } = values;
  const given = { "--app": Array.isArray(app) && app.length > 0, "--no-auth": noAuth };
  const all = Object.entries({
    ...given,
    "--minimal": minimal,
    "--commit": commit,
  });
  const [flag] = all.find(([, value]) => value === true) ?? [];
  if (flag !== undefined) {
    throw usageError(`argument ${flag}: not allowed with argument --template`);
  }
}

/** @throws {MkwebError} `MKWEB_CANNOT_RUN`. */
async function verify(
  { name, folder }: ProjectPlace,
  app: string | undefined,
  context: CommandContext,
): Promise<void> {
  const { missingPackages, tryOut } = await import("../startproject/try-out.ts");
  const missing = missingPackages(folder, false);
  const what = `The project ${name}`;
  if (missing.length > 0) throw notFound(what, missing, folder);
  const page = app === undefined ? undefined : `/${encodeURI(app)}/`;
  const request = { root: folder, settings: `${name}/settings.ts`, page, what };
  context.out.note(await tryOut(request, context));
}

function notFound(what: string, missing: readonly string[], folder: string): MkwebError {
  const names = missing.join(" and ");
  return new MkwebError(
    "MKWEB_CANNOT_RUN",
    `${what} is complete, but does not run: after the installation ${names} cannot be found from ${folder}.`,
    {
      hint: "The package manager put it elsewhere, perhaps for a workspace: run the installation in that folder.",
    },
  );
}

function sayWhatNext(
  { name, folder }: ProjectPlace,
  { install, packageManager, repeat }: Answers,
  next: readonly string[],
  { out, cwd }: CommandContext,
): void {
  const inProject = install ? next : [`${packageManager} install`, ...next];
  const steps = stepsIn(folder, inProject, { cwd });
  out.facts({ next: steps });
  sayNext(out, steps, `${out.style.success("Created")} ${name}. `);
  if (repeat !== undefined) out.note(`\nThe same without questions: ${repeat}`);
}
