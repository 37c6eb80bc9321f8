import { basename, dirname, relative, resolve, sep } from "node:path";
import { defineCommand, usageError, type CommandContext } from "../../command/index.ts";
import { MkwebError } from "../../errors.ts";
import { planTree } from "../../scaffold/index.ts";
import { openTemplate, packFiles, type OwnTemplate } from "../../sources/index.ts";
import { packageVersion } from "../files.ts";
import { expandHome } from "../home.ts";
import { checkTemplate } from "../own-template/check.ts";
import { templateOptions, typedTemplate } from "../own-template/options.ts";
import { writePlan } from "../write-plan.ts";

const { extension, files, exclude, var: answers } = templateOptions;

export default defineCommand({
  describe:
    "Works on your own template: check tells whether --template accepts it, pack makes a reproducible archive of it.",
  examples: ["template check ./my-template", "template pack ./my-template -o my-template.tgz"],
  arguments: {
    action: { describe: "check or pack.", choices: ["check", "pack"] },
    source: {
      describe: "The template: a folder, or for check anything --template accepts.",
      complete: "file",
    },
  },
  options: {
    output: {
      type: "string",
      alias: "o",
      metavar: "FILE",
      complete: "file",
      describe:
        "Where pack writes. Default: the folder's name with .tgz, in the current directory.",
    },
    extension,
    files,
    exclude,
    var: answers,
    dryRun: { type: "boolean", describe: "Show what pack would write, and stop." },
  },

  async run({ action, source, output, dryRun = false, ...values }, context) {
    if (action === "check" && (output !== undefined || dryRun)) {
      throw usageError("argument -o/--output, --dry-run: only pack writes something");
    }
    const typed = typedTemplate({ ...values, template: source });
    if (!typed) throw usageError("the following arguments are required: source");
    const { cwd, env, signal, out } = context;
    const version = packageVersion();
    const place = { cwd, env, signal, version };
    const template = await openTemplate(expandHome(source), typed, place);
    const request = { template, options: typed, answers: typed.answers, version };
    const checked = await checkTemplate(request);
    out.facts({ template: template.record, ...checked });
    if (action === "pack") return pack(template, output, dryRun, context);
    const asks =
      checked.variables.length === 0 ? "" : `; it asks for ${checked.variables.join(", ")}`;
    out.data(`${template.shown} is valid: ${checked.files} files, ${checked.bytes} bytes${asks}.`);
  },
});

async function pack(
  { record, shown, all }: OwnTemplate,
  output: string | undefined,
  dryRun: boolean,
  context: CommandContext,
): Promise<void> {
  if (record.kind !== "folder") throw usageError(`argument source: ${shown} is not a folder`);
  const folder = record.resolved;
  const path = resolve(context.cwd, expandHome(output ?? `${basename(folder)}.tgz`));
  if (path.startsWith(folder + sep)) throw insideItself(relative(folder, path));
  const bytes = await packFiles(all, basename(folder));
  const plan = planTree(new Map([[basename(path), { bytes, mode: 0o666 }]]), dirname(path));
  const facts = { file: path };
  await writePlan({ plan, facts, what: "template pack", thing: "a template", dryRun }, context);
  if (!dryRun) context.out.note(`Packed ${shown} as ${path}: ${bytes.length} bytes.`);
}

function insideItself(path: string): MkwebError {
  return new MkwebError(
    "MKWEB_TEMPLATE_REFUSED",
    `The archive would become part of the template, as ${path}. Nothing was written.`,
    { hint: "Choose another path, for example -o ../template.tgz." },
  );
}
