import type { HealthSettings } from "./health-settings.ts";
import type { LoggingSettings } from "./logging-settings.ts";

/** From the oldest version with compatible sessions to the newest. */
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

/** Options of `mkweb/debug-toolbar`. */
export interface DebugToolbarSettings {
  /** How many recent requests to keep in memory. Default 25. */
  readonly RESULTS_CACHE_SIZE?: number;
  /** Queries slower than this are marked, in milliseconds. Default 500. */
  readonly SQL_WARNING_THRESHOLD?: number;
}

/**
 * Every setting that the framework reads, under Django's name. `defaults.ts` has the defaults.
 * `npm run docs:reference` makes docs/reference/settings.md from this interface; its line comments are the headings there.
 */
export interface Settings {
  // The project
  /** The project's root folder, which contains `manage.js`. Default: found from the settings file. */
  readonly BASE_DIR: URL;
  /** The settings file as the user named it: `myproject/settings.ts`. */
  readonly SETTINGS_MODULE: string;

  /** Shows errors in full and serves static files from the apps. Never set it to `true` on a public site. */
  readonly DEBUG: boolean;
  /** Signs sessions, cookies and tokens. Must not be empty. */
  readonly SECRET_KEY: string;
  /** Older keys whose signatures are still accepted. */
  readonly SECRET_KEY_FALLBACKS: readonly string[];
  /** Host names of this site; `.example.com` includes subdomains, `*` matches everything. */
  readonly ALLOWED_HOSTS: readonly string[];

  /** Apps by specifier: a folder below BASE_DIR (`polls`) or a package (`mkweb/sessions`). */
  readonly INSTALLED_APPS: readonly string[];
  /** Middleware modules by specifier, outermost first. */
  readonly MIDDLEWARE: readonly string[];
  /** The root URL module by specifier (`myproject/urls.ts`); empty if the project has no URLs yet. */
  readonly ROOT_URLCONF: string;
  /** Where to find templates, and what every template gets. */
  readonly TEMPLATES: readonly TemplateSettings[];

  // Databases and caches
  /** Databases by name; `default` is used unless another is named. `env.database()` reads one from a URL. */
  readonly DATABASES: Readonly<Record<string, DatabaseSettings>>;

  /** Caches by name; `default` is required. */
  readonly CACHES: Readonly<Record<string, CacheSettings>>;

  // Static files
  /** URL of static files, ending with a slash. */
  readonly STATIC_URL: string;
  /** Folder that `collectstatic` copies to, relative to BASE_DIR or absolute. */
  readonly STATIC_ROOT: string | URL | null;
  /** Folders searched before the apps' `static/` folders. */
  readonly STATICFILES_DIRS: readonly (string | URL)[];
  /**
   * Encodings in which `collectstatic` stores compressed copies and the server sends them, preferred first. Default
   * `["br", "zstd", "gzip"]`; `[]` turns compression off.
   */
  readonly STATICFILES_ENCODINGS: readonly ("br" | "zstd" | "gzip")[];
  /** Seconds that browsers may cache a static file without DEBUG; a year for a name with a hash. Default 60. */
  readonly STATIC_MAX_AGE: number;
  /** Bytes of static files that each process caches without DEBUG; 0 turns the cache off. Default 16,777,216. */
  readonly STATIC_MAX_MEMORY_SIZE: number;
  /** Whether the server serves STATIC_URL from STATIC_ROOT without DEBUG. Default `true`. */
  readonly SERVE_STATIC: boolean;

  // Uploaded files
  /** Folder of uploaded files, relative to BASE_DIR or absolute. Default `""`, which is BASE_DIR itself, so set it. */
  readonly MEDIA_ROOT: string | URL;
  /** URL of MEDIA_ROOT, ending with a slash: `"media/"`. */
  readonly MEDIA_URL: string;
  /** Whether the server serves MEDIA_URL from MEDIA_ROOT without DEBUG. Default `false`. */
  readonly SERVE_MEDIA: boolean;
  /** File storages by name: `default`, and `staticfiles` for collected files. */
  readonly STORAGES: Readonly<Record<string, StorageSettings>>;

  // Health and logs
  /** Options of `mkweb/health`: paths, checks and who may read metrics: docs/topics/health.md. */
  readonly HEALTH: HealthSettings;
  /** Loggers, handlers and filters by name, merged into the defaults: docs/topics/logging.md. */
  readonly LOGGING: LoggingSettings;
  /** Header that carries the request's id in requests and responses; `null` means none. */
  readonly REQUEST_ID_HEADER: string | null;
  /** Whether to use an id sent with the request. Enable it only behind a proxy that sets it, as clients can send anything. */
  readonly TRUST_REQUEST_ID: boolean;
  /** Seconds after which a served request is logged as a warning; `null` turns this off. */
  readonly SLOW_REQUEST_TIME: number | null;
  /** Seconds after which a database statement of a server is logged as a warning; `null` turns this off. */
  readonly SLOW_QUERY_TIME: number | null;

  // Requests
  /**
   * Whether to redirect a URL without a trailing slash to the one with it, if only that one exists.
   * `mkweb/middleware/common`.
   */
  readonly APPEND_SLASH: boolean;
  /** Whether to redirect hosts without `www.` to the same host with it. `mkweb/middleware/common`. */
  readonly PREPEND_WWW: boolean;
  /** User-Agents of browsers and robots to refuse (403). `mkweb/middleware/common`. */
  readonly DISALLOWED_USER_AGENTS: readonly RegExp[];
  /** Path below which the site is mounted, if a server in front strips it: `"/shop"`. `null` means none. */
  readonly FORCE_SCRIPT_NAME: string | null;
  /** Charset of responses that set none. */
  readonly DEFAULT_CHARSET: string;
  /** Addresses of developers, who see the debug toolbar and for whom `debug` is true in templates. */
  readonly INTERNAL_IPS: readonly string[];
  /** Options of `mkweb/debug-toolbar`, with the names of Django's debug toolbar. */
  readonly DEBUG_TOOLBAR_CONFIG: DebugToolbarSettings;

  // Language and time
  /** Time zone in which dates are shown and entered: `"Europe/Berlin"`. */
  readonly TIME_ZONE: string;
  /** Whether datetimes are shown and entered in a time zone. `false` uses them as they are. */
  readonly USE_TZ: boolean;
  /** Language of dates and numbers in templates and forms: `"en-us"`. */
  readonly LANGUAGE_CODE: string;
  /** Whether localized fields and templates show thousand separators. */
  readonly USE_THOUSAND_SEPARATOR: boolean;

  // Forms
  /** Renderer of forms: `"DjangoTemplates"`, or `"TemplatesSetting"` to let the project's templates override the built-in ones. */
  readonly FORM_RENDERER: string;
  /** Whether a URL entered without a scheme gets https instead of http. */
  readonly FORMS_URLFIELD_ASSUME_HTTPS: boolean;

  // Limits of requests
  /** Bytes of a request body kept in memory, without files; larger bodies are refused (400). `null` means no limit. */
  readonly DATA_UPLOAD_MAX_MEMORY_SIZE: number | null;
  /** Maximum number of fields in a form or query string; more are refused (400). `null` means no limit. */
  readonly DATA_UPLOAD_MAX_NUMBER_FIELDS: number | null;
  /** Maximum number of files in a form; more are refused (400). `null` means no limit. */
  readonly DATA_UPLOAD_MAX_NUMBER_FILES: number | null;
  /** Bytes of an upload kept in memory before it is written to a file. */
  readonly FILE_UPLOAD_MAX_MEMORY_SIZE: number;
  /** Folder for uploads too large for memory. `null` means the system's temporary folder. */
  readonly FILE_UPLOAD_TEMP_DIR: string | null;
  /** Permissions of stored files. `null` means the system's default. */
  readonly FILE_UPLOAD_PERMISSIONS: number | null;
  /** Permissions of folders created for them. `null` means the system's default. */
  readonly FILE_UPLOAD_DIRECTORY_PERMISSIONS: number | null;

  // Timeouts
  /** Seconds for a client to send a request's headers; then its connection is closed (408). */
  readonly REQUEST_HEADERS_TIMEOUT: number;
  /** Seconds for a client to send a whole request with its body; then its connection is closed (408). */
  readonly REQUEST_TIMEOUT: number;
  /** Seconds to keep a connection open for the next request. Use more than the load balancer in front does. */
  readonly KEEP_ALIVE_TIMEOUT: number;
  /** Seconds after which an unanswered request is aborted (503); `null` means no limit. Streams may take longer. */
  readonly VIEW_TIMEOUT: number | null;
  /** Seconds that a client may read nothing of a waiting response; then its connection is closed. */
  readonly SEND_TIMEOUT: number;
  /** Seconds that running requests get once the server has been told to stop. */
  readonly SHUTDOWN_TIMEOUT: number;

  // Rate limits
  /**
   * Number of the site's own proxies in front, 0 or more. That many entries of X-Forwarded-For are trusted. Default 0,
   * which uses the connection's address.
   */
  readonly NUM_PROXIES: number;
  /** Limits that `mkweb/ratelimit/middleware` enforces. Default: none. */
  readonly RATELIMIT_RULES: readonly RateLimitRule[];
  /** Name in CACHES of the cache that counts requests. Default `"default"`. */
  readonly RATELIMIT_CACHE: string;
  /** Limit of wrong passwords for one account from one address: a rate, or `null` for no limit. Default `"20/5m"`. */
  readonly RATELIMIT_LOGIN: string | null;
  /** Limit of wrong passwords from one address for all accounts: a rate, or `null` for no limit. Default `"100/h"`. */
  readonly RATELIMIT_LOGIN_ADDRESS: string | null;
  /** Whether to refuse all logins while the cache of the rate limits is unavailable. Default `false`. */
  readonly RATELIMIT_LOGIN_CLOSED: boolean;

  // WebSockets
  /** Maximum size of a WebSocket message in bytes, above 0; a larger one closes the connection with 1009. Default 1,048,576. */
  readonly WEBSOCKET_MAX_MESSAGE_SIZE: number;
  /** Seconds between pings of a WebSocket; a client that missed the last one is disconnected. Default 30. */
  readonly WEBSOCKET_PING_INTERVAL: number;

  // Proxies and security
  /** Whether to take the host from X-Forwarded-Host. Enable it only behind a proxy that sets it. */
  readonly USE_X_FORWARDED_HOST: boolean;
  /** Whether to take the port from X-Forwarded-Port. Enable it only behind a proxy that sets it. */
  readonly USE_X_FORWARDED_PORT: boolean;
  /**
   * Header, in META's spelling, and value by which a proxy marks requests that came by HTTPS:
   * `["HTTP_X_FORWARDED_PROTO", "https"]`. Set it only behind a proxy that sets the header and removes it from clients.
   */
  readonly SECURE_PROXY_SSL_HEADER: readonly [name: string, value: string] | null;
  /** Whether responses forbid browsers to guess content types: `X-Content-Type-Options: nosniff`. */
  readonly SECURE_CONTENT_TYPE_NOSNIFF: boolean;
  /** The Content-Security-Policy of `mkweb/middleware/csp`; `{}` means none. */
  readonly SECURE_CSP: ContentSecurityPolicy;
  /** A policy whose violations browsers only report; `{}` means none. */
  readonly SECURE_CSP_REPORT_ONLY: ContentSecurityPolicy;
  /** The Cross-Origin-Opener-Policy; `null` means none. */
  readonly SECURE_CROSS_ORIGIN_OPENER_POLICY: string | null;
  /** Whether HSTS includes subdomains. */
  readonly SECURE_HSTS_INCLUDE_SUBDOMAINS: boolean;
  /** Whether the site may be added to browsers' built-in list of HSTS sites. */
  readonly SECURE_HSTS_PRELOAD: boolean;
  /** Seconds for which browsers use only HTTPS; 0 means no HSTS. */
  readonly SECURE_HSTS_SECONDS: number;
  /** Paths, without their leading slash, that SECURE_SSL_REDIRECT skips. */
  readonly SECURE_REDIRECT_EXEMPT: readonly RegExp[];
  /** The Referrer-Policy, or several, most widely supported first; `null` means none. */
  readonly SECURE_REFERRER_POLICY: string | readonly string[] | null;
  /** Host that SECURE_SSL_REDIRECT redirects to; `null` means the requested one. */
  readonly SECURE_SSL_HOST: string | null;
  /** Whether to redirect HTTP requests to HTTPS. */
  readonly SECURE_SSL_REDIRECT: boolean;
  /** Which pages may show the site in a frame: none, or those of the same site. `mkweb/middleware/clickjacking`. */
  readonly X_FRAME_OPTIONS: "DENY" | "SAMEORIGIN";

  // Sessions
  /** Name of the session cookie. */
  readonly SESSION_COOKIE_NAME: string;
  /** Lifetime of a session and its cookie in seconds. Default: two weeks. */
  readonly SESSION_COOKIE_AGE: number;
  /** Domain of the cookie, `".example.com"`; `null` means the host that set it. */
  readonly SESSION_COOKIE_DOMAIN: string | null;
  /** Path of the cookie. */
  readonly SESSION_COOKIE_PATH: string;
  /** Whether browsers send the cookie over HTTPS only. */
  readonly SESSION_COOKIE_SECURE: boolean;
  /** Whether the cookie is hidden from JavaScript. */
  readonly SESSION_COOKIE_HTTPONLY: boolean;
  /** Which requests from other sites include the cookie. */
  readonly SESSION_COOKIE_SAMESITE: SameSite;
  /** Whether to save the session, and restart its lifetime, at each request rather than only after changes. */
  readonly SESSION_SAVE_EVERY_REQUEST: boolean;
  /** Whether the session ends when the browser closes. */
  readonly SESSION_EXPIRE_AT_BROWSER_CLOSE: boolean;
  /** Module that stores sessions: `mkweb/sessions/backends/db`, `cached-db`, `cache`, `file`, `signed-cookies`. */
  readonly SESSION_ENGINE: string;
  /** Name in CACHES of the cache that the cache backends use. */
  readonly SESSION_CACHE_ALIAS: string;
  /** Folder of the file backend. `null` means the system's temporary folder. */
  readonly SESSION_FILE_PATH: string | null;

  // Users and passwords
  /** The user model, `"app.Model"`. Default `"auth.User"`; choose before the first migration. */
  readonly AUTH_USER_MODEL: string;
  /** Modules that authenticate users, tried in order. */
  readonly AUTHENTICATION_BACKENDS: readonly string[];
  /** Modules that hash passwords. The first creates new hashes; all can read existing ones. */
  readonly PASSWORD_HASHERS: readonly string[];
  /**
   * Django version whose cost new hashes have: that of a Django that shares the database, which would otherwise rehash
   * them. Costlier hashes stay as they are. Default `"5.2"`.
   */
  readonly PASSWORD_DJANGO_VERSION: DjangoVersion;
  /** Requirements for new passwords; the validators are in `mkweb/auth/validators/`. */
  readonly AUTH_PASSWORD_VALIDATORS: readonly PasswordValidatorSettings[];
  /** URL of the login page: a path, or the name of a URL. */
  readonly LOGIN_URL: string;
  /** Target after a login without `next`: a path, or the name of a URL. */
  readonly LOGIN_REDIRECT_URL: string;
  /** Target after a logout; `null` shows a page that confirms it. */
  readonly LOGOUT_REDIRECT_URL: string | null;
  /** Seconds for which a password reset link is valid. */
  readonly PASSWORD_RESET_TIMEOUT: number;

  // Messages
  /** Module that stores messages: `mkweb/messages/storage/fallback`, `cookie`, `session`. */
  readonly MESSAGE_STORAGE: string;
  /** Messages below this level are not recorded; the levels are in `mkweb/messages/constants`. */
  readonly MESSAGE_LEVEL: number;
  /** Tags by level, overriding Django's. */
  readonly MESSAGE_TAGS: Readonly<Record<number, string>>;

  // Mail
  /** Module that sends mail: `mkweb/mail/backends/smtp`, `console`, `file`, `locmem`, `dummy`. */
  readonly EMAIL_BACKEND: string;
  /** Host name of the mail server. */
  readonly EMAIL_HOST: string;
  /** Port of the mail server. */
  readonly EMAIL_PORT: number;
  /** User name for the mail server; empty means no login. */
  readonly EMAIL_HOST_USER: string;
  /** The password of EMAIL_HOST_USER. */
  readonly EMAIL_HOST_PASSWORD: string;
  /** Whether to start unencrypted and switch to TLS (STARTTLS); port 587. */
  readonly EMAIL_USE_TLS: boolean;
  /** Whether to use TLS from the start; port 465. */
  readonly EMAIL_USE_SSL: boolean;
  /** File with the client certificate. */
  readonly EMAIL_SSL_CERTFILE: string | null;
  /** File with the certificate's private key. */
  readonly EMAIL_SSL_KEYFILE: string | null;
  /** Seconds to wait for the mail server; `null` means the library's default. */
  readonly EMAIL_TIMEOUT: number | null;
  /** Folder of the file backend. */
  readonly EMAIL_FILE_PATH: string | null;
  /** Whether to date mail in TIME_ZONE instead of UTC. */
  readonly EMAIL_USE_LOCALTIME: boolean;
  /** Prefix of the subjects of `mailAdmins` and `mailManagers`. */
  readonly EMAIL_SUBJECT_PREFIX: string;
  /** Sender used when a message names none. */
  readonly DEFAULT_FROM_EMAIL: string;
  /** Sender of mail to ADMINS and MANAGERS. */
  readonly SERVER_EMAIL: string;
  /** Recipients of `mailAdmins`, which reports the site's errors: names and addresses. */
  readonly ADMINS: readonly (readonly [name: string, address: string])[];
  /** Recipients of `mailManagers`: names and addresses. */
  readonly MANAGERS: readonly (readonly [name: string, address: string])[];

  // CSRF protection
  /** Name of the cookie that holds the secret. */
  readonly CSRF_COOKIE_NAME: string;
  /** Lifetime of the cookie in seconds; `null` means until the browser closes. */
  readonly CSRF_COOKIE_AGE: number | null;
  /** Domain of the cookie; `null` means the host that set it. */
  readonly CSRF_COOKIE_DOMAIN: string | null;
  /** Path of the cookie. */
  readonly CSRF_COOKIE_PATH: string;
  /** Whether browsers send the cookie over HTTPS only. */
  readonly CSRF_COOKIE_SECURE: boolean;
  /** Whether the cookie is hidden from JavaScript, which must then read the token from the page. */
  readonly CSRF_COOKIE_HTTPONLY: boolean;
  /** Which requests from other sites include the cookie. */
  readonly CSRF_COOKIE_SAMESITE: SameSite;
  /** Name of the token's header, in META's spelling: `HTTP_X_CSRFTOKEN`. */
  readonly CSRF_HEADER_NAME: string;
  /** Other origins whose forms are accepted, with scheme: `"https://*.example.com"`. */
  readonly CSRF_TRUSTED_ORIGINS: readonly string[];
  /** Whether to keep the secret in the session instead of a cookie. */
  readonly CSRF_USE_SESSIONS: boolean;
  /** View of rejected requests, as `module#export`; empty means the built-in page. */
  readonly CSRF_FAILURE_VIEW: string;

  // Checks
  /** Ids of checks to hide. */
  readonly SILENCED_SYSTEM_CHECKS: readonly string[];

  /** The project's own settings. Declare them on this interface to give them types. */
  readonly [name: Uppercase<string>]: unknown;
}

/** Django versions whose password hashes are known. */
export type DjangoVersion = (typeof djangoVersions)[number];

/** The `SameSite` attribute; `false` omits it. */
export type SameSite = "Lax" | "Strict" | "None" | false;

export interface TemplateSettings {
  /** Folders searched before the apps'. */
  readonly DIRS?: readonly (string | URL)[];
  /** Whether to search each app's `templates/` folder. */
  readonly APP_DIRS?: boolean;
  readonly OPTIONS?: {
    /** `module#export` of functions that take a request and return context variables. */
    readonly context_processors?: readonly string[];
    /** Whether to escape variables. Default `true`. */
    readonly autoescape?: boolean;
    /** Text shown for a missing variable. Default `""`. */
    readonly string_if_invalid?: string;
    /** Whether to read a template anew each time. Default: DEBUG. */
    readonly debug?: boolean;
    /** Tag and filter libraries by their name in `{% load %}`. */
    readonly libraries?: Readonly<Record<string, string>>;
    /** Libraries available without `{% load %}`. */
    readonly builtins?: readonly string[];
  };
}

export interface DatabaseSettings {
  /** Kind of database. */
  readonly ENGINE: "sqlite" | "postgresql";
  /** Name of the database, or SQLite's file, relative to BASE_DIR. */
  readonly NAME: string;
  /** User name. PostgreSQL only, like PASSWORD, HOST and PORT. */
  readonly USER?: string;
  readonly PASSWORD?: string;
  readonly HOST?: string;
  readonly PORT?: number;
  /** Maximum number of PostgreSQL connections per process. Default 10. */
  readonly MAX_CONNECTIONS?: number;
  /** Seconds to wait for a free connection, or for PostgreSQL to accept a new one; 0 means forever. Default 10. */
  readonly CONNECTION_TIMEOUT?: number;
  /** Seconds to wait for a lock: SQLite's file, PostgreSQL's rows; 0 means forever. Default 5. */
  readonly LOCK_TIMEOUT?: number;
  /** Time limit of a statement in seconds; 0 means none. Default 30. PostgreSQL only. */
  readonly STATEMENT_TIMEOUT?: number;
  /** Seconds after which a transaction is rolled back; 0 means no limit. Default 60. */
  readonly TRANSACTION_TIMEOUT?: number;
  readonly OPTIONS?: Readonly<Record<string, unknown>>;
}

export interface StorageSettings {
  /** Module that stores the files: `mkweb/files/backends/filesystem`, or your own. */
  readonly BACKEND: string;
  /** Options of the module, for a file system those of `FileSystemStorage`. */
  readonly OPTIONS?: Readonly<Record<string, unknown>>;
}

export interface CacheSettings {
  /** Module that stores the entries: `mkweb/cache/backends/locmem`, `file`, `db`, `redis`, `dummy`. */
  readonly BACKEND: string;
  /** For the backend: the server's URL, the folder, the table, or a name for the memory. */
  readonly LOCATION?: string;
  /** Default lifetime of an entry in seconds; `null` means forever. Default 300. */
  readonly TIMEOUT?: number | null;
  /** Prefix of all keys, for sites that share a cache. Default `""`. */
  readonly KEY_PREFIX?: string;
  /** Default version of keys. Default 1. */
  readonly VERSION?: number;
  readonly OPTIONS?: Readonly<Record<string, unknown>>;
}

/** The content of a settings file: any part of {@link Settings}. */
export type PartialSettings = { readonly [Name in keyof Settings]?: Settings[Name] };

/**
 * Declares a project's settings. Returns its argument; it only adds types.
 *
 * @param settings Any part of {@link Settings}, and your own settings in upper case.
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
  /** A module: `mkweb/auth/validators/minimum-length`. Names of Django's four validators work too. */
  readonly NAME: string;
  /** Options of the validator: `{ minLength: 9 }`, or Django's `{ min_length: 9 }`. */
  readonly OPTIONS?: Readonly<Record<string, unknown>>;
}

/**
 * Sources for each directive, such as `{ "default-src": [CSP.SELF] }`, using the constants of
 * `mkweb/middleware/csp`. `true` is a directive without a value; `null`, `false` and an empty list omit it.
 */
export type ContentSecurityPolicy = Readonly<
  Record<string, string | readonly string[] | boolean | null>
>;

/** A limit in RATELIMIT_RULES. */
export interface RateLimitRule {
  /** Name shown to clients, unique among the rules. Default `"default"`. */
  readonly name?: string;
  /** `"100/m"`, `"5/30s"`, `"1000/12h"`. */
  readonly rate: string;
  /** Paths it applies to: their beginning, or a regular expression. Default: all. */
  readonly path?: string | RegExp;
  /** Methods that count, in upper case. Default: all. */
  readonly methods?: readonly string[];
  /** How requests are grouped: by user if logged in, else by address; or always by address. Default `"user"`. */
  readonly key?: "user" | "address";
  /** Default `"sliding"`: never more than the limit in any period of that length. `"fixed"`: counts restart each period. */
  readonly window?: "fixed" | "sliding";
}
