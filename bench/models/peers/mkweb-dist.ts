/** mkweb as a project imports it: built. The types are those of the source, so that they are there before a build. */
const dist = (room: string): string =>
  new URL(`../../../dist/${room}/index.js`, import.meta.url).href;

export const conf: typeof import("../../../src/conf/index.ts") = await import(dist("conf"));
export const db: typeof import("../../../src/db/index.ts") = await import(dist("db"));
