import type { CommandLoader } from "../../command/index.ts";

/** The commands of every project; each is loaded only when called. */
export const commands: Readonly<Record<string, CommandLoader>> = {
  check: () => import("./check.ts"),
  createcachetable: () => import("./createcachetable.ts"),
  dbshell: () => import("./dbshell.ts"),
  // Lazily, so that serving a project never loads code that writes files.
  deploy: async () => (await import("../../cli/index.ts")).commands.deploy(),
  destroyapp: () => import("./destroyapp.ts"),
  diffsettings: () => import("./diffsettings.ts"),
  // Lazily, so that serving a project never loads code that writes files.
  docs: async () => (await import("../../cli/index.ts")).commands.docs(),
  dumpdata: () => import("./dumpdata.ts"),
  flush: () => import("./flush.ts"),
  generate: () => import("./generate.ts"),
  graphmodels: () => import("./graphmodels.ts"),
  inspectdb: () => import("./inspectdb.ts"),
  // django-extensions calls it show_urls.
  listurls: () => import("./listurls.ts"),
  loaddata: () => import("./loaddata.ts"),
  makemigrations: () => import("./makemigrations.ts"),
  migrate: () => import("./migrate.ts"),
  runserver: () => import("./runserver.ts"),
  serve: () => import("./serve.ts"),
  shell: () => import("./shell.ts"),
  optimizemigration: () => import("./optimizemigration.ts"),
  showmigrations: () => import("./showmigrations.ts"),
  showurls: () => import("./listurls.ts"),
  sqlmigrate: () => import("./sqlmigrate.ts"),
  squashmigrations: () => import("./squashmigrations.ts"),
  // Lazily, so that serving a project never loads code that writes files.
  startapp: async () => (await import("../../cli/index.ts")).commands.startapp(),
  undo: async () => (await import("../../cli/index.ts")).commands.undo(),
  update: async () => (await import("../../cli/index.ts")).commands.update(),
  test: () => import("./test.ts"),
};
