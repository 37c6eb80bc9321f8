/** The settings that this room reads, with Django's names and defaults. */
export interface RequestSettings {
  readonly DEBUG?: boolean;
  readonly ALLOWED_HOSTS?: readonly string[];
  readonly USE_X_FORWARDED_HOST?: boolean;
  readonly USE_X_FORWARDED_PORT?: boolean;
  /** Header (in META's spelling) and the value that means HTTPS: `["HTTP_X_FORWARDED_PROTO", "https"]`. */
  readonly SECURE_PROXY_SSL_HEADER?: readonly [string, string] | readonly string[] | null;
  readonly FORCE_SCRIPT_NAME?: string | null;
  /** Bytes of a body kept in memory, without files; `null` means no limit. Default 2,621,440. */
  readonly DATA_UPLOAD_MAX_MEMORY_SIZE?: number | null;
  /** Fields of a query string or form; `null` means no limit. Default 1,000. */
  readonly DATA_UPLOAD_MAX_NUMBER_FIELDS?: number | null;
  /** Files of one form; `null` means no limit. Default 100. */
  readonly DATA_UPLOAD_MAX_NUMBER_FILES?: number | null;
  /** Size in bytes above which an uploaded file is written to disk. Default 2,621,440. */
  readonly FILE_UPLOAD_MAX_MEMORY_SIZE?: number;
  /** Folder for uploaded files. Default: the system's temporary folder. */
  readonly FILE_UPLOAD_TEMP_DIR?: string | null;
  /** Header that carries the request's id in requests and responses; `null` means none. */
  readonly REQUEST_ID_HEADER?: string | null;
  /** Whether to use an id sent with the request. Default `false`. */
  readonly TRUST_REQUEST_ID?: boolean;
  readonly SECRET_KEY?: string;
  readonly SECRET_KEY_FALLBACKS?: readonly string[];
}

/**
 * What `request.settings` has besides {@link RequestSettings}. The server declares here that it passes the whole
 * settings, so views read any of them with its type.
 */
export interface ProjectSettings {}
