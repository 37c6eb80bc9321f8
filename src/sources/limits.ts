/**
 * How much a template of one's own may hold, whatever it comes from: what is more is an accident or a trap.
 * All of it is held in memory until it is written.
 */

/** Files and folders. */
export const MOST_ENTRIES = 10_000;

/** Bytes of all files together. */
export const MOST_BYTES = 50_000_000;

/** Bytes of an archive, as it lies on the disk or comes from a server. */
export const LARGEST_ARCHIVE = 50_000_000;

/** Bytes of an unpacked tar: the files, and what it says about each of them. */
export const LARGEST_TAR = MOST_BYTES + 3_000 * MOST_ENTRIES;

/** How many times its size an archive may grow to; no real one comes near. */
export const MOST_GROWTH = 200;

/** What may always come out of an archive, in bytes: small ones of many alike files grow most. */
export const FREE_GROWTH = 1_000_000;

/** Folders in one another. */
export const DEEPEST = 32;

/** Bytes of a path. */
export const LONGEST_PATH = 1024;

/** How long a server, git or npm may take, in milliseconds. */
export const LONGEST_FETCH_MS = 120_000;

/** How often a server may send us on. */
export const MOST_REDIRECTS = 5;
