/** What entering and leaving does to a shell, and what it does not. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { activeVenv } from "../../src/venv/index.ts";
import { missing, type Run, Sandbox, which } from "./support.ts";

const posix = ["bash", "zsh", "dash", "ksh93", "mksh", "busybox", "yash", "posh"];
const options: Readonly<Record<string, readonly string[]>> = {
  bash: ["--norc", "--noprofile"],
  zsh: ["-f"],
  busybox: ["sh"],
  fish: ["--no-config"],
  tcsh: ["-f"],
};

describe("activate", () => {
  const sandbox = new Sandbox();
  const a = sandbox.join("a");
  const b = sandbox.join("b");

  before(async () => {
    const machine = sandbox.machine({ execPath: sandbox.fakeNode() });
    await sandbox.create("a", {}, machine);
    await sandbox.create("b", { prompt: "other name" }, machine);
  });
  after(() => sandbox.remove());

  const run = (
    shell: string,
    script: string,
    changes: Record<string, string> = {},
    cwd = sandbox.path,
  ): Run =>
    sandbox.run(which(shell) ?? shell, [...(options[shell] ?? []), "-c", script], {
      env: { ...sandbox.env, A: a, B: b, ...changes },
      cwd,
    });
  /** Runs a script that must succeed, say nothing on stderr, and print these lines. */
  const prints = (shell: string, script: string, lines: readonly string[], changes = {}): void => {
    const { status, stdout, stderr } = run(shell, script, changes);
    assert.equal(stderr, "", shell);
    assert.deepEqual(stdout.replace(/\n$/, "").split("\n"), lines, shell);
    assert.equal(status, 0, shell);
  };
  const start = sandbox.env["PATH"];

  for (const shell of posix) {
    const skip = missing(shell);
    it(`sets the variable, PATH and the prompt in ${shell}, and prints nothing`, { skip }, () => {
      prints(
        shell,
        'PS1="> "; . "$A/bin/activate"; echo "$MKWEB_VENV"; echo "$PATH"; echo "$PS1"; node',
        [a, `${a}/bin:${start}`, "(a) > ", `${a}/bin/node`],
      );
    });

    it(`changes nothing when done again in ${shell}`, { skip }, () => {
      prints(
        shell,
        'PS1="> "; . "$A/bin/activate"; . "$A/bin/activate"; echo "$PATH $PS1"; deactivate; echo "$PATH $PS1"',
        [`${a}/bin:${start} (a) > `, `${start} > `],
      );
    });

    it(
      `replaces the environment that is active in ${shell}; one deactivate is enough`,
      { skip },
      () => {
        prints(
          shell,
          'PS1="> "; . "$A/bin/activate"; . "$B/bin/activate"; echo "$PATH $PS1"; deactivate; echo "$PATH $PS1"',
          [`${b}/bin:${start} (other name) > `, `${start} > `],
        );
      },
    );

    it(`leaves a child shell of an active one clean in ${shell}`, { skip }, () => {
      const child = [which(shell), ...(options[shell] ?? [])].join(" ");
      prints(
        shell,
        `. "$A/bin/activate"; ${child} -c '. "$A/bin/activate"; echo "$PATH"; deactivate; echo "$PATH" "\${MKWEB_VENV-none}"'`,
        [`${a}/bin:${start}`, `${start} none`],
      );
    });

    it(`refuses to be run instead of sourced in ${shell}`, { skip }, () => {
      const { status, stderr } = sandbox.run(which(shell) ?? shell, [
        ...(options[shell] ?? []),
        `${a}/bin/activate`,
      ]);
      assert.equal(status, 1);
      assert.match(stderr, new RegExp(`must be sourced:\\n {4}\\. ${a}/bin/activate`));
    });

    it(`does not take a script that sources it for that in ${shell}`, { skip }, () => {
      sandbox.write("script.sh", `. "${a}/bin/activate"\necho "$MKWEB_VENV"\n`);
      const { stdout } = sandbox.run(which(shell) ?? shell, [
        ...(options[shell] ?? []),
        "script.sh",
      ]);
      assert.equal(stdout, `${a}\n`);
    });

    it(`keeps set -eu happy in ${shell}, without command hashing too`, { skip }, () => {
      prints(
        shell,
        'set -eu; if (set +h) 2>/dev/null; then set +h; fi; . "$A/bin/activate"; . "$B/bin/activate"; deactivate; echo end',
        ["end"],
      );
    });

    it(`works under noclobber, no globbing and an odd IFS in ${shell}`, { skip }, () => {
      prints(
        shell,
        `set -C -f; IFS=':/n'; . "$A/bin/activate"; deactivate; printf '%s\\n' "$PATH"`,
        [String(start)],
      );
    });

    it(`does not use the user's aliases and functions in ${shell}`, { skip }, () => {
      const script = `cd () { echo cd; }; alias unset='echo unset' export='echo export' printf='echo printf' hash='echo hash' eval='echo eval'
. "$A/bin/activate"
deactivate
\\printf '%s\\n' "$PATH"`;
      sandbox.write(
        "aliases.sh",
        shell === "bash" ? `shopt -s expand_aliases\n${script}\n` : `${script}\n`,
      );
      const { stdout } = sandbox.run(
        which(shell) ?? shell,
        [...(options[shell] ?? []), "aliases.sh"],
        {
          env: { ...sandbox.env, A: a },
        },
      );
      assert.equal(stdout, `${start}\n`);
    });

    it(`leaves no names behind in ${shell}`, { skip }, () => {
      const list =
        { bash: "compgen -v; compgen -A function", zsh: "typeset +; functions +" }[shell] ?? "set";
      const names = (text: string) =>
        text
          .split("\n")
          .map((line) => /^(?:export )?(\w+)/.exec(line)?.[1] ?? "")
          .filter((name) => /mkweb|deactivate|^[a-z]\w*$/i.test(name) && !volatile.test(name));
      const { stdout, stderr } = run(
        shell,
        `echo one; ${list}; echo SPLIT; . "$A/bin/activate"; ${list}; echo SPLIT; deactivate; ${list}`,
      );
      const [first = "", active = "", last = ""] = stdout.split("SPLIT\n");
      const lower = [...new Set(names(active).filter((name) => name.startsWith("_mkweb_")))].sort();
      assert.deepEqual(
        names(last),
        names(first).filter((name) => name !== "one"),
        stderr,
      );
      assert.deepEqual(
        lower.filter((name) => !/^_mkweb_(?:unset|without|without_entry)$/.test(name)),
        [],
      );
    });

    it(`creates no PS1 where there is none in ${shell}, and exports none`, { skip }, () => {
      prints(
        shell,
        'unset PS1; . "$A/bin/activate"; echo "${PS1-none}"; deactivate; echo "${PS1-none}"; PS1=x; . "$A/bin/activate"; env | grep -c "^PS1" || :',
        ["none", "none", "0"],
      );
    });

    it(`an empty prompt is empty again afterwards in ${shell}`, { skip }, () => {
      prints(shell, 'PS1=; . "$A/bin/activate"; deactivate; echo "[${PS1-none}]"', ["[]"]);
    });

    it(
      `takes its piece out wherever it stands, and leaves a new prompt alone in ${shell}`,
      { skip },
      () => {
        prints(
          shell,
          `PS1='> '; . "$A/bin/activate"; PS1="(conda) $PS1"; deactivate; echo "$PS1"
. "$A/bin/activate"; PS1='mine: '; deactivate; echo "$PS1"`,
          ["(conda) > ", "mine: "],
        );
      },
    );

    it(`PATH is what it was, byte for byte, in ${shell}`, { skip }, () => {
      for (const PATH of [
        `${start}:`,
        `:${start}`,
        `/x y::${start}::/z`,
        `${a}/bin:${start}:${a}/bin`,
        `:${start}:`,
      ]) {
        prints(shell, '. "$A/bin/activate"; deactivate; echo "[$PATH]"', [`[${PATH}]`], { PATH });
      }
    });

    it(`an empty PATH stays empty and an unset one unset in ${shell}`, { skip }, () => {
      prints(
        shell,
        'PATH=; . "$A/bin/activate"; deactivate; echo "[${PATH-unset}]"; unset PATH; . "$A/bin/activate"; deactivate; echo "[${PATH-unset}]"',
        ["[]", "[unset]"],
      );
    });

    it(`keeps what was added to PATH meanwhile in ${shell}`, { skip }, () => {
      prints(shell, '. "$A/bin/activate"; PATH=/first:$PATH:/last; deactivate; echo "$PATH"', [
        `/first:${start}:/last`,
      ]);
    });

    it(`leaves set-but-empty and unset variables as they are in ${shell}`, { skip }, () => {
      prints(
        shell,
        'NODE_PATH=; . "$A/bin/activate"; deactivate; echo "[${NODE_PATH-unset}][${npm_config_prefix-unset}][${VIRTUAL_ENV-unset}]"',
        ["[][unset][unset]"],
      );
    });

    it(
      `the functions remove themselves in ${shell}, and have a name of their own`,
      { skip },
      () => {
        const { stdout, status } = run(
          shell,
          '. "$A/bin/activate"; deactivate_mkweb; echo "[$PATH]"; deactivate_mkweb 2>/dev/null; deactivate 2>/dev/null; echo still here',
        );
        assert.equal(stdout, `[${start}]\nstill here\n`);
        assert.equal(status, 0);
      },
    );
  }

  for (const shell of ["bash", "zsh", "ksh93"]) {
    const skip = missing(shell);
    it(`finds itself by any path in ${shell}`, { skip }, () => {
      symlinkSync(a, sandbox.join(`link-${shell}`));
      mkdirSync(sandbox.join(`elsewhere-${shell}`));
      const script = (line: string) =>
        `cd () { echo "cd was called"; }; CDPATH=/usr:/; ${line}; echo "$MKWEB_VENV"`;
      const from = (cwd: string, line: string) => {
        const { stdout, stderr } = run(shell, script(line), {}, cwd);
        assert.equal(stderr, "");
        return stdout.trim();
      };
      assert.equal(from(sandbox.path, ". a/bin/activate"), a);
      assert.equal(from(`${a}/bin`, ". ./activate"), a);
      assert.equal(from(sandbox.join(`elsewhere-${shell}`), ". ../a/bin/../bin/activate"), a);
      assert.equal(from(sandbox.path, `. link-${shell}/bin/activate`), a);
    });

    it(`finds a moved and a copied environment in ${shell}`, { skip }, () => {
      const copy = sandbox.join(`copy-${shell}`);
      cpSync(a, copy, { recursive: true, verbatimSymlinks: true });
      prints(shell, `. "${copy}/bin/activate"; echo "$MKWEB_VENV"; node`, [
        copy,
        `${copy}/bin/node`,
      ]);
    });
  }

  for (const shell of ["dash", "mksh", "tcsh"]) {
    it(
      `says in ${shell} that the environment is not where it was made, and changes nothing`,
      { skip: missing(shell) },
      async () => {
        const name = sandbox.join(`moved-${shell}`);
        await sandbox.create(name);
        renameSync(name, `${name}-away`);
        const file = shell === "tcsh" ? "activate.csh" : "activate";
        const line = shell === "tcsh" ? "source" : ".";
        const { stdout, stderr, status } = run(
          shell,
          shell === "tcsh"
            ? `${line} "${name}-away/bin/${file}"`
            : `before=$(set); ${line} "${name}-away/bin/${file}" || echo "status $?"; echo "$PATH"; echo "\${MKWEB_VENV-none}"; command -v deactivate || :; command -v deactivate_mkweb || :`,
        );
        assert.match(
          stdout + stderr,
          /no environment at .*moved[\s\S]*mkweb venv --upgrade ITS-NEW-DIRECTORY/,
        );
        if (shell === "tcsh") assert.equal(status, 1);
        else assert.equal(stdout, `status 1\n${start}\nnone\n`);
      },
    );
  }

  it("forgets where commands were, on the way in and out", { skip: missing("bash") }, () => {
    sandbox.write("usr/node", "#!/bin/sh\necho outer\n", 0o755);
    const PATH = `${sandbox.join("usr")}:${start}`;
    prints(
      "bash",
      'node; . "$A/bin/activate"; node; deactivate; node',
      ["outer", `${a}/bin/node`, "outer"],
      { PATH },
    );
  });

  it("has Unix line ends in every file on Unix", () => {
    for (const file of readdirSync(`${a}/bin`).filter((name) => name.startsWith("activate"))) {
      assert.ok(!readFileSync(`${a}/bin/${file}`).includes(13), file);
    }
  });

  it("does not pretend to be a Python environment", { skip: missing("bash") }, () => {
    prints("bash", '. "$A/bin/activate"; echo "${VIRTUAL_ENV-unset}"', ["unset"]);
  });

  it("a login shell that kept the variable and set PATH anew does not count as active", () => {
    const PATH = `${a}/bin:/usr/bin`;
    assert.equal(activeVenv({ MKWEB_VENV: a, PATH: "/usr/bin" }, "linux"), undefined);
    assert.equal(activeVenv({ PATH }, "linux"), undefined);
    assert.deepEqual(activeVenv({ MKWEB_VENV: a, PATH }, "linux"), { directory: a, prompt: "a" });
  });

  it("shows --prompt TEXT, and for . the current directory's name", (t) => {
    const mine = new Sandbox(t);
    mkdirSync(mine.join("project"));
    const prompt = (text: string) => {
      mine.mkweb(["venv", "--prompt", text, "env"], { cwd: mine.join("project") });
      return mine.run("sh", ["-c", 'PS1="> "; . project/env/bin/activate; echo "$PS1"']).stdout;
    };
    assert.equal(prompt("my text"), "(my text) > \n");
    assert.equal(prompt("."), "(project) > \n");
  });

  it("exports the name for prompt themes", { skip: missing("bash", "fish") }, () => {
    prints("bash", '. "$B/bin/activate"; printenv MKWEB_VENV_PROMPT', ["other name"]);
    prints("fish", 'source "$B/bin/activate.fish"; printenv MKWEB_VENV_PROMPT', ["other name"]);
  });

  for (const variable of ["MKWEB_VENV_DISABLE_PROMPT", "VIRTUAL_ENV_DISABLE_PROMPT"]) {
    it(`${variable} leaves the prompt alone`, { skip: missing("bash", "fish", "tcsh") }, () => {
      const script =
        'PS1="> "; . "$A/bin/activate"; echo "$PS1$MKWEB_VENV_PROMPT"; deactivate; echo "$PS1"';
      prints("bash", script, ["> a", "> "], { [variable]: "1" });
      prints("bash", script, ["(a) > a", "> "], { [variable]: "" });
      prints(
        "fish",
        'source "$A/bin/activate.fish"; fish_prompt | string match -q "*(a)*"; echo $status',
        ["1"],
        { [variable]: "1" },
      );
      prints(
        "tcsh",
        'set prompt="> "; source "$A/bin/activate.csh"; echo "$prompt"\ndeactivate',
        ["> "],
        { [variable]: "1" },
      );
    });
  }

  it(
    "never expands the name: not what a shell substitutes, not what a terminal obeys",
    { skip: missing("bash", "zsh") },
    async (t) => {
      const mine = new Sandbox(t);
      const name = "$(touch pwned)`touch pwned`\\w!%n\u202e";
      await mine.create("env", { prompt: name });
      const shown = "(_(touch pwned)_touch pwned__w_%n_) > ";
      const bash = mine.run("bash", ["-c", 'PS1="> "; . env/bin/activate; printf %s "${PS1@P}"']);
      assert.equal(bash.stdout, shown);
      const zsh = mine.run("zsh", [
        "-fc",
        'setopt prompt_subst; PS1="> "; . env/bin/activate; print -Pn "$PS1"',
      ]);
      assert.equal(zsh.stdout, shown);
      assert.deepEqual(readdirSync(mine.path).sort(), ["env", "home"]);
    },
  );

  it(
    "shows the name before fish's own prompt, which sees the last status and may have lines",
    { skip: missing("fish") },
    () => {
      const script = `function fish_prompt; printf '%s/%s\\n> ' $status (count $argv); end
source "$A/bin/activate.fish"; false; fish_prompt; echo; true; fish_prompt; echo; deactivate; false; fish_prompt`;
      prints("fish", script, ["(a) 1/0", "> ", "(a) 0/0", "> ", "1/0", "> "]);
    },
  );

  it("in csh a prompt may have lines, or not be there", { skip: missing("tcsh") }, () => {
    prints("tcsh", 'unset prompt; source "$A/bin/activate.csh"\ndeactivate; echo $?prompt', ["0"]);
    const script =
      'set prompt="one\\\ntwo> "; source "$A/bin/activate.csh"; echo "$prompt:q"\ndeactivate; echo "$prompt:q"';
    prints("tcsh", script, ["(a) one", "two> ", "one", "two> "]);
  });

  it("works after the environment was deleted", async (t) => {
    for (const shell of ["bash", "zsh", "dash", "fish", "tcsh"]) {
      if (missing(shell)) continue;
      const mine = new Sandbox(t);
      await mine.create("env");
      const [source, ending] = { fish: ["source", ".fish"], tcsh: ["source", ".csh"] }[shell] ?? [
        ".",
        "",
      ];
      const line = `${source} ./env/bin/activate${ending}; rm -r env\ndeactivate; printenv PATH`;
      const { stdout, stderr } = mine.run(which(shell) ?? shell, [
        ...(options[shell] ?? []),
        "-c",
        line,
      ]);
      assert.equal(stdout, `${start}\n`, shell + stderr);
    }
  });

  it(
    "a program called deactivate does not stop ours from being defined",
    { skip: missing("dash", "bash") },
    () => {
      sandbox.write("programs/deactivate", "#!/bin/sh\necho theirs\n", 0o755);
      const PATH = `${sandbox.join("programs")}:${start}`;
      for (const shell of ["bash", "dash"]) {
        prints(shell, '. "$A/bin/activate"; deactivate; deactivate', ["theirs"], { PATH });
      }
    },
  );

  it("in fish a nested shell leaves without an error", { skip: missing("fish") }, () => {
    prints(
      "fish",
      `source "$A/bin/activate.fish"; ${which("fish")} --no-config -c 'source "$A/bin/activate.fish"; deactivate; echo $PATH[1]'`,
      [String(start).split(":")[0] ?? ""],
    );
  });

  it("fish does not accept the other shells' script silently", { skip: missing("fish") }, () => {
    const { status, stderr } = run("fish", 'source "$A/bin/activate"');
    assert.notEqual(status, 0);
    assert.notEqual(stderr, "");
  });

  it(
    "in csh deactivate is an alias, and works in scripts and under -e",
    { skip: missing("tcsh") },
    () => {
      sandbox.write(
        "script.csh",
        `source "$A/bin/activate.csh"\nalias deactivate\ndeactivate\necho $PATH\n`,
      );
      const { stdout, stderr } = sandbox.run("tcsh", ["-f", "-e", "script.csh"], {
        env: { ...sandbox.env, A: a },
      });
      assert.equal(stdout, `deactivate_mkweb\n${start}\n`, stderr);
    },
  );

  it("enters, changes over and leaves in fish as in the others", { skip: missing("fish") }, () => {
    prints(
      "fish",
      `set -gx PATH /x $PATH; set before $PATH
source "$A/bin/activate.fish"; source "$A/bin/activate.fish"; string join : $PATH
source "$B/bin/activate.fish"; echo $MKWEB_VENV; set -gx PATH /first $PATH
deactivate; string join : $PATH; set -q MKWEB_VENV; echo $status; functions -q deactivate deactivate_mkweb; echo $status
set -n | string match -i '*mkweb*'; functions -a | string match -i '*mkweb*'; true`,
      [`${a}/bin:/x:${start}`, b, `/first:/x:${start}`, "1", "2"],
    );
  });

  it(
    "enters, changes over and leaves in tcsh as in the others, with empty entries too",
    { skip: missing("tcsh") },
    () => {
      prints(
        "tcsh",
        `setenv PATH /x::${start}:
source "$A/bin/activate.csh"; source "$A/bin/activate.csh"; echo "$PATH"
source "$B/bin/activate.csh"; echo "$MKWEB_VENV"; setenv PATH "/first:$PATH"
deactivate; echo "$PATH"; echo $?MKWEB_VENV; set | grep -ic '^_*mkweb'; alias | grep -ic mkweb; env | grep -ic '^_*mkweb'; echo end`,
        [`${a}/bin:/x::${start}:`, b, `/first:/x::${start}:`, "0", "0", "0", "0", "end"],
      );
    },
  );

  const python = missing("python3") || missing("bash", "zsh", "fish");
  for (const shell of ["bash", "zsh"]) {
    it(`works beside a Python venv, left in either order, in ${shell}`, { skip: python }, () => {
      const py = pythonVenv();
      const show = 'echo "$PATH|$PS1|${VIRTUAL_ENV-}|${MKWEB_VENV-}"';
      const clean = `${start}|> ||`;
      prints(
        shell,
        `PS1="> "; . "${py}/bin/activate"; . "$A/bin/activate"; ${show}; deactivate; ${show}; deactivate; ${show}`,
        [
          `${a}/bin:${py}/bin:${start}|(a) (py) > |${py}|${a}`,
          `${py}/bin:${start}|(py) > |${py}|`,
          clean,
        ],
      );
      prints(
        shell,
        `PS1="> "; . "$A/bin/activate"; . "${py}/bin/activate"; ${show}; deactivate; ${show}; deactivate_mkweb; ${show}`,
        [
          `${py}/bin:${a}/bin:${start}|(py) (a) > |${py}|${a}`,
          `${a}/bin:${start}|(a) > ||${a}`,
          clean,
        ],
      );
      prints(
        shell,
        `PS1="> "; . "$A/bin/activate"; . "${py}/bin/activate"; deactivate_mkweb; ${show}; deactivate; ${show}`,
        [`${py}/bin:${start}|(py) > |${py}|`, clean],
      );
    });
  }

  it(
    "in dash, where a function's text cannot be kept, Python's deactivate stays Python's",
    { skip: python || missing("dash") },
    () => {
      const py = pythonVenv();
      prints(
        "dash",
        `. "${py}/bin/activate"; . "$A/bin/activate"; deactivate_mkweb; echo "$PATH"; deactivate; echo "$PATH"`,
        [`${py}/bin:${start}`, String(start)],
      );
    },
  );

  it("works beside a Python venv, left in either order, in fish", { skip: python }, () => {
    const py = pythonVenv();
    const show = 'echo (string join : $PATH)"|$VIRTUAL_ENV|$MKWEB_VENV"';
    prints(
      "fish",
      `source "${py}/bin/activate.fish"; source "$A/bin/activate.fish"; deactivate; ${show}; deactivate; ${show}`,
      [`${py}/bin:${start}|${py}|`, `${start}||`],
    );
    prints(
      "fish",
      `source "$A/bin/activate.fish"; source "${py}/bin/activate.fish"; deactivate_mkweb; ${show}; deactivate; ${show}`,
      [`${py}/bin:${start}|${py}|`, `${start}||`],
    );
  });

  function pythonVenv(): string {
    const path = sandbox.join("py");
    execFileSync("/usr/bin/python3", ["-m", "venv", "--without-pip", path]);
    return path;
  }
});

/** What shells change in themselves between two looks. */
const volatile =
  /^(?:_|BASH.*|PIPESTATUS|LINENO|RANDOM|SECONDS|EPOCH.*|FUNCNAME|PPID|status|history|HISTCMD|TTYIDLE|ZSH_EXECUTION_STRING|x|jobstates|jobtexts|jobdirs|YASH_\w+|OPTIND|SRANDOM|KSH_MATCH|COMP_WORDBREAKS)$/;
