import { relative, sep } from "node:path";
import { conflictOption, defineCommand, type CommandContext } from "../../command/index.ts";
import { placeApp } from "../startapp/app-place.ts";
import { sayEnvironment } from "../startproject/environment.ts";
import { rememberMade, wasMadeHere } from "../made-here.ts";
import { templateOptions, typedTemplate } from "../own-template/options.ts";
import { planApp } from "../startapp/plan-app.ts";
import { findProject, packagesOf, type ProjectFolder } from "../project.ts";
import { putRight } from "../put-right.ts";
import { settleConflicts } from "../settle-conflicts.ts";
import { sayNext, stepsIn } from "../say-next.ts";
import { writePlan } from "../write-plan.ts";

export default defineCommand({
  describe:
    "Creates an app directory for the given app name in the project, adds the app to INSTALLED_APPS and mounts its URLs.",
  examples: ["startapp blog", "startapp blog apps/blog --no-mount"],
  arguments: {
    name: { describe: "Name of the app.", missing: "You must provide an application name." },
    directory: {
      complete: "folder",
      describe: "Directory of the app, inside the project. Default: the name, beside manage.js.",
      optional: true,
    },
  },
  options: {
    ...templateOptions,
    noMount: { type: "boolean", describe: "Don't edit the project's urls.ts." },
    noSettings: { type: "boolean", describe: "Don't edit the project's settings.ts." },
    ...conflictOption,
    noVerify: { type: "boolean", describe: "Don't check that the app answers." },
    dryRun: { type: "boolean", describe: "Show what would be written, as a diff, and stop." },
  },

  async run(values, context) {
    const { name, directory, dryRun = false, conflict } = values;
    const { out, cwd, env } = context;
    const project = findProject(cwd, env, context.project);
    const { root } = project;
    await putRight((line) => out.note(line), root);
    const place = placeApp({ name, directory, cwd, root, packages: packagesOf(project) });
    const mount = values.noMount !== true;
    const list = values.noSettings !== true;
    const typed = typedTemplate(values);
    if (typed) {
      const { startOwnApp } = await import("../own-template/start-app.ts");
      return startOwnApp(
        { project, place, list, mount, typed, dryRun, conflict, directory },
        context,
      );
    }
    const planned = planApp({ project, place, list, mount });
    const { messages, next, facts } = planned;
    const mayAsk = context.interactive && !dryRun;
    const plan = await settleConflicts(planned.plan, { conflict, mayAsk }, context);

    const what = `startapp ${name}`;
    await writePlan({ plan, root, facts, what, thing: "an app", dryRun }, context);
    if (dryRun) return;
    out.note(`${out.style.success("Created")} the app ${place.path}.`);
    for (const message of new Set(messages)) out.note(message);
    await sayEnvironment(context, process.versions.node);
    if (values.noVerify !== true) {
      const page = mount ? `/${encodeURI(name)}/` : undefined;
      await verify(project, `The app ${place.path}`, page, context);
    }
    const steps = stepsIn(root, next, context);
    out.facts({ next: steps });
    sayNext(out, steps);
  },
});

/**
 * Tries the app out if that only runs code the user wrote or ran before: a command that only writes must not
 * run the code of a cloned project.
 *
 * @throws {MkwebError} `MKWEB_CANNOT_RUN`.
 */
async function verify(
  { root, settings }: ProjectFolder,
  what: string,
  page: string | undefined,
  context: CommandContext,
): Promise<void> {
  const { env, out } = context;
  if (context.project !== undefined) rememberMade(root, env);
  else if (!wasMadeHere(root, env)) {
    return out.note("Not tried out: this project was not made here. `node manage check` tries it.");
  }
  const { missingPackages, tryOut } = await import("../startproject/try-out.ts");
  // From outside, run only what the project itself contains: a folder above may belong to anybody.
  const [missing] = missingPackages(root, context.project === undefined);
  if (missing !== undefined) {
    return out.note(`Not tried out: ${missing} is not installed in the project yet.`);
  }
  const request = { root, settings: relative(root, settings()).split(sep).join("/"), page, what };
  return out.note(await tryOut(request, context));
}
