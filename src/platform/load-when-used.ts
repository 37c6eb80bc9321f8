import { createRequire } from "node:module";

/**
 * Loads an installed module at the first call that needs it, for code that cannot await `import()`: a library that few
 * requests use would otherwise be a part of every server's start.
 */
export const loadWhenUsed: NodeJS.Require = createRequire(import.meta.url);
