/**
 * Of node:http, what this room needs to run. A module that imports it by a declaration loads Node's whole
 * fetch with it, 6 MB and 40 ms of CPU that a server need not spend: `import` reads every export, and some
 * of node:http's load themselves when they are read.
 */
export const { IncomingMessage, STATUS_CODES } = process.getBuiltinModule("node:http");
