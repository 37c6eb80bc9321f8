import type { CommandContext } from "../../command/index.ts";
import type { AppliedRecord, Tree } from "../../scaffold/index.ts";
import {
  djangoTextRules,
  openTemplate,
  renderOwn,
  standardValues,
  type OwnTemplate,
} from "../../sources/index.ts";
import { packageVersion } from "../files.ts";
import type { Release } from "../startproject/release.ts";
import { ownAnswers } from "./answers.ts";

export interface OwnTodayRequest {
  readonly kind: "project" | "app";
  readonly name: string;
  /** Absolute path of its files. */
  readonly folder: string;
  /** The run that made it, which has a source. */
  readonly record: AppliedRecord;
  /** How a project gets mkweb; `undefined` for an app. */
  readonly release: Release | undefined;
  /** Answers to the template's new questions, by name. */
  readonly answers: ReadonlyMap<string, string>;
}

/**
 * Renders the current version of a template, fetched again, with the answers recorded back then.
 *
 * @throws {MkwebError} Errors of fetching, answering and rendering.
 */
export async function ownToday(
  request: OwnTodayRequest,
  { out, cwd, env, signal, interactive }: CommandContext,
): Promise<Tree> {
  const { kind, name, folder, record, release } = request;
  const { kind: from, spec, resolved, options } = record.source ?? {};
  const isLocal = from === "folder" || from === "archive";
  const rendering = options ?? { extensions: [], files: [], exclude: [] };
  const version = packageVersion();
  const typed = (isLocal ? resolved : spec) ?? "";
  out.status(`Fetching ${typed}`);
  const template = await openTemplate(typed, rendering, { cwd, env, signal, version });
  // Clear the status line: a question may follow.
  out.status("");
  const rules = await djangoTextRules();
  const { database, package_manager, app_path } = record.answers;
  const base = `${kind}_name` as const;
  const known = standardValues({
    base,
    name,
    folder,
    options: { template: spec, ...rendering, extensions: ["py", "ts", ...rendering.extensions] },
    more:
      kind === "app"
        ? { app_path }
        : { database, package_manager, secret_key: "", mkweb_requirement: release?.specifier },
    version,
  });
  const given = givenTo(template, request, known);
  const mayAsk = interactive;
  const answers = await ownAnswers({
    template: withoutSecrets(template),
    given,
    known,
    rules,
    mayAsk,
  });
  const values = { ...secretsOf(template), ...answers.values, ...known };
  const { tree } = renderOwn(template, { values, options: rendering, base, rules });
  const brought = release && usesFile(tree, release) ? release.files : {};
  const extra = Object.entries(brought).map(
    ([path, { content }]) => [path, { bytes: content, mode: 0o666 }] as const,
  );
  return new Map([...tree, ...extra]);
}

/** Recorded answers that are still asked for, plus new ones. */
function givenTo(
  { manifest }: OwnTemplate,
  { record, answers }: OwnTodayRequest,
  known: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, string> {
  const recorded = Object.entries(record.answers).filter(
    ([name]) =>
      !Object.hasOwn(known, name) && (!manifest || Object.hasOwn(manifest.variables, name)),
  );
  return new Map([...recorded, ...answers]);
}

/** Secrets are not recorded; files that contain them are never merged. */
function withoutSecrets(template: OwnTemplate): OwnTemplate {
  const { manifest } = template;
  if (!manifest) return template;
  const open = Object.entries(manifest.variables).filter(([, { secret }]) => secret !== true);
  return { ...template, manifest: { ...manifest, variables: Object.fromEntries(open) } };
}

function secretsOf({ manifest }: OwnTemplate): Readonly<Record<string, string>> {
  const secret = Object.entries(manifest?.variables ?? {}).filter(([, each]) => each.secret);
  return Object.fromEntries(secret.map(([name]) => [name, ""]));
}

function usesFile(tree: Tree, { specifier }: Release): boolean {
  return Buffer.from(tree.get("package.json")?.bytes ?? "").includes(specifier);
}
