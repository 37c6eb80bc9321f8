import { shellWords } from "./shell.ts";

/** A hint for a project command that is typed outside of a project; `undefined` for any other name. */
export function projectHint(name: string, argv: readonly string[]): string | undefined {
  if (!ofProjects.has(name)) return undefined;
  const command = `node manage ${shellWords(argv)}`;
  return `This command runs inside a project. Change to the folder with manage.js and type \`${command}\`, or create a project: mkweb startproject mysite`;
}

/** Commands that Django users expect. */
const ofProjects = new Set(
  (
    "changepassword check collectstatic createcachetable createsuperuser dbshell diffsettings dumpdata flush inspectdb " +
    "loaddata makemigrations migrate runserver shell showmigrations showurls sqlmigrate test"
  ).split(" "),
);
