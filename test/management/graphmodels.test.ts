/** `node manage graphmodels`: the models of a project, drawn. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { makeProject, type TestProject } from "../support/project.ts";

const settings = `import { defineSettings } from "mkweb/conf";
export default defineSettings({
  BASE_DIR: new URL("..", import.meta.url),
  SECRET_KEY: "x",
  INSTALLED_APPS: ["polls", "people"],
  ROOT_URLCONF: "mysite/urls.ts",
});
`;

const people = `import { defineModel, fields } from "mkweb/db";
export class Person extends defineModel(() => Person, { name: fields.char(40).unique() }) {}
`;

const polls = `import { defineModel, fields } from "mkweb/db";
import { Person } from "../people/models.ts";
export class Question extends defineModel(() => Question, {
  text: fields.char(200),
  author: fields.foreignKey(() => Person, { onDelete: "set null" }).nullable(),
  fans: fields.manyToMany(() => Person),
}) {}
export class Detail extends defineModel(() => Detail, {
  question: fields.oneToOne(() => Question, { onDelete: "cascade" }),
}) {}
`;

function site(t: TestContext): Promise<TestProject> {
  return makeProject(t, {
    "mysite/settings.ts": settings,
    "people/models.ts": people,
    "polls/models.ts": polls,
  });
}

describe("graphmodels", () => {
  it("writes Mermaid: fields with their keys, and how many may be at each end", async (t) => {
    const project = await site(t);
    const { stdout, stderr, status } = await project.manage("graphmodels", "-f", "mermaid");
    assert.equal(status, 0, stderr);
    assert.equal(
      stdout,
      `erDiagram
  polls_Detail["polls.Detail"] {
    bigAuto id PK
    oneToOne question FK, UK
  }
  polls_Question["polls.Question"] {
    bigAuto id PK
    char(200) text
    foreignKey author FK "null"
    manyToMany fans
  }
  people_Person["people.Person"] {
    bigAuto id PK
    char(40) name UK
  }
  polls_Question ||--o| polls_Detail : "question"
  people_Person |o--o{ polls_Question : "author"
  people_Person }o--o{ polls_Question : "fans"
`,
    );
  });

  it("draws an SVG that says each model, field and relation, and does not overlap models", async (t) => {
    const project = await site(t);
    const run = await project.manage("graphmodels", "-o", "models.svg");
    assert.equal(run.stderr, "Drew 3 models in models.svg.\n");
    const svg = await project.read("models.svg");
    for (const text of ["Question", "Person", "char(200)", "foreignKey null", "fans"]) {
      assert.ok(svg.includes(`>${text}</text>`), text);
    }
    assert.match(svg, /polls\.Question\.author leads to people\.Person/);
    const boxes = [
      ...svg.matchAll(
        /<g class="model"[^]*?<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g,
      ),
    ].map(([, ...numbers]) => numbers.map(Number));
    assert.equal(boxes.length, 3);
    for (const [at, [x = 0, y = 0, width = 0, height = 0]] of boxes.entries()) {
      for (const [left = 0, top = 0, wide = 0, high = 0] of boxes.slice(at + 1)) {
        assert.ok(x + width <= left || left + wide <= x || y + height <= top || top + high <= y);
      }
    }
  });

  it("draws apps by name with what they lead to, without what is excluded", async (t) => {
    const project = await site(t);
    const graph = async (...words: string[]): Promise<unknown> => {
      const { stdout } = await project.manage("graphmodels", ...words, "--json");
      const { models, relations } = JSON.parse(stdout);
      return {
        models: models.map((each: { label: string; chosen: boolean }) => [each.label, each.chosen]),
        relations: relations.map((each: { name: string; to: string }) => `${each.name} ${each.to}`),
      };
    };
    assert.deepEqual(await graph("polls"), {
      models: [
        ["polls.Detail", true],
        ["polls.Question", true],
        ["people.Person", false],
      ],
      relations: ["question polls.Question", "author people.Person", "fans people.Person"],
    });
    assert.deepEqual(await graph("polls", "--exclude", "people", "-e", "polls.Detail"), {
      models: [["polls.Question", true]],
      relations: [],
    });
  });

  it("writes nothing for an ending that says no format, or an app that is not there", async (t) => {
    const project = await site(t);
    const ending = await project.manage("graphmodels", "-o", "models.png");
    assert.equal(ending.status, 2);
    assert.match(ending.stderr, /The format of models\.png is unknown\. Nothing was written\./);
    const app = await project.manage("graphmodels", "pols", "-o", "models.svg");
    assert.match(app.stderr, /pols/);
    assert.notEqual(app.status, 0);
    await assert.rejects(project.read("models.svg"));
  });

  it("writes DOT with a box for each app", async (t) => {
    const project = await site(t);
    const { stdout } = await project.manage("graphmodels", "--format", "dot");
    assert.match(stdout, /^digraph models \{/);
    assert.match(stdout, /subgraph cluster_1 \{\n {4}label="people";/);
    assert.match(
      stdout,
      /"polls\.Question" -> "people\.Person" \[label="author", .*style=dashed\];/,
    );
  });
});
