import { MkwebError } from "../../errors.ts";
import {
  blueprintInvalid,
  checkVariable,
  type TextRules,
  type VariableDefinition,
} from "../../scaffold/index.ts";
import {
  djangoTextRules,
  renderOwn,
  standardValues,
  type OwnTemplate,
  type RenderOptions,
} from "../../sources/index.ts";

/** Facts about a valid template. */
export interface CheckedTemplate {
  readonly files: number;
  /** Total size of all files, in bytes. */
  readonly bytes: number;
  /** Names of the variables it asks for. */
  readonly variables: readonly string[];
}

export interface CheckRequest {
  readonly template: OwnTemplate;
  readonly options: RenderOptions;
  /** Sample answers, by name. Default: the variable's default, its first choice, or `sample`. */
  readonly answers: ReadonlyMap<string, string>;
  /** Version of mkweb. */
  readonly version: string;
}

/**
 * Tries a template with sample answers, as a project and as an app.
 *
 * @throws {MkwebError} `MKWEB_BLUEPRINT_INVALID`, `MKWEB_TEMPLATE_FAILED` or `MKWEB_PATH_REFUSED` for the
 *   first problem.
 */
export async function checkTemplate(request: CheckRequest): Promise<CheckedTemplate> {
  const { template, options, answers, version } = request;
  const { manifest, shown } = template;
  const rules = await djangoTextRules();
  const variables = Object.entries(manifest?.variables ?? {});
  const samples = variables.map(([name, definition]) => {
    checkSample(shown, name, definition, answers.get(name) ?? definition.default, rules);
    const { default: usual, choices } = definition;
    return [name, answers.get(name) ?? usual ?? choices?.[0] ?? "sample"] as const;
  });
  const asked = { ...Object.fromEntries(answers), ...Object.fromEntries(samples) };
  const more = { app_path: "sample", secret_key: "sample", mkweb_requirement: `^${version}` };
  const known = { options: {}, more, version, name: "sample", folder: "/sample" };
  for (const base of ["project_name", "app_name"] as const) {
    const values = { ...asked, ...standardValues({ ...known, base }) };
    renderOwn(template, { values, options, base, rules });
  }
  const sizes = [...template.files.values()].map(({ bytes }) => bytes.length);
  return {
    files: sizes.length,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    variables: variables.map(([name]) => name),
  };
}

function checkSample(
  shown: string,
  name: string,
  definition: VariableDefinition,
  value: string | undefined,
  rules: TextRules,
): void {
  if (value === undefined) return;
  try {
    checkVariable(name, definition, value, rules);
  } catch (error) {
    if (!(error instanceof MkwebError) || error.code !== "MKWEB_VARIABLE_INVALID") throw error;
    throw blueprintInvalid(shown, `variable "${name}": ${error.message.replace(/\.$/, "")}`, error);
  }
}
