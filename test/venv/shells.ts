import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { quoteCsh, quoteFish, quoteNu, quotePython, quoteSh } from "../../src/venv/quote.ts";
import { which } from "./support.ts";

/** One environment to be entered and left. */
export interface Stop {
  readonly label: string;
  readonly directory: string;
}

export interface Shell {
  readonly name: string;
  /** Options of the shell and commands before the tour, by what the setting is called. */
  readonly settings: Readonly<Record<string, Setting>>;
  readonly program: string | undefined;
  /** A script that enters and leaves each stop and prints one line for each, as `expectedLine` has it. */
  tour(stops: readonly Stop[], before: string): string;
  /** Whether each stop needs a process of its own, with the script as an argument. */
  readonly oneByOne?: boolean;
  /** Whether the shell reads a script from a file even if it is to behave as if typed to. */
  readonly onlyFiles?: boolean;
}

export interface Setting {
  readonly args: readonly string[];
  readonly before?: string;
}

/** What a stop must print: where, which Node, and that all is as before afterwards. */
export function expectedLine({ label, directory }: Stop): string {
  return `${label}|${directory}|${directory}/bin/node|same|gone`;
}

const plain: Setting = { args: [] };
const strict: Setting = { args: [], before: "set -eu" };
const typed: Setting = { args: ["-i"] };
const odd = "IFS=':n/ab'; set -C";

export const shells: readonly Shell[] = [
  posix("bash", {
    plain,
    strict,
    typed: { args: ["--norc", "--noprofile", "-i"], before: "set -o history" },
    odd: { args: [], before: `shopt -s extglob failglob; ${odd}; set +h` },
    posix: { args: ["--posix"], before: "set -eu" },
    pedantic: {
      args: ["-e", "-u", "-o", "pipefail"],
      before: "unset () { echo no; }; cd () { echo no; }",
    },
  }),
  posix("zsh", {
    plain: { args: ["-f"] },
    strict: { args: ["-f"], before: "set -eu" },
    typed: { args: ["-f", "-i"] },
    odd: {
      args: ["-f"],
      before: `setopt ksh_arrays glob_subst warn_create_global sh_word_split extended_glob no_clobber; ${odd}`,
    },
    unique: { args: ["-f"], before: "typeset -U path; setopt prompt_subst err_exit no_unset" },
    "as sh": { args: ["-f"], before: "emulate sh; set -eu" },
  }),
  posix("dash", { plain, strict, typed, odd: { args: [], before: `${odd}; set -f` } }),
  posix("ksh93", { plain, strict, typed, odd: { args: [], before: `${odd}; set -f` } }),
  posix("mksh", { plain, strict, typed, odd: { args: [], before: `${odd}; set -o posix` } }),
  posix("busybox", {
    plain: { args: ["sh"] },
    strict: { args: ["sh"], before: "set -eu" },
    typed: { args: ["sh", "-i"] },
    odd: { args: ["sh"], before: odd },
  }),
  posix("yash", {
    plain,
    strict,
    typed: { args: ["--norcfile", "-i"] },
    odd: { args: [], before: odd },
  }),
  posix("posh", { plain, strict, typed, odd: { args: [], before: odd } }),
  {
    name: "fish",
    onlyFiles: true,
    program: which("fish"),
    settings: {
      plain: { args: ["--no-config"] },
      typed: { args: ["--no-config", "-i"] },
      odd: {
        args: ["--no-config"],
        before: "function cd; echo no; end; function set_color; end; set -g fish_trace",
      },
    },
    tour: (stops, before) =>
      [
        before,
        ...stops.map(
          ({ label, directory }) => `
set before (string join : $PATH)
source ${quoteFish(`${directory}/bin/activate.fish`)}; or exit 1
set entered $MKWEB_VENV
set found (node)
functions -q fish_prompt; and fish_prompt >/dev/null
deactivate
set same changed; test (string join : $PATH) = $before; and set same same
set gone left; set -q MKWEB_VENV; or set gone gone
printf '%s|%s|%s|%s|%s\\n' ${quoteFish(label)} $entered $found $same $gone`,
        ),
      ].join("\n"),
  },
  {
    name: "tcsh",
    program: which("tcsh"),
    settings: {
      plain: { args: ["-f"] },
      strict: { args: ["-f", "-e"] },
      typed: { args: ["-f", "-i"] },
      odd: {
        args: ["-f"],
        before: "set noclobber; set noglob; set prompt='% '; set promptchars='%#'",
      },
    },
    tour: (stops, before) =>
      [
        before,
        ...stops.map(
          ({ label, directory }) => `
set before = $PATH:q
source ${quoteCsh(`${directory}/bin/activate.csh`)}
set entered = $MKWEB_VENV:q
set found = "\`node\`"
deactivate
set same = changed
if ( $PATH:q == $before:q ) set same = same
set gone = left
if ( ! $?MKWEB_VENV ) set gone = gone
printf '%s|%s|%s|%s|%s\\n' ${quoteCsh(label)} $entered:q $found:q $same $gone`,
        ),
        "",
      ].join("\n"),
  },
  {
    name: "xonsh",
    program: which("xonsh"),
    settings: {
      plain: { args: ["--no-rc"] },
      strict: { args: ["--no-rc"], before: "$RAISE_SUBPROC_ERROR = True" },
      odd: { args: ["--no-rc"], before: "$AUTO_CD = True\n$DOTGLOB = True\n$PROMPT = '{user}> '" },
    },
    tour: (stops, before) =>
      [
        before,
        "import shutil",
        ...stops.map(
          ({ label, directory }) => `
before = \${...}.detype()['PATH']
source @(${quotePython(`${directory}/bin/activate.xsh`)})
entered = $MKWEB_VENV
found = $(node).strip('\\n')
deactivate
same = 'same' if \${...}.detype()['PATH'] == before else 'changed'
gone = 'left' if 'MKWEB_VENV' in \${...} else 'gone'
print('|'.join([${quotePython(label)}, entered, found, same, gone]))`,
        ),
        "",
      ].join("\n"),
  },
  {
    name: "nu",
    program: nu(),
    oneByOne: true,
    // Strict it always is: an unset variable or a failed command ends a script.
    settings: {
      plain: { args: ["-n"] },
      odd: {
        args: ["-n", "--no-std-lib"],
        before:
          "$env.config.table.mode = 'none'; $env.PROMPT_COMMAND = {|| 'odd' }; $env.LC_ALL = 'C'",
      },
    },
    tour: (stops, before) =>
      [
        before,
        ...stops.map(
          ({ label, directory }) => `
let before = $env.PATH
overlay use ${quoteNu(`${directory}/bin/activate.nu`)}
print -n ([${quoteNu(label)} $env.MKWEB_VENV (^node | str trim --right --char (char newline)) ''] | str join '|')
deactivate
print ([
  (if $env.PATH == $before { 'same' } else { 'changed' })
  (if 'MKWEB_VENV' in $env { 'left' } else { 'gone' })
] | str join '|')`,
        ),
      ].join("\n"),
  },
];

function posix(name: string, settings: Shell["settings"]): Shell {
  return {
    name,
    program: which(name),
    settings,
    tour: (stops, before) =>
      [
        "PS1='> '",
        before,
        ...stops.map(
          ({ label, directory }) => `
before=$PATH
. ${quoteSh(`${directory}/bin/activate`)}
entered=$MKWEB_VENV
found=$(node)
deactivate
same=changed; if [ "$PATH" = "$before" ] && [ "$PS1" = '> ' ]; then same=same; fi
gone=left; if [ -z "\${MKWEB_VENV+left}" ] && [ -z "\${_MKWEB_BIN+left}" ]; then gone=gone; fi
printf '%s|%s|%s|%s|%s\\n' ${quoteSh(label)} "$entered" "$found" "$same" "$gone"`,
        ),
        "",
      ].join("\n"),
  };
}

/** Nushell is not in Debian; npm has it. `.ci/run` puts it where this looks. */
function nu(): string | undefined {
  const fetched = fileURLToPath(new URL("../../.ci/tools/node_modules/.bin/nu", import.meta.url));
  return existsSync(fetched) ? fetched : which("nu");
}
