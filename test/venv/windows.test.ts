/** What Windows gets, judged by content: nothing of it was run. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renderContents } from "../../src/venv/contents.ts";
import { quoteCmd, quotePowerShell } from "../../src/venv/quote.ts";
import { Sandbox } from "./support.ts";

describe("an environment for Windows", () => {
  const contents = (directory: string, prompt = "env") => {
    const sandbox = new Sandbox();
    sandbox.remove();
    const machine = sandbox.machine({ platform: "win32", delimiter: ";" });
    const base = { npm: "C:\\Program Files\\nodejs\\node_modules\\npm", corepack: undefined };
    const tree = renderContents(machine, directory, prompt, base);
    return new Map(
      [...tree].map(([path, { bytes }]) => [path, Buffer.from(bytes).toString("utf8")]),
    );
  };
  const text = (files: Map<string, string>, path: string) => files.get(path) ?? assert.fail(path);

  it("has its commands in Scripts", () => {
    assert.deepEqual(
      [...contents("C:\\env").keys()],
      [
        ".gitignore",
        "CACHEDIR.TAG",
        "Scripts/activate.bat",
        "Scripts/activate.ps1",
        "Scripts/deactivate.bat",
        "Scripts/npm.cmd",
        "Scripts/npx.cmd",
      ],
    );
  });

  it("has Windows line ends in cmd's scripts, and a mark at the head of PowerShell's", () => {
    const files = contents("C:\\env");
    for (const [path, script] of files) {
      if (!/\.(?:bat|cmd|ps1)$/.test(path)) continue;
      assert.doesNotMatch(script, /[^\r]\n/, path);
      assert.equal(script.startsWith("\ufeff"), path.endsWith(".ps1"), path);
    }
  });

  it("doubles percent signs for cmd, and puts no text outside quotes", () => {
    const script = text(contents("C:\\100% & (co)\\env^", "a%b"), "Scripts/activate.bat");
    assert.match(script, /@set "MKWEB_VENV=C:\\100%% & \(co\)\\env\^"\r\n/);
    assert.match(script, /@set "MKWEB_VENV_PROMPT=a%%b"\r\n/);
    assert.match(script, /@if defined _MKWEB_PROMPT set "PROMPT=\(a%%b\) %PROMPT%"\r\n/);
  });

  it("keeps cmd's ECHO state: every line is silent by itself", () => {
    const files = contents("C:\\env");
    for (const path of ["Scripts/activate.bat", "Scripts/deactivate.bat", "Scripts/npm.cmd"]) {
      for (const line of text(files, path).trimEnd().split("\r\n")) assert.match(line, /^@/, path);
      assert.doesNotMatch(text(files, path), /echo/i);
    }
  });

  it("deactivate.bat puts back and clears what activate.bat sets", () => {
    const files = contents("C:\\env");
    const names = (path: string) =>
      new Set([...text(files, path).matchAll(/set "?(\w+)=/g)].map(([, name]) => name));
    const set = names("Scripts/activate.bat");
    set.delete("_MKWEB_CODEPAGE");
    assert.deepEqual(names("Scripts/deactivate.bat"), set);
  });

  it("quotes for PowerShell, typographic quotes too, and leaves no global variable", () => {
    const script = text(contents("C:\\it's ‘here’", "$(rm)"), "Scripts/activate.ps1");
    assert.match(script, /\$mkwebEnv = 'C:\\it''s ‘‘here’’'\r\n/);
    assert.match(script, /\$env:MKWEB_VENV_PROMPT = '\$\(rm\)'\r\n/);
    assert.match(script, /\$global:_MKWEB_SHOWN = '\(_\(rm\)\) '\r\n/);
    assert.match(script, /Remove-Variable -Name _MKWEB_SHOWN -Scope Global/);
  });

  it("npm.cmd sets the prefix and uses the environment's npm before the base's", () => {
    const script = text(contents("C:\\env"), "Scripts/npm.cmd");
    assert.match(script, /@set "npm_config_prefix=%~dp0\.\.\\npm"\r\n/);
    assert.match(script, /set "MKWEB_NPM=C:\\Program Files\\nodejs\\node_modules\\npm"\r\n/);
    assert.match(script, /"%~dp0node\.exe" "%MKWEB_NPM%\\bin\\npm-cli\.js" %\*/);
  });

  it("has each value quoted once, by its shell's own function", () => {
    assert.equal(quotePowerShell("a'‘b"), "'a''‘‘b'");
    assert.equal(quoteCmd("50%"), "50%%");
  });
});
