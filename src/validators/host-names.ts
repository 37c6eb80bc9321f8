/** Letters beyond ASCII are accepted; the registry of the domain decides which it takes. */
const letter = String.raw`a-z\u00a1-\uffff`;
/** A label has 63 characters at most (RFC 1034, 3.1) and no hyphen at its ends. */
const first = `[${letter}0-9](?:[${letter}0-9-]{0,61}[${letter}0-9])?`;
const others = String.raw`(?:\.(?!-)[${letter}0-9-]{1,63}(?<!-))*`;
const last = String.raw`\.(?!-)(?:[${letter}-]{2,63}|xn--[a-z0-9]{1,59})(?<!-)`;

/** Pattern source, for the flags `iu`: a host's full name, without a trailing dot. */
export const hostName = first + others + last;

/** ASCII only; the last label may contain digits. */
export const asciiHostName = String.raw`[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*\.(?!-)[a-z0-9-]{2,63}(?<!-)`;
