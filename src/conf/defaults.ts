import type { Settings } from "./settings.ts";

/** Settings that only the loader knows. */
type Given = "BASE_DIR" | "SETTINGS_MODULE";
type Known<T> = {
  readonly [Name in keyof T as {} extends Record<Name, 1> ? never : Name]: T[Name];
};

/** Django 5.2's defaults, except where a comment says otherwise. */
export const defaults: Omit<Known<Settings>, Given> = {
  DEBUG: false,
  SECRET_KEY: "",
  SECRET_KEY_FALLBACKS: [],
  ALLOWED_HOSTS: [],

  INSTALLED_APPS: [],
  MIDDLEWARE: [],
  ROOT_URLCONF: "",
  // Django: []. A project that sets nothing finds its apps' templates.
  TEMPLATES: [{ DIRS: [], APP_DIRS: true }],
  DATABASES: {},
  CACHES: { default: { BACKEND: "mkweb/cache/backends/locmem" } },

  // Django: null, and startproject writes "static/".
  STATIC_URL: "/static/",
  STATIC_ROOT: null,
  STATICFILES_DIRS: [],
  // Django has no such setting; it leaves serving files to another server: docs/topics/static-files.md.
  STATICFILES_ENCODINGS: ["br", "zstd", "gzip"],
  STATIC_MAX_AGE: 60,
  STATIC_MAX_MEMORY_SIZE: 16_777_216,
  SERVE_STATIC: true,

  MEDIA_ROOT: "",
  MEDIA_URL: "",
  SERVE_MEDIA: false,
  STORAGES: {
    default: { BACKEND: "mkweb/files/backends/filesystem" },
    staticfiles: { BACKEND: "mkweb/staticfiles/backends/staticfiles" },
  },

  LOGGING: {},
  HEALTH: {},
  // Django has no such settings; packages provide them: docs/topics/logging.md.
  REQUEST_ID_HEADER: "X-Request-ID",
  TRUST_REQUEST_ID: false,
  SLOW_REQUEST_TIME: 5,
  SLOW_QUERY_TIME: 1,

  APPEND_SLASH: true,
  PREPEND_WWW: false,
  DISALLOWED_USER_AGENTS: [],
  FORCE_SCRIPT_NAME: null,
  DEFAULT_CHARSET: "utf-8",
  INTERNAL_IPS: [],
  // From Django's debug toolbar.
  DEBUG_TOOLBAR_CONFIG: {},

  // Django: America/Chicago, and startproject writes "UTC".
  TIME_ZONE: "UTC",
  USE_TZ: true,
  LANGUAGE_CODE: "en-us",
  USE_THOUSAND_SEPARATOR: false,

  FORM_RENDERER: "DjangoTemplates",
  FORMS_URLFIELD_ASSUME_HTTPS: false,

  DATA_UPLOAD_MAX_MEMORY_SIZE: 2_621_440,
  DATA_UPLOAD_MAX_NUMBER_FIELDS: 1000,
  DATA_UPLOAD_MAX_NUMBER_FILES: 100,
  FILE_UPLOAD_MAX_MEMORY_SIZE: 2_621_440,
  FILE_UPLOAD_TEMP_DIR: null,
  FILE_UPLOAD_PERMISSIONS: 0o644,
  FILE_UPLOAD_DIRECTORY_PERMISSIONS: null,

  // Django has no such settings; it relies on the server in front of it: docs/topics/limits.md.
  REQUEST_HEADERS_TIMEOUT: 20,
  REQUEST_TIMEOUT: 300,
  KEEP_ALIVE_TIMEOUT: 65,
  VIEW_TIMEOUT: 60,
  SEND_TIMEOUT: 60,
  SHUTDOWN_TIMEOUT: 10,
  NUM_PROXIES: 0,
  RATELIMIT_RULES: [],
  RATELIMIT_CACHE: "default",
  RATELIMIT_LOGIN: "20/5m",
  RATELIMIT_LOGIN_ADDRESS: "100/h",
  RATELIMIT_LOGIN_CLOSED: false,
  WEBSOCKET_MAX_MESSAGE_SIZE: 1_048_576,
  WEBSOCKET_PING_INTERVAL: 30,

  USE_X_FORWARDED_HOST: false,
  USE_X_FORWARDED_PORT: false,
  SECURE_PROXY_SSL_HEADER: null,
  SECURE_CONTENT_TYPE_NOSNIFF: true,
  SECURE_CSP: {},
  SECURE_CSP_REPORT_ONLY: {},
  SECURE_CROSS_ORIGIN_OPENER_POLICY: "same-origin",
  SECURE_HSTS_INCLUDE_SUBDOMAINS: false,
  SECURE_HSTS_PRELOAD: false,
  SECURE_HSTS_SECONDS: 0,
  SECURE_REDIRECT_EXEMPT: [],
  SECURE_REFERRER_POLICY: "same-origin",
  SECURE_SSL_HOST: null,
  SECURE_SSL_REDIRECT: false,
  X_FRAME_OPTIONS: "DENY",

  SESSION_COOKIE_NAME: "sessionid",
  SESSION_COOKIE_AGE: 1_209_600,
  SESSION_COOKIE_DOMAIN: null,
  SESSION_COOKIE_PATH: "/",
  SESSION_COOKIE_SECURE: false,
  SESSION_COOKIE_HTTPONLY: true,
  SESSION_COOKIE_SAMESITE: "Lax",
  SESSION_SAVE_EVERY_REQUEST: false,
  SESSION_EXPIRE_AT_BROWSER_CLOSE: false,
  SESSION_ENGINE: "mkweb/sessions/backends/db",
  SESSION_CACHE_ALIAS: "default",
  SESSION_FILE_PATH: null,

  AUTH_USER_MODEL: "auth.User",
  AUTHENTICATION_BACKENDS: ["mkweb/auth/backends/model"],
  PASSWORD_HASHERS: [
    "mkweb/auth/hashers/pbkdf2",
    "mkweb/auth/hashers/pbkdf2-sha1",
    "mkweb/auth/hashers/argon2",
    "mkweb/auth/hashers/bcrypt-sha256",
    "mkweb/auth/hashers/scrypt",
  ],
  PASSWORD_DJANGO_VERSION: "5.2",
  AUTH_PASSWORD_VALIDATORS: [],
  LOGIN_URL: "/accounts/login/",
  LOGIN_REDIRECT_URL: "/accounts/profile/",
  LOGOUT_REDIRECT_URL: null,
  PASSWORD_RESET_TIMEOUT: 259_200,

  MESSAGE_STORAGE: "mkweb/messages/storage/fallback",
  MESSAGE_LEVEL: 20,
  MESSAGE_TAGS: {},

  EMAIL_BACKEND: "mkweb/mail/backends/smtp",
  EMAIL_HOST: "localhost",
  EMAIL_PORT: 25,
  EMAIL_HOST_USER: "",
  EMAIL_HOST_PASSWORD: "",
  EMAIL_USE_TLS: false,
  EMAIL_USE_SSL: false,
  EMAIL_SSL_CERTFILE: null,
  EMAIL_SSL_KEYFILE: null,
  EMAIL_TIMEOUT: null,
  EMAIL_FILE_PATH: null,
  EMAIL_USE_LOCALTIME: false,
  EMAIL_SUBJECT_PREFIX: "[Django] ",
  DEFAULT_FROM_EMAIL: "webmaster@localhost",
  SERVER_EMAIL: "root@localhost",
  ADMINS: [],
  MANAGERS: [],

  CSRF_COOKIE_NAME: "csrftoken",
  CSRF_COOKIE_AGE: 31_449_600,
  CSRF_COOKIE_DOMAIN: null,
  CSRF_COOKIE_PATH: "/",
  CSRF_COOKIE_SECURE: false,
  CSRF_COOKIE_HTTPONLY: false,
  CSRF_COOKIE_SAMESITE: "Lax",
  CSRF_HEADER_NAME: "HTTP_X_CSRFTOKEN",
  CSRF_TRUSTED_ORIGINS: [],
  CSRF_USE_SESSIONS: false,
  CSRF_FAILURE_VIEW: "",

  SILENCED_SYSTEM_CHECKS: [],
};
