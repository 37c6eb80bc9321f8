type Templates = typeof import("../templates/index.ts");

/** The template language. scripts/bundle.ts leaves it where the runtime has it, out of the command line's scripts. */
export function loadTemplates(): Promise<Templates> {
  return import("../templates/index.ts");
}
