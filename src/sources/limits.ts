/**
 * Limits for the user's own templates from any source: larger ones are an accident or a trap. Everything is
 * held in memory until it is written.
 */

/** Number of files and folders. */
export const MOST_ENTRIES = 10_000;

/** Total size of all files in bytes. */
export const MOST_BYTES = 50_000_000;

/** Size of an archive in bytes. */
export const LARGEST_ARCHIVE = 50_000_000;

/** Size of an unpacked tar in bytes: the files and their headers. */
export const LARGEST_TAR = MOST_BYTES + 3_000 * MOST_ENTRIES;

/** Largest growth factor of an archive; no real one comes close. */
export const MOST_GROWTH = 200;

/** Unpacked size in bytes that is always allowed: small archives of many similar files grow most. */
export const FREE_GROWTH = 1_000_000;

/** Depth of nested folders. */
export const DEEPEST = 32;

/** Length of a path in bytes. */
export const LONGEST_PATH = 1024;

/** Timeout for a server, git or npm, in milliseconds. */
export const LONGEST_FETCH_MS = 120_000;

/** Number of redirects. */
export const MOST_REDIRECTS = 5;
