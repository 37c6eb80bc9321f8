import { askYesNo, type CommandContext } from "../../command/index.ts";
import { sayEnvironment } from "../startproject/environment.ts";
import { installDependencies } from "../startproject/install.ts";
import { checkGround } from "../startproject/project-ground.ts";
import { placeProject, refuseExisting, type ProjectPlace } from "../startproject/project-name.ts";
import { putRight } from "../put-right.ts";
import { makeRepository } from "../startproject/repository.ts";
import { settleConflicts } from "../settle-conflicts.ts";
import { sayNext, stepsIn } from "../say-next.ts";
import { shellWords } from "../shell.ts";
import { completeAnswers, type Answers, type Typed } from "../startproject/answers.ts";
import { steeringIn } from "../startproject/steering.ts";
import { writePlan } from "../write-plan.ts";
import { templateWords, type TypedTemplate } from "./options.ts";
import { planOwnProject, type PlannedOwnProject } from "./plan-project.ts";

/** Creates a project from the user's own template, without running any of its code. */
export async function startOwnProject(
  values: Typed,
  typed: TypedTemplate,
  context: CommandContext,
): Promise<void> {
  const { out, cwd } = context;
  const { dryRun = false, yes = false, noInstall } = values;
  const mayAsk = context.interactive && !yes && !dryRun;
  // Only the rendered template shows whether there is something to install.
  const answers = await completeAnswers({ ...values, noInstall: true }, context);
  const place = placeProject({ ...answers, cwd, packages: ["mkweb"] });
  checkGround(place.folder);
  await putRight((line) => out.note(line), place.folder);
  if (answers.directory === undefined) refuseExisting(place);
  const mayAskRegistry = noInstall !== true && !dryRun;
  const planned = await planOwnProject({ place, answers, typed, mayAsk, mayAskRegistry }, context);
  const install = planned.hasPackage && !dryRun && (await wantsInstall(noInstall, answers, mayAsk));

  const { facts } = planned;
  const plan = await settleConflicts(planned.plan, { conflict: values.conflict, mayAsk }, context);
  const what = `startproject ${place.name}`;
  await writePlan({ plan, root: place.folder, facts, what, thing: "a project", dryRun }, context);
  if (dryRun) return;
  for (const message of new Set(planned.messages)) out.note(message);
  await sayEnvironment(context, process.versions.node);
  if (answers.repository) await makeRepository(place.folder, context);
  const installed = install && (await installOwn(place, answers, planned, context));
  const refused = noInstall === true || (planned.hasPackage && !install);
  sayCreated({ place, answers, planned, typed, installed, refused }, context);
}

async function wantsInstall(
  refused: boolean | undefined,
  { packageManager }: Answers,
  mayAsk: boolean,
): Promise<boolean> {
  if (refused !== undefined || !mayAsk) return refused !== true;
  return askYesNo(`Install the dependencies with ${packageManager}?`, true);
}

/** Runs no install scripts, and installs nothing if the template configures the package manager. */
async function installOwn(
  { folder }: ProjectPlace,
  { packageManager: manager }: Answers,
  { written }: PlannedOwnProject,
  context: CommandContext,
): Promise<boolean> {
  const steering = steeringIn(written);
  if (steering !== undefined) {
    context.out.note(
      `Not installed: the template brings ${steering}, which ${manager} obeys. Check it first.`,
    );
    return false;
  }
  await installDependencies({ folder, manager, written }, context);
  return true;
}

interface Created {
  readonly place: ProjectPlace;
  readonly answers: Answers;
  readonly planned: PlannedOwnProject;
  readonly typed: TypedTemplate;
  readonly installed: boolean;
  /** Whether the user declined the installation. */
  readonly refused: boolean;
}

function sayCreated(
  { place, answers, planned, typed, installed, refused }: Created,
  { out, cwd }: CommandContext,
): void {
  const install = planned.hasPackage && !installed ? [`${answers.packageManager} install`] : [];
  const steps = stepsIn(place.folder, [...install, ...planned.next], { cwd });
  out.note(`${out.style.success("Created")} ${place.name} of ${planned.shown}.`);
  out.note("No code of the template was run; read it before you run it.");
  if (steps.length > 0) sayNext(out, steps);
  if (answers.repeat === undefined && planned.asked.length === 0) return;
  const own = refused ? [] : ["--no-install"];
  const words = answers.words.filter((word) => !own.includes(word));
  const given = [...typed.answers].flatMap(([name, value]) => ["--var", `${name}=${value}`]);
  const again = [...words, ...templateWords(typed), ...given, ...planned.asked];
  out.note(`\nThe same without questions: ${shellWords(again)}`);
}
