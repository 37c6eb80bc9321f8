import { shellWords } from "./shell.ts";

/** What to do about a command of projects that is typed outside of one; any other name has no such hint. */
export function projectHint(name: string, argv: readonly string[]): string | undefined {
  if (!ofProjects.has(name)) return undefined;
  const command = `node manage ${shellWords(argv)}`;
  return `That is a command of projects. Go to the folder with manage.js and type \`${command}\`, or make a project: mkweb startproject mysite`;
}

/** Names that people who know Django type. */
const ofProjects = new Set(
  (
    "changepassword check collectstatic createcachetable createsuperuser dbshell diffsettings dumpdata flush inspectdb " +
    "loaddata makemigrations migrate runserver shell showmigrations showurls sqlmigrate test"
  ).split(" "),
);
