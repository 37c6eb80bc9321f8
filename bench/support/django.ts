/** The Django that whole commands are compared with. */
import { execFileSync } from "node:child_process";

export const python = process.env["PYTHON"] ?? "/usr/bin/python3";

/** What a figure beside it has to say: `Django 5.2.18, Python 3.11.2`. */
export function versionOfDjango(): string {
  const code =
    "import django, platform; print(f'Django {django.get_version()}, Python {platform.python_version()}')";
  return execFileSync(python, ["-c", code], { encoding: "utf8" }).trim();
}
