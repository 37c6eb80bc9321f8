import type { CommandContext } from "../../command/index.ts";
import { sayEnvironment } from "../startproject/environment.ts";
import type { AppRequest } from "../startapp/plan-app.ts";
import { settleConflicts } from "../settle-conflicts.ts";
import { sayNext, stepsIn } from "../say-next.ts";
import { shellWords } from "../shell.ts";
import { writePlan } from "../write-plan.ts";
import { templateWords, type TypedTemplate } from "./options.ts";
import { planOwnApp } from "./plan-app.ts";

export interface StartOwnApp extends AppRequest {
  readonly typed: TypedTemplate;
  readonly dryRun: boolean;
  /** Value of `--conflict`. */
  readonly conflict: "keep" | "overwrite" | undefined;
  /** The app's folder as typed. */
  readonly directory: string | undefined;
}

/** Creates an app from the user's own template, without running any of its code. */
export async function startOwnApp(request: StartOwnApp, context: CommandContext): Promise<void> {
  const { project, place, typed, dryRun } = request;
  const { out, program } = context;
  const mayAsk = context.interactive && !dryRun;
  const planned = await planOwnApp({ ...request, mayAsk }, context);
  const { facts, next, asked } = planned;
  const plan = await settleConflicts(planned.plan, { conflict: request.conflict, mayAsk }, context);
  await writePlan(
    { plan, root: project.root, facts, what: `startapp ${place.name}`, thing: "an app", dryRun },
    context,
  );
  if (dryRun) return;
  out.note(`${out.style.success("Created")} the app ${place.path} from ${planned.shown}.`);
  for (const message of new Set(planned.messages)) out.note(message);
  await sayEnvironment(context, process.versions.node);
  out.note("No code of the template was run; read it before you run it.");
  sayNext(out, stepsIn(project.root, next, context));
  if (asked.length === 0) return;
  const { list, mount, directory } = request;
  const given = [...typed.answers].flatMap(([name, value]) => ["--var", `${name}=${value}`]);
  const words = [
    ...program.split(" "),
    "startapp",
    place.name,
    ...(directory === undefined ? [] : [directory]),
    ...(mount ? [] : ["--no-mount"]),
    ...(list ? [] : ["--no-settings"]),
    ...templateWords(typed),
  ];
  out.note(`\nThe same without questions: ${shellWords([...words, ...given, ...asked])}`);
}
