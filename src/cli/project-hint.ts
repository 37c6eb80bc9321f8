import { relative } from "node:path";
import { nearestProject } from "./project.ts";
import { shellWords } from "./shell.ts";

/** Where a project's own commands are typed: inside one any name may be such. */
export function projectHint(
  name: string,
  argv: readonly string[],
  cwd: string,
): string | undefined {
  const root = nearestProject(cwd);
  const command = `node manage ${shellWords(argv)}`;
  if (root !== undefined) {
    const way = relative(cwd, root);
    const there = way === "" ? "" : ` in the project's folder: ${shellWords(["cd", way])}`;
    return `mkweb makes projects, apps and environments. The project's own commands are typed \`${command}\`${there}`;
  }
  if (!ofProjects.has(name)) return undefined;
  return `That is a command of projects. Go to the folder with manage.js and type \`${command}\`, or make a project: mkweb startproject mysite`;
}

/** Names that people who know Django type. */
const ofProjects = new Set(
  (
    "changepassword check collectstatic createcachetable createsuperuser dbshell diffsettings dumpdata flush inspectdb " +
    "loaddata makemigrations migrate runserver shell showmigrations showurls sqlmigrate test"
  ).split(" "),
);
