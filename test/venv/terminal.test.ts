/** README's five lines, typed into real shells on a terminal; afterwards all is as it was. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, it } from "node:test";
import { missing, mkwebProgram, Sandbox } from "./support.ts";

const driver = fileURLToPath(new URL("terminal.py", import.meta.url));

interface Terminal {
  readonly shell: string;
  readonly argv: readonly string[];
  /** Typed first: a prompt the driver can wait for. */
  readonly prompt: string;
  readonly activate: string;
  /** Writes variables, functions, aliases, prompt and command hash to a file, without running a program. */
  readonly state: (file: string) => string;
}

const terminals: readonly Terminal[] = [
  {
    shell: "bash",
    argv: ["--norc", "--noprofile", "-i"],
    prompt: "PS1='READY> '",
    activate: "source dj-env/bin/activate",
    state: (file) => `{ set; export -p; declare -f; alias; hash; shopt; } > ${file} 2>&1`,
  },
  {
    shell: "zsh",
    argv: ["-f", "-i"],
    prompt: "unsetopt prompt_sp prompt_cr zle; PS1='READY> '",
    activate: "source dj-env/bin/activate",
    state: (file) => `{ typeset; typeset -x; functions; alias; hash; setopt; } > ${file} 2>&1`,
  },
  {
    shell: "fish",
    argv: ["--no-config", "-i"],
    prompt: "function fish_prompt; echo -n 'READY> '; end",
    activate: "source dj-env/bin/activate.fish",
    state: (file) =>
      `begin; set; set -x; functions -an | string split ', '; functions fish_prompt | string match -v '#*'; end > ${file} 2>&1`,
  },
  {
    shell: "dash",
    argv: ["-i"],
    prompt: "PS1='READY> '",
    activate: ". dj-env/bin/activate",
    state: (file) =>
      `{ set; export; alias; hash; command -v deactivate; command -v deactivate_mkweb; } > ${file} 2>&1`,
  },
  {
    shell: "tcsh",
    argv: ["-f", "-i"],
    prompt: "set prompt='READY> '",
    activate: "source dj-env/bin/activate.csh",
    state: (file) => `( set; setenv; alias ) >& ${file}`,
  },
];

describe("README's five lines on a terminal", () => {
  for (const { shell, argv, prompt, activate, state } of terminals) {
    const skip = missing(shell, "python3", "npm");
    it(`work in ${shell}, show the name, and leave everything as it was`, { skip }, (t) => {
      const sandbox = new Sandbox(t);
      // Stand for what the registry has: the first mkweb makes the environment, the second is installed in it.
      sandbox.write(
        "programs/npx",
        `#!/bin/sh\nshift\nexec '${process.execPath}' '${mkwebProgram}' "$@"\n`,
        0o755,
      );
      const tool = sandbox.tool("mkweb", "console.log('started', process.argv.slice(2).join(' '))");
      const env = {
        ...sandbox.env,
        PATH: `${sandbox.join("programs")}:${sandbox.env["PATH"]}`,
        TERM: "dumb",
        npm_config_offline: "true",
        npm_config_install_links: "true",
      };
      const lines = [
        prompt,
        state("before"),
        "npx mkweb venv dj-env",
        activate,
        `npm install -g ${tool}`,
        "mkweb startproject myproject",
        "deactivate",
        state("after"),
      ];
      const job = { argv: [shell, ...argv], env, cwd: sandbox.path, prompt: "READY> ", lines };
      const run = sandbox.run("/usr/bin/python3", [driver], { input: JSON.stringify(job) });
      assert.equal(run.status, 0, run.stderr);
      const pages: unknown = JSON.parse(run.stdout);
      assert.ok(Array.isArray(pages));
      const [, , , created, entered, installed, started, left] = pages.map(String);
      assert.match(created ?? "", /Created .*dj-env \(Node /);
      assert.match(entered ?? "", /\(dj-env\) READY> $/);
      assert.match(installed ?? "", /added 1 package/);
      assert.match(started ?? "", /started startproject myproject/);
      assert.doesNotMatch(left ?? "", /\(dj-env\) READY> $/);

      const lasting = (name: string) =>
        readFileSync(sandbox.join(name), "utf8")
          .split("\n")
          .filter((line) => !momentary.test(line));
      assert.deepEqual(lasting("after"), lasting("before"));
      assert.ok(lasting("before").length > 20, "the state was written down");
    });
  }
});

/** What a shell counts or remembers of the last command. */
const momentary =
  /^(?:integer |readonly |local |typeset |-?i? ?|10 )*'?(?:_|\?|!|#|BASH_LINENO|BASH_ARG\w+|LINENO|RANDOM|SRANDOM|SECONDS|EPOCH\w+|HISTCMD|PIPESTATUS|pipestatus|status|status_generation|CMD_DURATION|history|last_pid|TTYIDLE|ERRNO|jobtexts|jobstates|jobdirs|historywords|func\w+|zsh_eval_context|ZSH_EVAL_CONTEXT|usercmd|term_size|fish_kill_signal|fish_killring)'?(?:[= \t]|$)/;
