/** Templates with a manifest: what they ask, what they may say, and what is refused of them. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { onTerminal, without } from "./on-terminal.ts";
import { emptyPlace, type Ended, type Place } from "./support.ts";

const manifest = {
  describe: "A shop",
  variables: {
    project_name: { describe: "Name", reserved: ["shop"], taken: "{{ value }} is the shop's own" },
    licence: { describe: "The licence", choices: ["mit", "bsd"] },
    owner: {
      describe: "Who owns it",
      pattern: "^[A-Z]",
      invalid: "{{ value }} does not begin with a capital",
    },
    colour: { describe: "Its colour", default: "red" },
    token: { describe: "A token", secret: true, default: "" },
  },
  render: ["*.md", "Procfile"],
  modes: { ".env": "0600" },
  next: ["look at {{ project_name }}", "{% if colour == 'red' %}paint it{% endif %}"],
};

async function shopPlace(t: TestContext, over: object = {}): Promise<Place> {
  const place = await emptyPlace(t);
  await place.write("tpl/blueprint.json", JSON.stringify({ ...manifest, ...over }));
  await place.write("tpl/README.md", "of the template, not of the project");
  await place.write("tpl/files/README.md", "{{ owner }}, {{ licence }}, {{ colour }}\n");
  await place.write("tpl/files/_gitignore", "x\n");
  await place.write("tpl/files/_env", "TOKEN=1\n");
  await place.write("tpl/files/.github/ci.yml", "a: {{ b }}\n");
  await place.write("tpl/files/__project_name__/__colour__.ts", "// {{ token }}\n");
  await place.write("tpl/files/project_name.txt", "");
  return place;
}

const start = (place: Place, ...words: readonly string[]): Promise<Ended> =>
  place.mkweb(["startproject", "site", "--no-git", "--template", "tpl", ...words]);

const answers = ["--var", "licence=mit", "--var", "owner=Ann"];

async function isRefused(place: Place, ended: Ended, why: RegExp, status = 1): Promise<void> {
  assert.equal(ended.status, status);
  assert.match(ended.stderr, why);
  assert.deepEqual(
    (await place.files()).filter((file) => !file.startsWith("tpl/")),
    [],
  );
}

describe("a template with a manifest", () => {
  it("is what lies below files/, with its answers in texts and names", async (t) => {
    const place = await shopPlace(t);
    const { status, stderr } = await start(place, ...answers, "--var", "token=abcdef");
    assert.equal(status, 0, stderr);
    assert.deepEqual(
      (await place.files()).filter((file) => file.startsWith("site/")),
      [".env", ".github/ci.yml", ".gitignore", ".mkweb/0001_project.json", "README.md"]
        .concat(["project_name.txt", "site/red.ts"])
        .map((file) => `site/${file}`),
    );
    assert.equal(await place.read("site/README.md"), "Ann, mit, red\n");
    assert.equal(await place.read("site/.github/ci.yml"), "a: {{ b }}\n");
    assert.equal(await place.read("site/site/red.ts"), "// abcdef\n");
    assert.equal(await place.mode("site/.env"), "600");
    assert.match(stderr, /Next:\n\n {4}cd site\n {4}look at site\n {4}paint it\n$/);
    const record = JSON.parse(await place.read("site/.mkweb/0001_project.json"));
    assert.deepEqual(record.answers, {
      licence: "mit",
      owner: "Ann",
      colour: "red",
      project_name: "site",
      package_manager: "npm",
      database: "sqlite",
    });
    assert.doesNotMatch(JSON.stringify(record), /abcdef/);
  });

  it("without a terminal is refused with the list of what is not answered", async (t) => {
    const place = await shopPlace(t);
    await isRefused(
      place,
      await start(place, "--var", "colour=blue"),
      /asks for what no option says:\n {2}licence: The licence \(one of mit, bsd\)\n {2}owner: Who owns it\nNothing was written\. \[MKWEB_VARIABLE_INVALID\]\n\nhint: Add --var licence=VALUE --var owner=VALUE\./,
    );
  });

  for (const [what, words, why] of [
    [
      "an answer that is no choice",
      ["--var", "licence=gpl"],
      /'gpl' is not a valid licence \(choose from mit, bsd\)/,
    ],
    ["an answer against its pattern", ["--var", "owner=ann"], /ann does not begin with a capital/],
    [
      "an answer to what it does not ask",
      ["--var", "size=9"],
      /does not ask for "size"[^]*It asks for licence, owner/,
    ],
  ] as const) {
    it(`refuses ${what}`, async (t) => {
      const place = await shopPlace(t);
      await isRefused(place, await start(place, ...answers, ...words), why);
    });
  }

  it("refuses an answer that mkweb gives itself, and one that is no KEY=VALUE", async (t) => {
    const place = await shopPlace(t);
    for (const [typed, why] of [
      ["project_name=x", /is provided by mkweb/],
      ["database=x", /is provided by mkweb/],
      ["__proto__=x", /cannot name a variable/],
      ["constructor=x", /cannot name a variable/],
      ["nothing", /'nothing' is not KEY=VALUE/],
    ] as const) {
      await isRefused(place, await start(place, ...answers, "--var", typed), why, 2);
    }
  });

  it("judges the project's name too", async (t) => {
    const place = await shopPlace(t);
    const words = ["startproject", "shop", "--no-git", "--template", "tpl", ...answers];
    await isRefused(place, await place.mkweb(words), /shop is the shop's own/);
  });

  it(
    "asks on a terminal, and prints the command that repeats the answers",
    { skip: without },
    async (t) => {
      const place = await shopPlace(t);
      const words = "startproject site --no-git --template tpl --var licence=bsd";
      const { status, screen } = await onTerminal(place.path, words, [
        [/Who owns it/, "ann\r"],
        [/ann does not begin with a capital/, "\u007f\u007f\u007fBen\r"],
        [/Its colour/, "\r"],
        [/A token/, "geheim\r"],
      ]);
      assert.equal(status, 0, screen);
      assert.equal(await place.read("site/README.md"), "Ben, bsd, red\n");
      assert.equal(await place.read("site/site/red.ts"), "// geheim\n");
      const repeat = /The same without questions: (.*?)\r?\n/.exec(screen)?.[1];
      assert.equal(
        repeat,
        "mkweb startproject site --no-git --yes --template tpl --var licence=bsd --var owner=Ben --var colour=red",
      );
      assert.doesNotMatch(screen, /geheim/);
    },
  );

  it("runs no code: EJS in it is text", async (t) => {
    const place = await shopPlace(t, { next: ["<% process.exit(9) %>"] });
    await place.write("tpl/files/evil.md", "<% throw new Error('ran') %>");
    await place.write("tpl/files/evil.ts.ejs", "<% throw new Error('ran') %>");
    const { status, stderr } = await start(place, ...answers);
    assert.equal(status, 0, stderr);
    assert.equal(await place.read("site/evil.md"), "<% throw new Error('ran') %>");
    assert.equal(await place.read("site/evil.ts.ejs"), "<% throw new Error('ran') %>");
  });
});

const hostile: Readonly<Record<string, readonly [over: object | string, RegExp]>> = {
  "that is no JSON": ["{", /blueprint\.json: not JSON/],
  "that is a list": ["[]", /blueprint\.json: not an object/],
  "that is not UTF-8": ["\ud800", /not JSON|not UTF-8/],
  "with a key nobody knows": [{ run: "rm -rf /" }, /unknown key "run"/],
  "with a variable called __proto__": [
    `{"describe":"x","variables":{"__proto__":{"describe":"x"}}}`,
    /"__proto__" cannot name a variable/,
  ],
  "with a variable called constructor": [
    { variables: { constructor: { describe: "x" } } },
    /"constructor" cannot name a variable/,
  ],
  "with a pattern that is none": [
    { variables: { a: { describe: "x", pattern: "(" } } },
    /"pattern" is not a regular expression/,
  ],
  "with a pattern without end": [
    { variables: { a: { describe: "x", pattern: "a?".repeat(600) } } },
    /"pattern" is longer than 1000 characters/,
  ],
  "with a pattern that takes years": [
    { variables: { a: { describe: "x", pattern: "^(a+)+$", default: `${"a".repeat(50)}!` } } },
    /the pattern .* matching it takes too long/,
  ],
  "with an empty list of choices": [
    { variables: { a: { describe: "x", choices: [] } } },
    /"choices" is not a list of texts/,
  ],
  "with modes that give a file to its owner's rights": [
    { modes: { ".env": "4777" } },
    /"modes" holds/,
  ],
  "with modes of what is not there": [{ modes: { constructor: "0600" } }, /which does not exist/],
  "with an edit nobody knows": [{ edits: { "../x": "y" } }, /"edits" names \.\.\/x/],
  "that renders a path": [{ render: ["../*"] }, /"render" holds/],
  "that is larger than any": [{ describe: "x".repeat(100_001) }, /larger than 100 kB/],
  "with a text that cannot be rendered": [{ next: ["{% nope %}"] }, /Invalid block tag/],
  "with a text that reads a file": [{ next: ['{% include "/etc/passwd" %}'] }, /\/etc\/passwd/],
  "with a text that loads code": [
    { next: ["{% load ../evil %}"] },
    /is not a registered tag library/,
  ],
  "with a loop that takes years": [
    {
      next: [
        `{% for a in x %}`.replaceAll("x", `"${"y".repeat(99)}"`).repeat(9) +
          "{% endfor %}".repeat(9),
      ],
    },
    /it takes longer than 5 s/,
  ],
  "with a text that fills the memory": [
    { next: [`{{ "x"|ljust:"2000000000" }}`] },
    /string length|larger than/,
  ],
};

describe("a manifest", () => {
  for (const [what, [over, why]] of Object.entries(hostile)) {
    it(`${what} is refused, and nothing is written`, async (t) => {
      const place = await shopPlace(t);
      const text =
        typeof over === "string" ? over : JSON.stringify({ describe: "x", variables: {}, ...over });
      await place.write("tpl/blueprint.json", text);
      await isRefused(place, await start(place), why);
    });
  }

  it("without a file in files/ is refused", async (t) => {
    const place = await emptyPlace(t);
    await place.write("tpl/blueprint.json", `{"describe":"x"}`);
    await isRefused(place, await start(place), /no file in files\//);
  });

  it("whose answer leads out of the target is refused", async (t) => {
    const place = await shopPlace(t, { variables: { colour: { describe: "x" } } });
    for (const value of ["../x", "a/b", "con", "a\u0000b", "C:x"]) {
      const ended = await start(place, "--var", `colour=${value}`);
      await isRefused(place, ended, /cannot be written/);
    }
  });
});
