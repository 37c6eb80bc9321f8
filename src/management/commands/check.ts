import { checkRegistry, levels, type Level } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";
import { registerBuiltinChecks } from "../checks/index.ts";
import { defineCommand } from "../define.ts";
import { runChecks, type CheckFacts } from "../run-checks.ts";

export default defineCommand({
  describe: "Checks the entire project for potential problems.",
  examples: ["check", "check polls", "check --deploy --fail-level WARNING"],
  arguments: {
    appLabels: {
      complete: "app",
      describe: "Labels of the apps to check. Default: all apps.",
      optional: true,
      variadic: true,
    },
  },
  options: {
    tag: {
      type: "string",
      alias: "t",
      array: true,
      describe: "Run only checks labeled with given tag.",
    },
    listTags: { type: "boolean", describe: "List available tags.", default: false },
    deploy: {
      type: "boolean",
      describe: "Check deployment settings: those that .env.production selects, if it exists.",
      default: false,
    },
    failLevel: {
      type: "string",
      describe: "Message level that makes the command fail.",
      choices: ["CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG"],
      default: "ERROR",
    },
  },
  async run({ appLabels, tag, listTags, deploy, failLevel }, { out, project }) {
    registerBuiltinChecks();
    const tags = tag ?? [];
    // Apps register their own checks and tags.
    if (listTags || tags.length > 0) await project.apps();
    const known = checkRegistry().tags({ deploy: true });
    if (listTags) {
      out.facts({ tags: known });
      for (const each of known) out.data(each);
      return;
    }
    const unknown = tags.find((each) => !known.includes(each));
    if (unknown !== undefined) throw unknownTag(unknown, known);
    const level = isLevel(failLevel) ? failLevel : "ERROR";
    const options = { appLabels, tags, deploy, failLevel: level };
    const tell = (facts: CheckFacts): void => out.facts({ ...facts });
    const { text, clean } = await runChecks(project, options, tell);
    if (deploy) out.note(`Checked ${project.settingsModule} for deployment.`);
    if (clean) out.data(text);
    else out.note(text);
  },
});

function isLevel(text: string): text is Level {
  return Object.hasOwn(levels, text);
}

function unknownTag(tag: string, known: readonly string[]): MkwebError {
  return new MkwebError("MKWEB_USAGE", `There is no system check with the "${tag}" tag.`, {
    hint: `Tags are: ${known.join(", ")}.`,
  });
}
