/** `mkweb/errors`: `MkwebError` with its codes, and `LimitExceeded`. See docs/reference/errors.md. */

/**
 * All codes of {@link MkwebError}: the meaning and, after the arrow, what to do. Codes never change. `npm run
 * docs:reference` makes docs/reference/errors.md from these comments.
 */
export type ErrorCode =
  // Serving without DEBUG needs to know which hosts the site answers to.
  // → Set DEBUG=true in `.env`, or list the hosts in ALLOWED_HOSTS.
  | "MKWEB_ALLOWED_HOSTS_EMPTY"
  // A stored password uses bcrypt, but the package for it is not installed. → Run `npm install bcryptjs`.
  | "MKWEB_BCRYPT_MISSING"
  // A blueprint is invalid: its manifest, or two of its files would have the same path. → Correct the named
  // place.
  | "MKWEB_BLUEPRINT_INVALID"
  // Another mkweb works in the same folder. → Wait for it; if none is running, delete `.mkweb-journal` there.
  | "MKWEB_BUSY"
  // A cache uses the database, but its table does not exist. → Run `node manage createcachetable`.
  | "MKWEB_CACHE_TABLE_MISSING"
  // CACHES lacks the requested name, or its BACKEND is not a cache backend. → Correct CACHES in the settings.
  | "MKWEB_CACHE_UNKNOWN"
  // The address or port cannot be used: no permission, an address of another machine, or an invalid port. →
  // Choose another.
  | "MKWEB_CANNOT_LISTEN"
  // The new project or app was written but does not load or answer; the message says why. → Fix the cause,
  // then run `node manage check`.
  | "MKWEB_CANNOT_RUN"
  // The system checks found errors; the message lists them. → Fix them, or list their ids in
  // SILENCED_SYSTEM_CHECKS.
  | "MKWEB_CHECKS_FAILED"
  // A command of the project cannot do what it was asked to; the message says why. → Follow the hint.
  | "MKWEB_COMMAND_FAILED"
  // `dbshell` could not run the database's command-line client, or it failed.
  // → Install sqlite3 or psql.
  | "MKWEB_DATABASE_CLIENT"
  // The package for this kind of database is not installed. → Run `npm install pg` in the project.
  | "MKWEB_DATABASE_DRIVER"
  // DATABASES has no database of this name.
  // → Add it to DATABASES.
  | "MKWEB_DATABASE_UNKNOWN"
  // PostgreSQL does not run there, has no such database, or refuses the user. → Follow the hint, or correct
  // DATABASE_URL.
  | "MKWEB_DATABASE_UNREACHABLE"
  // `destroyapp` found something that still needs the app, or would be lost with it; nothing was changed. →
  // Fix what is listed, or add `--force`.
  | "MKWEB_DESTROY_REFUSED"
  // A row with the same unique value already exists; the new one was not saved. → Use another value, or
  // `getOrCreate()`.
  | "MKWEB_DUPLICATE"
  // A file to be edited changed between planning and writing; nothing was written.
  // → Run the command again.
  | "MKWEB_FILE_CHANGED"
  // Existing files differ from those to be written; all are listed, nothing was written. → Move them away, or
  // choose another name.
  | "MKWEB_FILE_CONFLICT"
  // An object of a fixture cannot be loaded: the file and the object are named; nothing was loaded. → Correct
  // the object.
  | "MKWEB_FIXTURE_INVALID"
  // No app and no folder has a fixture of this name, or one has two. → Check the folders in the hint.
  | "MKWEB_FIXTURE_NOT_FOUND"
  // The current folder no longer exists, or its name is not UTF-8; nothing was written. → Change to another
  // folder, or rename it.
  | "MKWEB_FOLDER_GONE"
  // A setting, an environment variable or an entry of INSTALLED_APPS is invalid. → Change the setting that
  // the message names.
  | "MKWEB_IMPROPERLY_CONFIGURED"
  // A file of the project imports a file or package that does not exist. → Write the whole name with its
  // extension, or install the package.
  | "MKWEB_IMPORT_NOT_FOUND"
  // The package manager could not install a new project's dependencies; the project is complete.
  // → Run the install command it names again.
  | "MKWEB_INSTALL_FAILED"
  // Ctrl-C, SIGTERM or a closed question stopped the command. → Run it again; the message says what was
  // written.
  | "MKWEB_INTERRUPTED"
  // An operation exceeded the time limit of a setting; the client got 503. → Make it faster, or raise the
  // setting in brackets.
  | "MKWEB_LIMIT_EXCEEDED"
  // Two migrations of one app were made side by side, and no other depends on both. → Run `makemigrations
  // --merge`.
  | "MKWEB_MIGRATIONS_CONFLICT"
  // `makemigrations --check` found changes without a migration. → Run `makemigrations`.
  | "MKWEB_MIGRATIONS_MISSING"
  // A migration cannot be unapplied, or would leave rows that refer to nothing; nothing was changed. → Follow
  // the hint.
  | "MKWEB_MIGRATION_FAILED"
  // A file in `migrations/` is not a migration, or migrations depend on each other in a cycle or on a missing
  // one. → Correct the named migration.
  | "MKWEB_MIGRATION_INVALID"
  // A change is ambiguous, or existing rows need a value, and nobody can be asked. → Run it in a terminal, or
  // answer with `--rename` or `--default`.
  | "MKWEB_MIGRATION_QUESTION"
  // No migration has this name, or several begin with it.
  // → See `showmigrations`.
  | "MKWEB_MIGRATION_UNKNOWN"
  // A name is not an identifier, a reserved word, a device of Windows or too long. → Choose another name.
  | "MKWEB_NAME_INVALID"
  // A name already means something else: a module of Node, a package, a file next to it. → Choose another
  // name.
  | "MKWEB_NAME_TAKEN"
  // This Node cannot run mkweb (20.19 or newer) or a project (22.18 or newer).
  // → Install a current Node.
  | "MKWEB_NODE_TOO_OLD"
  // `mkweb` should run a command of the project, which has no mkweb in its own `node_modules`; nothing was
  // run. → Run `npm install` in the project.
  | "MKWEB_NOT_INSTALLED"
  // A command needs a table that the database does not have yet.
  // → Run `node manage migrate`.
  | "MKWEB_NOT_MIGRATED"
  // `mkweb` should run a command of a project in a folder above that belongs to another user; nothing was
  // run. → If you trust it, change to that folder and type `node manage ...`.
  | "MKWEB_NOT_TRUSTED"
  // The command needs a project, but there is none here. → Change to a project's folder, or create a project.
  | "MKWEB_NO_PROJECT"
  // `mkweb` should write in a project that has another version of mkweb; nothing was written. → Install the
  // project's packages, and use its own mkweb: `node manage ...`.
  | "MKWEB_OTHER_VERSION"
  // npm could not pack this mkweb for the new project. → Make sure that `npm --version` works.
  | "MKWEB_PACK_FAILED"
  // `changepassword` got no acceptable password, or nobody could be asked; the old one is still valid. → Run
  // it again in a terminal.
  | "MKWEB_PASSWORD_UNCHANGED"
  // A path leaves its folder, or is invalid on some system; nothing was written. → Choose another name.
  | "MKWEB_PATH_REFUSED"
  // Another program listens on this port.
  // → Stop it, or choose another port.
  | "MKWEB_PORT_IN_USE"
  // A file or blueprint cannot be read.
  // → See the reason given.
  | "MKWEB_READ_FAILED"
  // A file in `.mkweb/` is not a record that this mkweb can read; nothing was changed. → Restore it from
  // version control, or use the mkweb that wrote it.
  | "MKWEB_RECORD_INVALID"
  // A cache uses Redis, but the package for it is not installed. → Run `npm install @redis/client`.
  | "MKWEB_REDIS_CLIENT_MISSING"
  // SESSION_ENGINE names no session backend.
  // → Correct it in the settings; the default is `mkweb/sessions/backends/db`.
  | "MKWEB_SESSION_ENGINE"
  // The settings file does not exist. → Name it with `--settings` or `MKWEB_SETTINGS_MODULE`.
  | "MKWEB_SETTINGS_MISSING"
  // INSTALLED_APPS is computed, imported, changed later or missing, so it cannot be edited safely. → Make the
  // change in the hint by hand.
  | "MKWEB_SETTINGS_NOT_EDITABLE"
  // Mail is sent by SMTP, but the package for it is not installed. → Run the `npm install` in the hint, or
  // set EMAIL_BACKEND.
  | "MKWEB_SMTP_CLIENT_MISSING"
  // `generate resource` would have to change a module of the app, or needs a file or a block, and cannot be
  // sure how; or a name it needs is taken. → Follow the hint, which shows what to add to the file.
  | "MKWEB_SOURCE_NOT_EDITABLE"
  // `collectstatic` found a reference to a missing file in CSS or JavaScript, or could not create links; the
  // message says what was copied. → Follow the hint.
  | "MKWEB_STATIC_FILES"
  // A file of the project cannot be parsed as TypeScript, or imports a name that the other does not export. →
  // Check the line shown.
  | "MKWEB_SYNTAX"
  // A blueprint's template is wrong; it and the line are named, nothing was written. → Correct the template.
  | "MKWEB_TEMPLATE_FAILED"
  // The source in `--template` cannot be fetched: it does not exist, the server, npm or git refuses, or it is
  // not an archive. → See the message for the reason.
  | "MKWEB_TEMPLATE_NOT_FOUND"
  // A template contains something forbidden: a path that leads out, a link, two files with the same path, too
  // much; the entry is named, nothing was written. → Ask its author, or correct it.
  | "MKWEB_TEMPLATE_REFUSED"
  // At least one test failed.
  // → Read the first failure.
  | "MKWEB_TESTS_FAILED"
  // The user in DATABASE_URL may not create the database for tests.
  // → Run the command in the hint.
  | "MKWEB_TEST_DATABASE"
  // `undo` has nothing to undo, or files were changed since. → Follow the hint.
  | "MKWEB_UNDO_REFUSED"
  // With `--json`: an unexpected error in the project or in mkweb. → Read the stack on standard error.
  | "MKWEB_UNEXPECTED"
  // An interrupted or failed run cannot be recovered automatically: the disk refuses, or files were changed
  // since. → Follow the hint; the next command tries again.
  | "MKWEB_UNFINISHED"
  // No installed app has this label. → See INSTALLED_APPS.
  | "MKWEB_UNKNOWN_APP"
  // No command has this name. → Use the suggested name, or see `help`.
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
  // `docs` got the name of no page. → Run `mkweb docs` to list them.
  | "MKWEB_UNKNOWN_TOPIC"
  // `update` found lines that both you and the new version changed; both are between markers, everything else
  // is updated. → Choose between them, or revert everything with `mkweb undo`.
  | "MKWEB_UPDATE_CONFLICTS"
  // An update was tried on a copy of the project, and something fails there; the project is untouched. → See
  // what failed; `--no-verify` updates anyway.
  | "MKWEB_UPDATE_FAILED"
  // The source of the project is not recorded, or another version of mkweb has to update it; nothing was
  // written. → Follow the hint.
  | "MKWEB_UPDATE_REFUSED"
  // The folder for uploaded files is full, missing or not writable; the received part was removed. → Free
  // some space there, or set another folder in FILE_UPLOAD_TEMP_DIR.
  | "MKWEB_UPLOAD_NOT_STORED"
  // `urlpatterns` is computed, imported, changed later or missing, or another entry has the route. → Make the
  // change in the hint by hand.
  | "MKWEB_URLS_NOT_EDITABLE"
  // An argument or option is missing, unknown or wrong.
  // → Follow the usage line shown with it.
  | "MKWEB_USAGE"
  // No user can be created with this user name or email: missing, taken, too long or with invalid characters.
  // → Choose another.
  | "MKWEB_USER_INVALID"
  // No user has this name.
  // → See the names in the table `auth_user`.
  | "MKWEB_USER_UNKNOWN"
  // An answer is missing, unknown, reserved or does not match. → Give another.
  | "MKWEB_VARIABLE_INVALID"
  // Foreign files are where `mkweb venv` has to write; nothing was changed. → Move them away, or choose a new
  // directory.
  | "MKWEB_VENV_CONFLICT"
  // The directory's name cannot be in PATH (`:`) or on a terminal (control characters).
  // → Choose another name.
  | "MKWEB_VENV_NAME"
  // The downloaded Node does not run here, or has another version than it claims; it was not kept. → Try
  // another version, or leave out `--node`.
  | "MKWEB_VENV_NODE_BROKEN"
  // The registry has no Node for this system.
  // → Install Node with the system's package manager.
  | "MKWEB_VENV_NODE_PLATFORM"
  // Not a version of Node, or one the registry does not have.
  // → Give `24`, `22.18`, `lts` or `latest`.
  | "MKWEB_VENV_NODE_VERSION"
  // `--clear`, `--upgrade` and `--info` need an environment, and this is not one; nothing was changed. →
  // Create one with `mkweb venv DIR`.
  | "MKWEB_VENV_NOT_FOUND"
  // This Node has no npm. → Install npm.
  | "MKWEB_VENV_NO_NPM"
  // The directory is a file, or contains other files. → Choose a new directory, or add `--force`.
  | "MKWEB_VENV_OCCUPIED"
  // npm could not reach the registry, or the download does not match the registry's integrity hash; nothing
  // was kept. → Check the network and npm's settings.
  | "MKWEB_VENV_REGISTRY"
  // The system refused to write (no permission, disk full); nothing was left.
  // → See the reason given.
  | "MKWEB_VENV_WRITE"
  // An entry of urlpatterns names no view, usually because of a typing mistake. → Compare the name with the
  // module's exports.
  | "MKWEB_VIEW_MISSING"
  // The system refused to write (no permission, disk full); everything was reverted. → See the reason given.
  | "MKWEB_WRITE_FAILED"
  // A view serves WebSockets, but the package `ws` is not installed; the client got 500. → Run `npm install
  // ws`.
  | "MKWEB_WS_MISSING";

export interface MkwebErrorOptions {
  /** The next step for the user, in one sentence. */
  readonly hint?: string | undefined;
  /** 2 for a mistake on the command line, 1 (the default) for everything else. */
  readonly exitStatus?: 1 | 2;
  /** Absolute paths of files at fault or changed; for programs. Default: none. */
  readonly files?: readonly string[];
  readonly cause?: unknown;
}

/**
 * An expected failure with an explanation: the message says what happened and why, the hint what to do next.
 * Any other error is a bug and is shown with its stack.
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
 * An operation exceeded a time limit from the settings; `MKWEB_LIMIT_EXCEEDED`. The client gets 503, and the
 * log a line that names the limit. The code that throws it has released its resources.
 */
export class LimitExceeded extends MkwebError {
  override readonly name = "LimitExceeded";
  /** The setting with the limit, as documented: `VIEW_TIMEOUT`. */
  readonly limit: string;

  /** @param message What took too long, and for how long: "The view polls:index took longer than 60 s". */
  constructor(limit: string, message: string, options: MkwebErrorOptions = {}) {
    super("MKWEB_LIMIT_EXCEEDED", `${message} (${limit}).`, options);
    this.limit = limit;
  }
}
