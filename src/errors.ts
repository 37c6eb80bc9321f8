/** Every code an {@link MkwebError} can carry. Codes are permanent; README lists what each means. */
export type ErrorCode =
  | "MKWEB_ALLOWED_HOSTS_EMPTY"
  | "MKWEB_BCRYPT_MISSING"
  | "MKWEB_BLUEPRINT_INVALID"
  | "MKWEB_BUSY"
  | "MKWEB_CACHE_TABLE_MISSING"
  | "MKWEB_CACHE_UNKNOWN"
  | "MKWEB_CANNOT_LISTEN"
  | "MKWEB_CANNOT_RUN"
  | "MKWEB_CHECKS_FAILED"
  | "MKWEB_DATABASE_CLIENT"
  | "MKWEB_DATABASE_DRIVER"
  | "MKWEB_DATABASE_UNKNOWN"
  | "MKWEB_DATABASE_UNREACHABLE"
  | "MKWEB_DESTROY_REFUSED"
  | "MKWEB_DUPLICATE"
  | "MKWEB_FILE_CHANGED"
  | "MKWEB_FILE_CONFLICT"
  | "MKWEB_FIXTURE_INVALID"
  | "MKWEB_FIXTURE_NOT_FOUND"
  | "MKWEB_FOLDER_GONE"
  | "MKWEB_IMPROPERLY_CONFIGURED"
  | "MKWEB_IMPORT_NOT_FOUND"
  | "MKWEB_INSTALL_FAILED"
  | "MKWEB_INTERRUPTED"
  | "MKWEB_LIMIT_EXCEEDED"
  | "MKWEB_MIGRATIONS_CONFLICT"
  | "MKWEB_MIGRATIONS_MISSING"
  | "MKWEB_MIGRATION_FAILED"
  | "MKWEB_MIGRATION_INVALID"
  | "MKWEB_MIGRATION_QUESTION"
  | "MKWEB_MIGRATION_UNKNOWN"
  | "MKWEB_NAME_INVALID"
  | "MKWEB_NAME_TAKEN"
  | "MKWEB_NODE_TOO_OLD"
  | "MKWEB_NOT_INSTALLED"
  | "MKWEB_NOT_MIGRATED"
  | "MKWEB_NOT_TRUSTED"
  | "MKWEB_NO_PROJECT"
  | "MKWEB_OTHER_VERSION"
  | "MKWEB_PACK_FAILED"
  | "MKWEB_PASSWORD_UNCHANGED"
  | "MKWEB_PATH_REFUSED"
  | "MKWEB_PORT_IN_USE"
  | "MKWEB_READ_FAILED"
  | "MKWEB_RECORD_INVALID"
  | "MKWEB_REDIS_CLIENT_MISSING"
  | "MKWEB_SESSION_ENGINE"
  | "MKWEB_SETTINGS_MISSING"
  | "MKWEB_SETTINGS_NOT_EDITABLE"
  | "MKWEB_SMTP_CLIENT_MISSING"
  | "MKWEB_SOURCE_NOT_EDITABLE"
  | "MKWEB_STATIC_FILES"
  | "MKWEB_SYNTAX"
  | "MKWEB_TEMPLATE_FAILED"
  | "MKWEB_TEMPLATE_NOT_FOUND"
  | "MKWEB_TEMPLATE_REFUSED"
  | "MKWEB_TESTS_FAILED"
  | "MKWEB_UNDO_REFUSED"
  | "MKWEB_UNEXPECTED"
  | "MKWEB_UNFINISHED"
  | "MKWEB_UNKNOWN_APP"
  | "MKWEB_UNKNOWN_COMMAND"
  | "MKWEB_UNKNOWN_MODEL"
  | "MKWEB_UNKNOWN_TABLE"
  | "MKWEB_UNKNOWN_TEST"
  | "MKWEB_UNKNOWN_TOPIC"
  | "MKWEB_UPDATE_CONFLICTS"
  | "MKWEB_UPDATE_FAILED"
  | "MKWEB_UPDATE_REFUSED"
  | "MKWEB_UPLOAD_NOT_STORED"
  | "MKWEB_URLS_NOT_EDITABLE"
  | "MKWEB_USAGE"
  | "MKWEB_USER_INVALID"
  | "MKWEB_USER_UNKNOWN"
  | "MKWEB_VARIABLE_INVALID"
  | "MKWEB_VENV_CONFLICT"
  | "MKWEB_VENV_NAME"
  | "MKWEB_VENV_NODE_BROKEN"
  | "MKWEB_VENV_NODE_PLATFORM"
  | "MKWEB_VENV_NODE_VERSION"
  | "MKWEB_VENV_NOT_FOUND"
  | "MKWEB_VENV_NO_NPM"
  | "MKWEB_VENV_OCCUPIED"
  | "MKWEB_VENV_REGISTRY"
  | "MKWEB_VENV_WRITE"
  | "MKWEB_VIEW_MISSING"
  | "MKWEB_WRITE_FAILED"
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
