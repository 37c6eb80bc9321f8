/** `mkweb/errors`: `MkwebError` with its codes, and `LimitExceeded`. See docs/reference/errors.md. */

/**
 * Every code an {@link MkwebError} can carry: what it means and, behind the arrow, what to do. Codes are permanent.
 * `npm run docs:reference` makes docs/reference/errors.md from these comments.
 */
export type ErrorCode =
  // Serving without DEBUG needs to know which hosts the site answers to.
  // → Set DEBUG=true in `.env`, or list the hosts in ALLOWED_HOSTS.
  | "MKWEB_ALLOWED_HOSTS_EMPTY"
  // A stored password is bcrypt's, and the package that reads them is not installed.
  // → Run `npm install bcryptjs`.
  | "MKWEB_BCRYPT_MISSING"
  // A blueprint is wrong: its manifest, or two of its files would have one path.
  // → Correct the place named.
  | "MKWEB_BLUEPRINT_INVALID"
  // Another mkweb works in the same folder.
  // → Wait for it; if none runs, delete `.mkweb-journal` there.
  | "MKWEB_BUSY"
  // A cache is to live in the database, and its table is not there.
  // → Run `node manage createcachetable`.
  | "MKWEB_CACHE_TABLE_MISSING"
  // CACHES lacks the requested name, or its BACKEND is not a cache backend.
  // → Correct CACHES in the settings.
  | "MKWEB_CACHE_UNKNOWN"
  // The address or port cannot be used: no permission, not this machine's, no port number.
  // → Choose another.
  | "MKWEB_CANNOT_LISTEN"
  // The new project or app was written but does not load or answer; the message says why.
  // → Remove the cause, then `node manage check`.
  | "MKWEB_CANNOT_RUN"
  // The system checks found errors; the message lists them.
  // → Change what they name, or list an id in SILENCED_SYSTEM_CHECKS.
  | "MKWEB_CHECKS_FAILED"
  // A command of the project cannot do what it was asked to; the message says why.
  // → Do what the hint says.
  | "MKWEB_COMMAND_FAILED"
  // `dbshell` could not run the database's command-line client, or it failed.
  // → Install sqlite3 or psql.
  | "MKWEB_DATABASE_CLIENT"
  // The package that speaks to this kind of database is not installed.
  // → Run `npm install pg` in the project.
  | "MKWEB_DATABASE_DRIVER"
  // DATABASES has no database of this name.
  // → Add it to DATABASES.
  | "MKWEB_DATABASE_UNKNOWN"
  // PostgreSQL does not run there, has no such database, or refuses the user.
  // → Do what the hint says, or correct DATABASE_URL.
  | "MKWEB_DATABASE_UNREACHABLE"
  // `destroyapp` found what still needs the app, or would be lost with it; nothing was changed.
  // → Put right what is listed, or add `--force`.
  | "MKWEB_DESTROY_REFUSED"
  // A row with the same unique value is there already; the new one was not stored.
  // → Use another value, or `getOrCreate()`.
  | "MKWEB_DUPLICATE"
  // A file to be edited changed between planning and writing; nothing was written.
  // → Run the command again.
  | "MKWEB_FILE_CHANGED"
  // Files that are there already differ from those to be written; all are listed, nothing was written.
  // → Move them away, or choose another name.
  | "MKWEB_FILE_CONFLICT"
  // An object of a fixture cannot be loaded: the file and the object are named; nothing was loaded.
  // → Correct the object.
  | "MKWEB_FIXTURE_INVALID"
  // No app and no folder has a fixture of this name, or one has two.
  // → Look at the folders that the hint lists.
  | "MKWEB_FIXTURE_NOT_FOUND"
  // The folder the command was started in no longer exists, or its name is not UTF-8; nothing was written.
  // → Go to one that does, or rename it.
  | "MKWEB_FOLDER_GONE"
  // A setting, an environment variable or an entry of INSTALLED_APPS cannot be used.
  // → Change the setting the message names.
  | "MKWEB_IMPROPERLY_CONFIGURED"
  // A file of the project imports a file or a package that is not there.
  // → Write the whole name, with its ending, or install the package.
  | "MKWEB_IMPORT_NOT_FOUND"
  // The package manager could not install a new project's dependencies; the project is complete.
  // → Run the install command it names again.
  | "MKWEB_INSTALL_FAILED"
  // Ctrl-C, SIGTERM or a closed question stopped the command.
  // → Run it again; the message says what was written.
  | "MKWEB_INTERRUPTED"
  // Something took or waited longer than a setting allows; the client got 503.
  // → Make it quicker, or raise the setting in brackets.
  | "MKWEB_LIMIT_EXCEEDED"
  // Two migrations of one app were made side by side, and no other needs both.
  // → Run `makemigrations --merge`.
  | "MKWEB_MIGRATIONS_CONFLICT"
  // `makemigrations --check` found changes that no migration holds.
  // → Run `makemigrations`.
  | "MKWEB_MIGRATIONS_MISSING"
  // A migration cannot be taken back, or would leave rows that point to nothing; nothing was changed.
  // → Do what the hint says.
  | "MKWEB_MIGRATION_FAILED"
  // A file in `migrations/` is no migration, or migrations need each other in a circle or one that is
  // missing.
  // → Correct the migration named.
  | "MKWEB_MIGRATION_INVALID"
  // A change means one of two things, or rows that are there need a value, and nobody can be asked.
  // → Run it in a terminal, or answer with `--rename` or `--default`.
  | "MKWEB_MIGRATION_QUESTION"
  // No migration has this name, or several begin with it.
  // → See `showmigrations`.
  | "MKWEB_MIGRATION_UNKNOWN"
  // A name is no identifier, a reserved word, a device of Windows or too long.
  // → Choose another name.
  | "MKWEB_NAME_INVALID"
  // A name means something else already: a module of Node, a package, a file beside it.
  // → Choose another name.
  | "MKWEB_NAME_TAKEN"
  // This Node cannot run mkweb (20.19 or newer) or a project (22.18 or newer).
  // → Install a current Node.
  | "MKWEB_NODE_TOO_OLD"
  // `mkweb` was to run a command of the project, which has no mkweb in its own `node_modules`; nothing was
  // run.
  // → `npm install` in the project.
  | "MKWEB_NOT_INSTALLED"
  // A command needs a table that the database does not have yet.
  // → Run `node manage migrate`.
  | "MKWEB_NOT_MIGRATED"
  // `mkweb` was to run a command of a project in a folder above that belongs to another user; nothing was
  // run.
  // → Go to that folder and type `node manage ...`, if you mean it.
  | "MKWEB_NOT_TRUSTED"
  // The command needs a project and there is none here.
  // → Change into the project, or make one.
  | "MKWEB_NO_PROJECT"
  // `mkweb` was to write in a project that has another version of mkweb; nothing was written.
  // → Install the project's packages, and let its own mkweb do it: `node manage ...`.
  | "MKWEB_OTHER_VERSION"
  // npm could not pack this mkweb for the new project.
  // → See that `npm --version` works.
  | "MKWEB_PACK_FAILED"
  // `changepassword` was given no password that will do, or nobody could be asked; the old one is still good.
  // → Run it again in a terminal.
  | "MKWEB_PASSWORD_UNCHANGED"
  // A path leaves its folder, or some system cannot hold it; nothing was written.
  // → Choose another name.
  | "MKWEB_PATH_REFUSED"
  // Another program listens on this port.
  // → Stop it, or choose another port.
  | "MKWEB_PORT_IN_USE"
  // A file or blueprint cannot be read.
  // → See the reason given.
  | "MKWEB_READ_FAILED"
  // A file in `.mkweb/` is no record that this mkweb can read; nothing was touched.
  // → Restore it from version control, or use the mkweb that wrote it.
  | "MKWEB_RECORD_INVALID"
  // A cache is to live in Redis, and the package that talks to it is not installed.
  // → Run `npm install @redis/client`.
  | "MKWEB_REDIS_CLIENT_MISSING"
  // SESSION_ENGINE names no session backend.
  // → Correct it in the settings; the default is `mkweb/sessions/backends/db`.
  | "MKWEB_SESSION_ENGINE"
  // The settings file is not there.
  // → Name it with `--settings` or `MKWEB_SETTINGS_MODULE`.
  | "MKWEB_SETTINGS_MISSING"
  // INSTALLED_APPS is computed, imported, changed later or not there, so no edit of it is safe.
  // → Make the change the hint shows by hand.
  | "MKWEB_SETTINGS_NOT_EDITABLE"
  // Mail is to be sent by SMTP, and the package that talks to mail servers is not installed.
  // → Run the `npm install` in the hint, or set EMAIL_BACKEND.
  | "MKWEB_SMTP_CLIENT_MISSING"
  // `generate resource` would have to change a module of the app, or needs a file or a block, and cannot be
  // sure how; a name it needs is taken.
  // → Do what the hint says; it shows what belongs into the file.
  | "MKWEB_SOURCE_NOT_EDITABLE"
  // `collectstatic` found a reference in CSS or JavaScript that leads to no file, or was to make links where
  // there can be none; the message says what was copied.
  // → Do what the hint says.
  | "MKWEB_STATIC_FILES"
  // A file of the project cannot be read as TypeScript, or imports a name that the other does not export.
  // → Look at the line shown.
  | "MKWEB_SYNTAX"
  // A blueprint's template is wrong; it and the line are named, nothing was written.
  // → Correct the template.
  | "MKWEB_TEMPLATE_FAILED"
  // What `--template` names cannot be had: nothing is there, the server, npm or git refuses, or it is no
  // archive.
  // → The message says why.
  | "MKWEB_TEMPLATE_NOT_FOUND"
  // A template of one's own holds what none should: a path that leads out, a link, two files of one path, too
  // much; the entry is named, nothing was written.
  // → Ask whoever made it, or correct it.
  | "MKWEB_TEMPLATE_REFUSED"
  // At least one test failed.
  // → Read the first failure.
  | "MKWEB_TESTS_FAILED"
  // `undo` has nothing to take back, or files were changed since.
  // → Do what the hint says.
  | "MKWEB_UNDO_REFUSED"
  // With `--json`: an error nobody expected, in the project or in mkweb.
  // → Read the stack on the standard error.
  | "MKWEB_UNEXPECTED"
  // A run was cut off or failed, and what it left cannot be put right by itself: the disk refuses, or files
  // were changed since.
  // → Do what the hint says; the next command tries again.
  | "MKWEB_UNFINISHED"
  // No installed app has this label.
  // → Look at INSTALLED_APPS.
  | "MKWEB_UNKNOWN_APP"
  // No command has this name.
  // → Take the suggested name, or see `help`.
  | "MKWEB_UNKNOWN_COMMAND"
  // The app has no model of this name.
  // → Use one that the hint lists.
  | "MKWEB_UNKNOWN_MODEL"
  // The database has no table of this name.
  // → Use one that the hint lists.
  | "MKWEB_UNKNOWN_TABLE"
  // No app, file or test has this name.
  // → Name an app, a file or `app.tests.Suite.test`.
  | "MKWEB_UNKNOWN_TEST"
  // `docs` was given a name that no page has.
  // → `mkweb docs` lists them.
  | "MKWEB_UNKNOWN_TOPIC"
  // `update` met lines that you and the new version both changed; both are there between markers, everything
  // else is updated.
  // → Choose between them, or take it all back with `mkweb undo`.
  | "MKWEB_UPDATE_CONFLICTS"
  // An update was tried on a copy of the project, and something fails there; the project is untouched.
  // → See what failed; `--no-verify` updates all the same.
  | "MKWEB_UPDATE_FAILED"
  // What the project was made from is not recorded, or another version of mkweb has to do it; nothing was
  // written.
  // → Do what the hint says.
  | "MKWEB_UPDATE_REFUSED"
  // The folder for uploaded files is full, missing or not writable; what had arrived was removed.
  // → Make room there, or name another folder in FILE_UPLOAD_TEMP_DIR.
  | "MKWEB_UPLOAD_NOT_STORED"
  // `urlpatterns` is computed, imported, changed later or not there, or another entry has the route.
  // → Make the change the hint shows by hand.
  | "MKWEB_URLS_NOT_EDITABLE"
  // An argument or option is missing, unknown or wrong.
  // → Follow the usage line shown with it.
  | "MKWEB_USAGE"
  // Nobody can be added with this user name or email: missing, taken, too long or of other characters.
  // → Choose another.
  | "MKWEB_USER_INVALID"
  // No user has this name.
  // → See the names in the table `auth_user`.
  | "MKWEB_USER_UNKNOWN"
  // An answer is missing, unknown, reserved or does not match.
  // → Give another.
  | "MKWEB_VARIABLE_INVALID"
  // Files of somebody else stand where `mkweb venv` has to write; nothing was changed.
  // → Move them away, or choose a new directory.
  | "MKWEB_VENV_CONFLICT"
  // The directory's name cannot be in PATH (`:`) or on a terminal (control characters).
  // → Choose another name.
  | "MKWEB_VENV_NAME"
  // The Node that was downloaded does not run here, or is another version than it claims; it was not kept.
  // → Try another version, or leave `--node` away.
  | "MKWEB_VENV_NODE_BROKEN"
  // The registry has no Node for this system.
  // → Install Node with the system's package manager.
  | "MKWEB_VENV_NODE_PLATFORM"
  // Not a version of Node, or one the registry does not have.
  // → Give `24`, `22.18`, `lts` or `latest`.
  | "MKWEB_VENV_NODE_VERSION"
  // `--clear`, `--upgrade` and `--info` want an environment, and this is none; nothing was changed.
  // → Make one with `mkweb venv DIR`.
  | "MKWEB_VENV_NOT_FOUND"
  // No npm belongs to this Node.
  // → Install npm.
  | "MKWEB_VENV_NO_NPM"
  // The directory is a file, or holds other things.
  // → Choose a new directory, or add `--force`.
  | "MKWEB_VENV_OCCUPIED"
  // npm could not reach the registry, or what came does not have the registry's integrity hash; nothing was
  // kept.
  // → Check the network and npm's settings.
  | "MKWEB_VENV_REGISTRY"
  // The system refused to write (no permission, disk full); nothing was left.
  // → See the reason given.
  | "MKWEB_VENV_WRITE"
  // An entry of urlpatterns names no view, after a slip of the keys usually.
  // → Compare the name with what the module exports.
  | "MKWEB_VIEW_MISSING"
  // The system refused to write (no permission, disk full); everything was taken back.
  // → See the reason given.
  | "MKWEB_WRITE_FAILED"
  // A view serves WebSockets, and the package `ws` is not installed; the client got 500.
  // → Run `npm install ws`.
  | "MKWEB_WS_MISSING";

export interface MkwebErrorOptions {
  /** The next thing to do, one sentence. */
  readonly hint?: string | undefined;
  /** 2 for a mistake on the command line, 1 (the default) for everything else. */
  readonly exitStatus?: 1 | 2;
  /** Whole paths of the files that are at fault, or were touched; for programs. Default: none. */
  readonly files?: readonly string[];
  readonly cause?: unknown;
}

/**
 * A failure mkweb expected and can explain: what happened and why in the message, what to do next in
 * the hint. Anything else that is thrown is a bug and is shown with its stack.
 */
export class MkwebError extends Error {
  override readonly name: string = "MkwebError";
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly exitStatus: 1 | 2;
  readonly files: readonly string[];

  constructor(code: ErrorCode, message: string, options: MkwebErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.exitStatus = options.exitStatus ?? 1;
    this.files = options.files ?? [];
  }
}

/**
 * Something took longer, or waited longer, than a setting allows; `MKWEB_LIMIT_EXCEEDED`. A client gets 503,
 * the log a line that names the limit. Whoever throws it has given back what the work held.
 */
export class LimitExceeded extends MkwebError {
  override readonly name = "LimitExceeded";
  /** The setting that is the limit, as its documentation has it: `VIEW_TIMEOUT`. */
  readonly limit: string;

  /** @param message What took too long and how long that was: "The view polls:index took longer than 60 s". */
  constructor(limit: string, message: string, options: MkwebErrorOptions = {}) {
    super("MKWEB_LIMIT_EXCEEDED", `${message} (${limit}).`, options);
    this.limit = limit;
  }
}
