import type { DeployAnswers } from "./answers.ts";
import type { KnownProject } from "./known-project.ts";

/** Commands to type after `mkweb deploy`. */
export function nextSteps(known: KnownProject, answers: DeployAnswers): readonly string[] {
  return [
    ...packages(known, answers),
    ...(answers.isDomainMissing
      ? ["$EDITOR .env.production    # ALLOWED_HOSTS: the names of your site"]
      : []),
    "node manage check --deploy",
    ...steps[answers.target](known, answers),
  ];
}

/** Missing client packages, or otherwise the lock file that an image needs. */
function packages(known: KnownProject, { database, redis }: DeployAnswers): readonly string[] {
  const wanted = [
    ...(database === "postgresql" ? ["pg"] : []),
    ...(redis ? ["@redis/client"] : []),
  ].filter((name) => !known.packages.includes(name));
  const { manager, hasLockFile, lockFile } = known.packageManager;
  const add = manager === "npm" ? "npm install" : `${manager} add`;
  if (wanted.length > 0) return [`${add} ${wanted.join(" ")}`];
  return hasLockFile ? [] : [`${manager} install    # writes ${lockFile}`];
}

const steps: Readonly<
  Record<DeployAnswers["target"], (known: KnownProject, answers: DeployAnswers) => string[]>
> = {
  docker: ({ name }) => {
    const options = `--env-file .env.production --volume ${name}:/data`;
    return [
      `docker build --tag ${name} .`,
      `docker run --rm ${options} ${name} node manage migrate`,
      `docker run --detach --name ${name} ${options} --publish 127.0.0.1:8000:8000 ${name}`,
    ];
  },
  compose: () => ["docker compose up --build --detach"],
  systemd: ({ name }, { path = `/srv/${name}` }) => [
    "rsync --archive --chown root:root --chmod go=rX --exclude node_modules --exclude .git " +
      `--exclude ".env*" --exclude "db.sqlite3*" ./ root@SERVER:${path}/`,
    `scp .env.production root@SERVER:${path}/`,
  ],
};
