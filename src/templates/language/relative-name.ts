/** Template names that begin with `./` or `../`. */
import { posix } from "node:path";
import { TemplateSyntaxError } from "../errors.ts";

/**
 * Resolves a relative name, quoted or not, against the name of its template; other names stay unchanged.
 *
 * @param itself Whether a template may name itself.
 * @throws {TemplateSyntaxError} The name leaves the templates, or leads to the template itself.
 */
export function relativeName(current: string | undefined, name: string, itself = false): string {
  if (!name.includes("./")) return name;
  const bare = name.replaceAll(/^['"]+|['"]+$/g, "");
  if (!bare.startsWith("./") && !bare.startsWith("../")) return name;
  if (current === undefined) {
    throw new TemplateSyntaxError(
      `The relative path ${name} has no meaning in a template without a name.`,
    );
  }
  const from = current.replace(/^\/+/, "");
  const full = posix.normalize(posix.join(posix.dirname(from), bare));
  if (full.startsWith("../")) {
    throw new TemplateSyntaxError(
      `The relative path '${name}' points outside the file hierarchy that template '${current}' is in.`,
    );
  }
  if (!itself && from === full) {
    throw new TemplateSyntaxError(
      `The relative path '${name}' was translated to template name '${full}', the same template in which the tag appears.`,
    );
  }
  const quoted = /^(["']).*\1$/s.test(name);
  return quoted ? `"${full}"` : full;
}
