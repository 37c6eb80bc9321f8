import { setFlagsFromString } from "node:v8";

/**
 * Has V8 do without Maglev, its compiler between the first and the last, for the rest of the process: a new server
 * makes so much code hot at once that what waits for Maglev takes some 25 MB, which a process never gives back.
 *
 * The last compiler makes code of the same speed in the end, some thousand requests later.
 */
export function compileLess(): void {
  setFlagsFromString("--no-maglev");
}
