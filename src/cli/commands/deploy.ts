import { conflictOption, defineCommand } from "../../command/index.ts";
import { deployAnswers } from "../deploy/answers.ts";
import { planDeploy } from "../deploy/plan-deploy.ts";
import { findProject } from "../project.ts";
import { putRight } from "../put-right.ts";
import { settleConflicts } from "../settle-conflicts.ts";
import { sayNext, stepsIn } from "../say-next.ts";
import { writePlan } from "../write-plan.ts";

export default defineCommand({
  describe:
    "Writes what the project needs in production: settings and their environment, and an image (docker), a compose file with database and HTTPS (compose), or systemd units with nginx or Caddy in front (systemd).",
  examples: [
    "deploy docker --domain example.com",
    "deploy compose --domain example.com --domain www.example.com",
    "deploy systemd --domain example.com --user www --with-redis",
  ],
  arguments: {
    target: { describe: "docker, compose or systemd.", choices: ["docker", "compose", "systemd"] },
  },
  options: {
    domain: {
      type: "string",
      array: true,
      describe:
        "A domain name of the site; may be given several times. Default: example.com, to be changed.",
    },
    workers: {
      type: "string",
      metavar: "N",
      describe: "Number of server processes, or auto for one per processor. Default: 2.",
    },
    database: {
      type: "string",
      choices: ["sqlite", "postgresql"],
      describe:
        "Database in production. Default: postgresql for compose, or if the project has pg; otherwise sqlite.",
    },
    withRedis: {
      type: "boolean",
      describe: "Keep the cache, and cached sessions, in Redis. Default for compose.",
    },
    noRedis: { type: "boolean", describe: "Don't use Redis." },
    user: {
      type: "string",
      describe: "systemd: the user who runs the service. Default: the project's name.",
    },
    path: {
      type: "string",
      metavar: "FOLDER",
      describe: "systemd: the project's folder on the server. Default: /srv/NAME.",
    },
    ...conflictOption,
    dryRun: { type: "boolean", describe: "Show what would be written, as a diff, and stop." },
  },

  async run({ target, conflict, dryRun = false, ...typed }, context) {
    const { out, cwd, env } = context;
    const project = findProject(cwd, env, context.project);
    const { root } = project;
    await putRight((line) => out.note(line), root);
    const planned = planDeploy(project, deployAnswers({ target, ...typed }, project));
    const mayAsk = context.interactive && !dryRun;
    const plan = await settleConflicts(planned.plan, { conflict, mayAsk }, context);

    const { facts } = planned;
    const what = `deploy ${target}`;
    await writePlan({ plan, root, facts, what, thing: "a deployment", dryRun }, context);
    if (dryRun) return;
    const isChanged = plan.entries.some(({ kind }) => kind === "new" || kind === "edited");
    out.note(
      isChanged
        ? `${out.style.success("Wrote")} what ${target} needs.`
        : `Everything that ${target} needs already exists. Nothing was written.`,
    );
    for (const message of planned.messages) out.note(message);
    const steps = stepsIn(root, planned.next, context);
    out.facts({ messages: [...planned.messages], next: steps });
    sayNext(out, steps);
    out.note(`\nHow to set up an empty server: \`${context.program} docs deploy\`.`);
  },
});
