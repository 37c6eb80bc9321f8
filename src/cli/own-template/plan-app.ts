import type { CommandContext } from "../../command/index.ts";
import {
  blueprintInvalid,
  planTree,
  type Edit,
  type Plan,
  type Settled,
} from "../../scaffold/index.ts";
import { listApp, mountApp } from "../startapp/app-edits.ts";
import { packageVersion } from "../files.ts";
import type { AppRequest, PlannedApp } from "../startapp/plan-app.ts";
import { shellWords } from "../shell.ts";
import { templateWords, type TypedTemplate } from "./options.ts";
import { recordedOwn, renderTyped, type OwnRendered } from "./render.ts";

export interface OwnAppRequest extends AppRequest {
  readonly typed: TypedTemplate;
  /** Whether the user may be asked. */
  readonly mayAsk: boolean;
}

/** An app made from the user's own template. */
export interface PlannedOwnApp extends PlannedApp {
  /** The template, for messages. */
  readonly shown: string;
  /** Options that repeat the user's answers. */
  readonly asked: readonly string[];
}

/**
 * Renders an app from the user's own template in memory, edits the project's files, and compares all with the
 * disk.
 */
export async function planOwnApp(
  request: OwnAppRequest,
  context: CommandContext,
): Promise<PlannedOwnApp> {
  const { project, place, typed, mayAsk } = request;
  const { name, path, folder } = place;
  const own = await renderTyped(
    {
      typed,
      kind: "app",
      name,
      folder,
      options: { exclude: typed.exclude },
      more: () => ({ app_path: path }),
      mayAsk,
    },
    context,
  );
  const { template, tree } = own;
  const messages: string[] = [];
  const edits = editsFor(request, own, (message) => void messages.push(message));
  const record = recordedOwn(own, typed, "app", {
    app_name: { value: name },
    app_path: { value: path },
  });
  const words = ["startapp", name, ...templateWords({ ...typed, template: template.shown })];
  const written = { ...record, version: packageVersion(), command: shellWords(words), label: name };
  const plan = (settled?: Settled): Plan =>
    planTree(tree, folder, { root: project.root, edits, settled, record: written });
  const steps = ["node manage migrate", "node manage runserver"];
  return {
    plan,
    messages,
    next: template.manifest ? own.next : steps,
    shown: template.shown,
    asked: own.answers.asked,
    facts: {
      name,
      app: path,
      folder,
      project: project.root,
      template: template.record,
    },
  };
}

/** The manifest's edits; by default the same as for our own app blueprint, if the files exist. */
function editsFor(
  request: OwnAppRequest,
  own: OwnRendered,
  say: (message: string) => void,
): readonly Edit[] {
  const { project, place, list, mount } = request;
  const { template, tree, edits } = own;
  checkEdits(request, own);
  const listed = edits ? edits["installedApps"] : usual(tree.has("app.ts"), place.path);
  const route = edits ? edits["mount"] : usual(tree.has("urls.ts"), `${place.name}/`);
  if (route !== undefined && !tree.has("urls.ts")) {
    throw blueprintInvalid(template.shown, '"edits" mounts the app, and there is no urls.ts');
  }
  if (list && listed === undefined)
    say("INSTALLED_APPS was not changed: the template has no app.ts.");
  return [
    ...(list && listed !== undefined ? [listApp(project, listed, say)] : []),
    ...(mount && route !== undefined
      ? [mountApp(project, place, { route, fromRoot: true }, say)]
      : []),
  ];
}

/** A foreign template may list only its own app, at a valid address. */
function checkEdits({ place }: OwnAppRequest, { template, edits = {} }: OwnRendered): void {
  const { installedApps: listed = place.path, mount: route = "" } = edits;
  const isInside = listed.startsWith(`${place.path}/`) && !listed.split(/[/\\]/).includes("..");
  if (listed !== place.path && !isInside) {
    const why = `"edits.installedApps" names ${JSON.stringify(listed)}, which is not in the app`;
    throw blueprintInvalid(template.shown, why);
  }
  if (!/^[\w.~<>:/-]{0,200}$/.test(route)) {
    throw blueprintInvalid(
      template.shown,
      `"edits.mount" is not a valid address: ${JSON.stringify(route)}`,
    );
  }
}

function usual(is: boolean, value: string): string | undefined {
  return is ? value : undefined;
}
