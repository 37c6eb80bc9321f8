import type { CommandContext } from "../../command/index.ts";
import type { Blueprint, RecordedSource, TextRules, Tree, Values } from "../../scaffold/index.ts";
import {
  djangoTextRules,
  openTemplate,
  renderOwn,
  standardValues,
  type OwnTemplate,
} from "../../sources/index.ts";
import { packageVersion } from "../files.ts";
import { expandHome } from "../home.ts";
import { ownAnswers, type OwnAnswers } from "./answers.ts";
import type { TypedTemplate } from "./options.ts";

export interface OwnRequest {
  readonly typed: TypedTemplate;
  readonly kind: "project" | "app";
  readonly name: string;
  /** Absolute path of the target folder. */
  readonly folder: string;
  /** The command's options, except the template's address, for use in templates. */
  readonly options: Values;
  /** More values for templates of this kind. */
  readonly more: (template: OwnTemplate) => Promise<Values> | Values;
  readonly mayAsk: boolean;
}

/** The user's own template, fetched, answered and rendered in memory. */
export interface OwnRendered {
  readonly template: OwnTemplate;
  readonly tree: Tree;
  readonly edits: Readonly<Record<string, string>> | undefined;
  readonly next: readonly string[];
  readonly answers: OwnAnswers;
  /** All values that templates could use. */
  readonly values: Values;
}

/**
 * Fetches a template, asks its questions and renders it. Writes nothing and runs none of its code.
 *
 * @throws {MkwebError} Errors of {@link openTemplate}, {@link ownAnswers} and {@link renderOwn}.
 */
export async function renderTyped(
  request: OwnRequest,
  context: CommandContext,
): Promise<OwnRendered> {
  const { typed, kind, name, folder, options, mayAsk } = request;
  const { cwd, env, signal, out } = context;
  const version = packageVersion();
  const template = await openTemplate(expandHome(typed.template), typed, {
    cwd,
    env,
    signal,
    version,
  });
  sayRendering(typed, kind, (line) => out.detail(line));
  const rules: TextRules = await djangoTextRules();
  const base = `${kind}_name` as const;
  const more = await request.more(template);
  const shown = { ...options, template: template.shown };
  const known = standardValues({ base, name, folder, options: shown, more, version });
  const given = typed.answers;
  const answers = await ownAnswers({ template, given, known, rules, mayAsk });
  const values = { ...answers.values, ...known };
  const rendered = renderOwn(template, { values, options: typed, base, rules });
  return { template, answers, values, ...rendered };
}

/** Reports as Django does at `-v 2`. */
function sayRendering(
  { extensions, files }: TypedTemplate,
  kind: string,
  say: (line: string) => void,
): void {
  const endings = ["py", "ts", ...extensions].map((each) => `.${each.replace(/^\./, "")}`);
  say(`Rendering ${kind} template files with extensions: ${endings.join(", ")}`);
  if (files.length > 0) say(`Rendering ${kind} template files with filenames: ${files.join(", ")}`);
}

/** The record's entry about where the files come from. */
export function recordedOwn(
  { template, answers }: OwnRendered,
  { extensions, files, exclude }: TypedTemplate,
  kind: "project" | "app",
  known: Readonly<Record<string, { readonly value: string; readonly secret?: boolean }>>,
): { blueprint: Blueprint; source: RecordedSource; values: Readonly<Record<string, string>> } {
  const own = Object.entries(known).map(
    ([name, { secret = false }]) => [name, { describe: name, secret }] as const,
  );
  const variables = { ...answers.variables, ...Object.fromEntries(own) };
  const manifest = {
    describe: template.shown,
    variables,
    next: [],
    modes: {},
    render: [],
  };
  const knownValues = Object.entries(known).map(([name, { value }]) => [name, value] as const);
  return {
    blueprint: { name: kind, manifest, files: template.files },
    source: {
      ...template.record,
      ...([extensions, files, exclude].some((each) => each.length > 0) && {
        options: { extensions, files, exclude },
      }),
    },
    values: { ...answers.values, ...Object.fromEntries(knownValues) },
  };
}
