/** The real Django, where it is installed, for what it has to agree with. */
import { spawnSync } from "node:child_process";

/** Debian's Django is in Debian's Python; PYTHON names another that has one. */
const PYTHON = process.env["PYTHON"] ?? "/usr/bin/python3";

/** The reason to skip, where there is no Django; `false` where there is. */
export const noDjango: string | false =
  spawnSync(PYTHON, ["-c", "import django"]).status === 0
    ? false
    : `${PYTHON} has no Django (Debian: python3-django)`;

/**
 * What a Python program prints, as JSON. It runs with Django's settings configured: those given and
 * `SECRET_KEY`. The variable `given` holds the input.
 */
export function runDjango(
  program: string,
  given: unknown,
  settings: Readonly<Record<string, string>>,
): unknown {
  const prelude =
    "import json, sys\nfrom django.conf import settings\n" +
    "given, configured = json.load(sys.stdin)\nsettings.configure(**configured)\n";
  const run = spawnSync(PYTHON, ["-c", prelude + program], {
    input: JSON.stringify([given, settings]),
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, PYTHONIOENCODING: "utf-8" },
  });
  if (run.status !== 0) throw new Error(`Django failed:\n${run.stderr}`);
  return JSON.parse(run.stdout);
}
