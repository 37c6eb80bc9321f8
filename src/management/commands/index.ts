import type { CommandLoader } from "../../command/index.ts";

/** The commands every project has; each is loaded only when it is called. */
export const commands: Readonly<Record<string, CommandLoader>> = {
  check: () => import("./check.ts"),
  createcachetable: () => import("./createcachetable.ts"),
  dbshell: () => import("./dbshell.ts"),
  // Lazily, so that serving a project never loads what writes files.
  deploy: async () => (await import("../../cli/index.ts")).commands.deploy(),
  destroyapp: () => import("./destroyapp.ts"),
  diffsettings: () => import("./diffsettings.ts"),
  // Lazily, so that serving a project never loads what writes files.
  docs: async () => (await import("../../cli/index.ts")).commands.docs(),
  dumpdata: () => import("./dumpdata.ts"),
  flush: () => import("./flush.ts"),
  generate: () => import("./generate.ts"),
  graphmodels: () => import("./graphmodels.ts"),
  inspectdb: () => import("./inspectdb.ts"),
  // Django's name since 6.2; showurls is what extensions of Django call it.
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
  // Lazily, so that serving a project never loads what writes files.
  startapp: async () => (await import("../../cli/index.ts")).commands.startapp(),
  undo: async () => (await import("../../cli/index.ts")).commands.undo(),
  update: async () => (await import("../../cli/index.ts")).commands.update(),
  test: () => import("./test.ts"),
};
