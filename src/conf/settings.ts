import type { HealthSettings } from "./health-settings.ts";
import type { LoggingSettings } from "./logging-settings.ts";

/** From the oldest that shares its sessions to the newest. */
export const djangoVersions = [
  "3.2",
  "4.0",
  "4.1",
  "4.2",
  "5.0",
  "5.1",
  "5.2",
  "6.0",
  "6.1",
] as const;

/** What `mkweb/debug-toolbar` can be told. */
export interface DebugToolbarSettings {
  /** How many of the last requests are kept, in the memory of the process. Default 25. */
  readonly RESULTS_CACHE_SIZE?: number;
  /** Milliseconds from which on a query is marked as slow. Default 500. */
  readonly SQL_WARNING_THRESHOLD?: number;
}

/**
 * Every setting the framework reads, by Django's name. `defaults.ts` holds what a project leaves out.
 * `npm run docs:reference` makes docs/reference/settings.md from this interface; its line comments are the headings there.
 */
export interface Settings {
  // The project
  /** The project's root folder, the one that holds `manage.js`. Default: found from the settings file. */
  readonly BASE_DIR: URL;
  /** Where the settings came from, as the user named it: `myproject/settings.ts`. */
  readonly SETTINGS_MODULE: string;

  /** Shows errors in full and serves static files from the apps. Never `true` where strangers can reach the site. */
  readonly DEBUG: boolean;
  /** Signs sessions, cookies and tokens. Must not be empty. */
  readonly SECRET_KEY: string;
  /** Older keys whose signatures are still accepted. */
  readonly SECRET_KEY_FALLBACKS: readonly string[];
  /** Host names this site answers to; `.example.com` covers subdomains, `*` everything. */
  readonly ALLOWED_HOSTS: readonly string[];

  /** Apps by specifier: a folder below BASE_DIR (`polls`) or a package (`mkweb/sessions`). */
  readonly INSTALLED_APPS: readonly string[];
  /** Middleware modules by specifier, outermost first. */
  readonly MIDDLEWARE: readonly string[];
  /** The root URL module by specifier (`myproject/urls.ts`); empty: the project has no URLs yet. */
  readonly ROOT_URLCONF: string;
  /** Where templates are found and what every template is given. */
  readonly TEMPLATES: readonly TemplateSettings[];

  // Databases and caches
  /** Databases by name; `default` is used where none is named. `env.database()` reads one from a URL. */
  readonly DATABASES: Readonly<Record<string, DatabaseSettings>>;

  /** Caches by name; `default` must be among them. */
  readonly CACHES: Readonly<Record<string, CacheSettings>>;

  // Static files
  /** The address of static files, with a slash at its end. */
  readonly STATIC_URL: string;
  /** Where `collectstatic` copies to; a folder below BASE_DIR or an absolute path. */
  readonly STATIC_ROOT: string | URL | null;
  /** Folders searched before the apps' `static/` folders. */
  readonly STATICFILES_DIRS: readonly (string | URL)[];
  /**
   * How `collectstatic` compresses files beside themselves, and the server sends them, the favourite first. Default
   * `["br", "zstd", "gzip"]`; `[]`: not at all.
   */
  readonly STATICFILES_ENCODINGS: readonly ("br" | "zstd" | "gzip")[];
  /** Seconds for which browsers use a static file unasked, without DEBUG; one with a hash in its name: a year. Default 60. */
  readonly STATIC_MAX_AGE: number;
  /** Bytes of static files that each process keeps in memory, without DEBUG; 0: none. Default 16,777,216. */
  readonly STATIC_MAX_MEMORY_SIZE: number;
  /** Whether the server answers for STATIC_URL without DEBUG, from STATIC_ROOT. Default `true`. */
  readonly SERVE_STATIC: boolean;

  // Uploaded files
  /** The folder of uploaded files, below BASE_DIR or absolute. Default `""`: BASE_DIR itself, so set it. */
  readonly MEDIA_ROOT: string | URL;
  /** The address of MEDIA_ROOT, with a slash at its end: `"media/"`. */
  readonly MEDIA_URL: string;
  /** Whether the server answers for MEDIA_URL without DEBUG, from MEDIA_ROOT. Default `false`. */
  readonly SERVE_MEDIA: boolean;
  /** Where files are kept, by names: `default`, and `staticfiles` for those that are collected. */
  readonly STORAGES: Readonly<Record<string, StorageSettings>>;

  // Health and logs
  /** For `mkweb/health`: paths, checks and who may read figures: docs/topics/health.md. */
  readonly HEALTH: HealthSettings;
  /** Loggers, handlers and filters by their names, added to the default's: docs/topics/logging.md. */
  readonly LOGGING: LoggingSettings;
  /** The header that a request's id comes by and goes back by; `null`: neither. */
  readonly REQUEST_ID_HEADER: string | null;
  /** Whether an id that comes with a request is used: only where a proxy in front makes it, as clients may write anything. */
  readonly TRUST_REQUEST_ID: boolean;
  /** Seconds from which a request that was served is a warning in the log; `null`: none is. */
  readonly SLOW_REQUEST_TIME: number | null;
  /** Seconds from which a statement to a database is a warning in the log of a server; `null`: none is. */
  readonly SLOW_QUERY_TIME: number | null;

  // Requests
  /**
   * Whether an address without a slash at its end is redirected to the one with it, if only that one exists.
   * `mkweb/middleware/common`.
   */
  readonly APPEND_SLASH: boolean;
  /** Whether hosts without `www.` are redirected to the same with it. `mkweb/middleware/common`. */
  readonly PREPEND_WWW: boolean;
  /** Browsers and robots that are refused (403), by their User-Agent. `mkweb/middleware/common`. */
  readonly DISALLOWED_USER_AGENTS: readonly RegExp[];
  /** The path that the site lies below, where a server in front cuts it off: `"/shop"`. `null`: none. */
  readonly FORCE_SCRIPT_NAME: string | null;
  /** The character set of responses that name none. */
  readonly DEFAULT_CHARSET: string;
  /** Addresses of developers: they see the debug toolbar, and `debug` is true in their templates. */
  readonly INTERNAL_IPS: readonly string[];
  /** For `mkweb/debug-toolbar`, by the names of Django's debug toolbar. */
  readonly DEBUG_TOOLBAR_CONFIG: DebugToolbarSettings;

  // Language and time
  /** The time zone that dates are shown and typed in: `"Europe/Berlin"`. */
  readonly TIME_ZONE: string;
  /** Whether moments are shown and typed in a time zone. `false`: as they stand, without zones. */
  readonly USE_TZ: boolean;
  /** The language of dates and numbers in templates and forms: `"en-us"`. */
  readonly LANGUAGE_CODE: string;
  /** Whether numbers in localized fields and templates have separators between thousands. */
  readonly USE_THOUSAND_SEPARATOR: boolean;

  // Forms
  /** What renders forms: `"DjangoTemplates"`, or `"TemplatesSetting"` to let the project's templates replace theirs. */
  readonly FORM_RENDERER: string;
  /** Whether a URL that is typed without a scheme is one of https; http without. */
  readonly FORMS_URLFIELD_ASSUME_HTTPS: boolean;

  // Limits of what is sent
  /** Bytes of a request body held in memory, uploads apart; a larger body is refused (400). `null`: no limit. */
  readonly DATA_UPLOAD_MAX_MEMORY_SIZE: number | null;
  /** Fields of one form or query string; more are refused (400). `null`: no limit. */
  readonly DATA_UPLOAD_MAX_NUMBER_FIELDS: number | null;
  /** Files of one form; more are refused (400). `null`: no limit. */
  readonly DATA_UPLOAD_MAX_NUMBER_FILES: number | null;
  /** Bytes of an upload held in memory before it goes to a file. */
  readonly FILE_UPLOAD_MAX_MEMORY_SIZE: number;
  /** The folder of uploads that are too large for memory. `null`: the system's folder for temporary files. */
  readonly FILE_UPLOAD_TEMP_DIR: string | null;
  /** Permissions of stored files. `null`: what the system gives. */
  readonly FILE_UPLOAD_PERMISSIONS: number | null;
  /** Permissions of folders that are made for them. `null`: what the system gives. */
  readonly FILE_UPLOAD_DIRECTORY_PERMISSIONS: number | null;

  // Limits of time
  /** Seconds a client may take for the headers of a request; then its connection is closed (408). */
  readonly REQUEST_HEADERS_TIMEOUT: number;
  /** Seconds a client may take for a whole request, body included; then its connection is closed (408). */
  readonly REQUEST_TIMEOUT: number;
  /** Seconds a connection is kept open for the next request. More than a load balancer in front keeps its own. */
  readonly KEEP_ALIVE_TIMEOUT: number;
  /** Seconds until a view that has not answered is given up (503); `null`: none. Streams may go on longer. */
  readonly VIEW_TIMEOUT: number | null;
  /** Seconds a client may take nothing of a response that waits for it; then its connection is closed. */
  readonly SEND_TIMEOUT: number;
  /** Seconds that requests may go on once the server has been told to stop. */
  readonly SHUTDOWN_TIMEOUT: number;

  // Rate limits
  /**
   * How many proxies of the site's own a request goes through, 0 or more: X-Forwarded-For counts as far as that, and no
   * further. Default 0: an address is the connection's own.
   */
  readonly NUM_PROXIES: number;
  /** What `mkweb/ratelimit/middleware` holds requests to. Default: nothing. */
  readonly RATELIMIT_RULES: readonly RateLimitRule[];
  /** The entry of CACHES that rate limits are counted in. Default `"default"`. */
  readonly RATELIMIT_CACHE: string;
  /** Wrong passwords for one account from one address: a rate, or `null` for no limit. Default `"20/5m"`. */
  readonly RATELIMIT_LOGIN: string | null;
  /** Wrong passwords from one address, whatever the account: a rate, or `null` for no limit. Default `"100/h"`. */
  readonly RATELIMIT_LOGIN_ADDRESS: string | null;
  /** Whether nobody can log in while the cache of the rate limits is away. Default `false`. */
  readonly RATELIMIT_LOGIN_CLOSED: boolean;

  // WebSockets
  /** Bytes of one WebSocket message, above 0; a longer one closes its connection with 1009. Default 1,048,576. */
  readonly WEBSOCKET_MAX_MESSAGE_SIZE: number;
  /** Seconds between pings of a WebSocket; a client that has not answered the last one is given up. Default 30. */
  readonly WEBSOCKET_PING_INTERVAL: number;

  // Proxies and security
  /** Whether the host comes from X-Forwarded-Host: only behind a proxy that sets it. */
  readonly USE_X_FORWARDED_HOST: boolean;
  /** Whether the port comes from X-Forwarded-Port: only behind a proxy that sets it. */
  readonly USE_X_FORWARDED_PORT: boolean;
  /**
   * The header, as META spells it, and the value by which a proxy in front says that a request came by HTTPS:
   * `["HTTP_X_FORWARDED_PROTO", "https"]`. Only behind a proxy that sets it and takes it from clients.
   */
  readonly SECURE_PROXY_SSL_HEADER: readonly [name: string, value: string] | null;
  /** Whether responses forbid browsers to guess at types: `X-Content-Type-Options: nosniff`. */
  readonly SECURE_CONTENT_TYPE_NOSNIFF: boolean;
  /** The Content-Security-Policy of `mkweb/middleware/csp`; `{}`: none. */
  readonly SECURE_CSP: ContentSecurityPolicy;
  /** A policy that browsers only report on; `{}`: none. */
  readonly SECURE_CSP_REPORT_ONLY: ContentSecurityPolicy;
  /** The Cross-Origin-Opener-Policy; `null`: none. */
  readonly SECURE_CROSS_ORIGIN_OPENER_POLICY: string | null;
  /** Whether HSTS holds for subdomains too. */
  readonly SECURE_HSTS_INCLUDE_SUBDOMAINS: boolean;
  /** Whether the site may be put into the browsers' own list of HSTS sites. */
  readonly SECURE_HSTS_PRELOAD: boolean;
  /** Seconds for which browsers come by HTTPS only; 0: no HSTS. */
  readonly SECURE_HSTS_SECONDS: number;
  /** Paths, without their first slash, that SECURE_SSL_REDIRECT leaves alone. */
  readonly SECURE_REDIRECT_EXEMPT: readonly RegExp[];
  /** The Referrer-Policy, or several, the one that all browsers know first; `null`: none. */
  readonly SECURE_REFERRER_POLICY: string | readonly string[] | null;
  /** The host that SECURE_SSL_REDIRECT leads to; `null`: the one that was asked for. */
  readonly SECURE_SSL_HOST: string | null;
  /** Whether requests by HTTP are redirected to HTTPS. */
  readonly SECURE_SSL_REDIRECT: boolean;
  /** Who may show pages in a frame: nobody, or pages of the same site. `mkweb/middleware/clickjacking`. */
  readonly X_FRAME_OPTIONS: "DENY" | "SAMEORIGIN";

  // Sessions
  /** The name of the session's cookie. */
  readonly SESSION_COOKIE_NAME: string;
  /** Seconds that a session and its cookie live; two weeks unless set. */
  readonly SESSION_COOKIE_AGE: number;
  /** The domain the cookie is for, `".example.com"`; `null`: the host that set it. */
  readonly SESSION_COOKIE_DOMAIN: string | null;
  /** The path the cookie is for. */
  readonly SESSION_COOKIE_PATH: string;
  /** Whether browsers send the cookie by HTTPS only. */
  readonly SESSION_COOKIE_SECURE: boolean;
  /** Whether the cookie is kept from JavaScript. */
  readonly SESSION_COOKIE_HTTPONLY: boolean;
  /** Which requests from other sites carry the cookie. */
  readonly SESSION_COOKIE_SAMESITE: SameSite;
  /** Whether a session is saved, and its time begins anew, at each request and not only when it changed. */
  readonly SESSION_SAVE_EVERY_REQUEST: boolean;
  /** Whether a session ends when the browser is closed. */
  readonly SESSION_EXPIRE_AT_BROWSER_CLOSE: boolean;
  /** The module that keeps sessions: `mkweb/sessions/backends/db`, `cached-db`, `cache`, `file`, `signed-cookies`. */
  readonly SESSION_ENGINE: string;
  /** The cache in CACHES that the cache backends use. */
  readonly SESSION_CACHE_ALIAS: string;
  /** The folder of the file backend. `null`: the system's folder for temporary files. */
  readonly SESSION_FILE_PATH: string | null;

  // Users and passwords
  /** The model of users, `"app.Model"`. Default `"auth.User"`; decide before the first migration. */
  readonly AUTH_USER_MODEL: string;
  /** Modules that know users, asked in this order. */
  readonly AUTHENTICATION_BACKENDS: readonly string[];
  /** Modules that store passwords. The first makes new hashes; all are read. */
  readonly PASSWORD_HASHERS: readonly string[];
  /**
   * The version of Django whose cost new hashes have: that of a Django beside this site, which would hash
   * them anew otherwise. Hashes that cost more are left as they are. Default `"5.2"`.
   */
  readonly PASSWORD_DJANGO_VERSION: DjangoVersion;
  /** What a new password is held to; the validators are in `mkweb/auth/validators/`. */
  readonly AUTH_PASSWORD_VALIDATORS: readonly PasswordValidatorSettings[];
  /** Where visitors log in: a path, or the name of a URL. */
  readonly LOGIN_URL: string;
  /** Where a login leads that was asked for from nowhere: a path, or the name of a URL. */
  readonly LOGIN_REDIRECT_URL: string;
  /** Where a logout leads; `null`: to a page that says so. */
  readonly LOGOUT_REDIRECT_URL: string | null;
  /** Seconds that the link of a password reset is good for. */
  readonly PASSWORD_RESET_TIMEOUT: number;

  // Messages
  /** The module that keeps messages: `mkweb/messages/storage/fallback`, `cookie`, `session`. */
  readonly MESSAGE_STORAGE: string;
  /** Messages below this level are not recorded; the levels are in `mkweb/messages/constants`. */
  readonly MESSAGE_LEVEL: number;
  /** Tags by level, over those of Django. */
  readonly MESSAGE_TAGS: Readonly<Record<number, string>>;

  // Mail
  /** The module that sends mail: `mkweb/mail/backends/smtp`, `console`, `file`, `locmem`, `dummy`. */
  readonly EMAIL_BACKEND: string;
  /** The mail server. */
  readonly EMAIL_HOST: string;
  /** Its port. */
  readonly EMAIL_PORT: number;
  /** The name to log in to the mail server with; empty: no login. */
  readonly EMAIL_HOST_USER: string;
  /** The password of EMAIL_HOST_USER. */
  readonly EMAIL_HOST_PASSWORD: string;
  /** Begin in the open and change to TLS before anything is said; port 587. */
  readonly EMAIL_USE_TLS: boolean;
  /** TLS from the start; port 465. */
  readonly EMAIL_USE_SSL: boolean;
  /** Files of a client certificate and its key. */
  readonly EMAIL_SSL_CERTFILE: string | null;
  /** The file of the certificate's key. */
  readonly EMAIL_SSL_KEYFILE: string | null;
  /** Seconds to wait for the mail server; `null`: as long as the library does. */
  readonly EMAIL_TIMEOUT: number | null;
  /** The folder of the file backend. */
  readonly EMAIL_FILE_PATH: string | null;
  /** Whether mail is dated in TIME_ZONE, and not in UTC. */
  readonly EMAIL_USE_LOCALTIME: boolean;
  /** Before the subject of what `mailAdmins` and `mailManagers` send. */
  readonly EMAIL_SUBJECT_PREFIX: string;
  /** The sender of mail that names none. */
  readonly DEFAULT_FROM_EMAIL: string;
  /** The sender of mail to ADMINS and MANAGERS. */
  readonly SERVER_EMAIL: string;
  /** Who gets what `mailAdmins` sends, errors of the site among it: names and addresses. */
  readonly ADMINS: readonly (readonly [name: string, address: string])[];
  /** Who gets what `mailManagers` sends: names and addresses. */
  readonly MANAGERS: readonly (readonly [name: string, address: string])[];

  // CSRF protection
  /** The name of the cookie that holds the secret. */
  readonly CSRF_COOKIE_NAME: string;
  /** Seconds that the cookie lives; `null`: until the browser closes. */
  readonly CSRF_COOKIE_AGE: number | null;
  /** The domain the cookie is for; `null`: the host that set it. */
  readonly CSRF_COOKIE_DOMAIN: string | null;
  /** The path the cookie is for. */
  readonly CSRF_COOKIE_PATH: string;
  /** Whether browsers send the cookie by HTTPS only. */
  readonly CSRF_COOKIE_SECURE: boolean;
  /** Whether the cookie is kept from JavaScript, which then reads the token from the page. */
  readonly CSRF_COOKIE_HTTPONLY: boolean;
  /** Which requests from other sites carry the cookie. */
  readonly CSRF_COOKIE_SAMESITE: SameSite;
  /** The header's name as META spells it: `HTTP_X_CSRFTOKEN`. */
  readonly CSRF_HEADER_NAME: string;
  /** Other origins whose forms are taken, with their scheme: `"https://*.example.com"`. */
  readonly CSRF_TRUSTED_ORIGINS: readonly string[];
  /** Whether the secret is kept in the session, and not in a cookie. */
  readonly CSRF_USE_SESSIONS: boolean;
  /** A view of the user's, as `module#export`; empty: the built-in page. */
  readonly CSRF_FAILURE_VIEW: string;

  // Checks
  /** Ids of checks not to report. */
  readonly SILENCED_SYSTEM_CHECKS: readonly string[];

  /** Settings of the project's own. Declare them on this interface to give them a type. */
  readonly [name: Uppercase<string>]: unknown;
}

/** Versions of Django whose password hashes are known. */
export type DjangoVersion = (typeof djangoVersions)[number];

/** The `SameSite` attribute; `false`: send none. */
export type SameSite = "Lax" | "Strict" | "None" | false;

export interface TemplateSettings {
  /** Folders searched before the apps'. */
  readonly DIRS?: readonly (string | URL)[];
  /** Whether each app's `templates/` folder is searched. */
  readonly APP_DIRS?: boolean;
  readonly OPTIONS?: {
    /** `module#export` of functions from a request to context variables. */
    readonly context_processors?: readonly string[];
    /** Whether what a variable holds is escaped. Default `true`. */
    readonly autoescape?: boolean;
    /** What stands for a variable that does not exist. Default `""`. */
    readonly string_if_invalid?: string;
    /** Whether a template is read anew each time. Default: DEBUG. */
    readonly debug?: boolean;
    /** Tag and filter libraries by the name that `{% load %}` uses. */
    readonly libraries?: Readonly<Record<string, string>>;
    /** Libraries available without `{% load %}`. */
    readonly builtins?: readonly string[];
  };
}

export interface DatabaseSettings {
  /** What kind of database it is. */
  readonly ENGINE: "sqlite" | "postgresql";
  /** A database name, or the file for SQLite, relative to BASE_DIR. */
  readonly NAME: string;
  /** Who logs in. PostgreSQL only, as are PASSWORD, HOST and PORT. */
  readonly USER?: string;
  readonly PASSWORD?: string;
  readonly HOST?: string;
  readonly PORT?: number;
  /** Connections to PostgreSQL that a process opens, at most. Default 10. */
  readonly MAX_CONNECTIONS?: number;
  /** Seconds to wait for a free connection, or for PostgreSQL to answer a new one; 0: for ever. Default 10. */
  readonly CONNECTION_TIMEOUT?: number;
  /** Seconds to wait for what others have locked: SQLite's file, PostgreSQL's rows; 0: for ever. Default 5. */
  readonly LOCK_TIMEOUT?: number;
  /** Seconds that one statement may take; 0: no limit. Default 30. PostgreSQL only. */
  readonly STATEMENT_TIMEOUT?: number;
  /** Seconds that a transaction may take before it is rolled back; 0: no limit. Default 60. */
  readonly TRANSACTION_TIMEOUT?: number;
  readonly OPTIONS?: Readonly<Record<string, unknown>>;
}

export interface StorageSettings {
  /** The module that keeps the files: `mkweb/files/backends/filesystem`, or one of your own. */
  readonly BACKEND: string;
  /** What the module makes of them; a file system's are those of `FileSystemStorage`. */
  readonly OPTIONS?: Readonly<Record<string, unknown>>;
}

export interface CacheSettings {
  /** The module that keeps the entries: `mkweb/cache/backends/locmem`, `file`, `db`, `redis`, `dummy`. */
  readonly BACKEND: string;
  /** The server's URL, the folder, the table, or the name of the memory; what the backend makes of it. */
  readonly LOCATION?: string;
  /** Seconds an entry lives unless it says otherwise; `null`: for ever. Default 300. */
  readonly TIMEOUT?: number | null;
  /** What all keys begin with, where several sites share one cache. Default `""`. */
  readonly KEY_PREFIX?: string;
  /** The version of keys that name none. Default 1. */
  readonly VERSION?: number;
  readonly OPTIONS?: Readonly<Record<string, unknown>>;
}

/** What a settings file gives: any part of {@link Settings}. */
export type PartialSettings = { readonly [Name in keyof Settings]?: Settings[Name] };

/**
 * Declares a project's settings; the identity function, for its types.
 *
 * @param settings Any part of {@link Settings}, and settings of your own in capitals.
 *
 * @example
 * export default defineSettings({
 *   SECRET_KEY: env("SECRET_KEY"),
 *   INSTALLED_APPS: ["mkweb/sessions", "polls"],
 *   ROOT_URLCONF: "mysite/urls.ts",
 * });
 */
export function defineSettings<const Given extends PartialSettings>(settings: Given): Given {
  return settings;
}

/** One entry of AUTH_PASSWORD_VALIDATORS. */
export interface PasswordValidatorSettings {
  /** A module: `mkweb/auth/validators/minimum-length`. Django's names of its own four are taken too. */
  readonly NAME: string;
  /** What the validator takes: `{ minLength: 9 }`, or Django's `{ min_length: 9 }`. */
  readonly OPTIONS?: Readonly<Record<string, unknown>>;
}

/**
 * Sources for each directive, such as `{ "default-src": [CSP.SELF] }`, with the words of
 * `mkweb/middleware/csp`. `true` is a directive without a value; `null`, `false` and an empty list leave it out.
 */
export type ContentSecurityPolicy = Readonly<
  Record<string, string | readonly string[] | boolean | null>
>;

/** One limit of RATELIMIT_RULES. */
export interface RateLimitRule {
  /** What clients see it called; each its own. Default `"default"`. */
  readonly name?: string;
  /** `"100/m"`, `"5/30s"`, `"1000/12h"`. */
  readonly rate: string;
  /** The paths it is for: what they begin with, or an expression. Default: all. */
  readonly path?: string | RegExp;
  /** Methods that count, in capitals. Default: all. */
  readonly methods?: readonly string[];
  /** Whose requests count together: who is logged in or else the address, or always the address. Default `"user"`. */
  readonly key?: "user" | "address";
  /** Default `"sliding"`: never more than the limit in any such time. `"fixed"`: begins anew. */
  readonly window?: "fixed" | "sliding";
}
