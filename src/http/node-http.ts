/**
 * The parts of node:http that this room uses. An `import` declaration reads every export, some of which load Node's
 * whole fetch when read: 6 MB and 40 ms of CPU.
 */
export const { IncomingMessage, STATUS_CODES } = process.getBuiltinModule("node:http");
