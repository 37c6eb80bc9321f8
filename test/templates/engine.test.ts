/** Finding, keeping and rendering templates; their errors; libraries of one's own. */
import assert from "node:assert/strict";
import { mkdtempSync, mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, it, type TestContext } from "node:test";
import {
  Engine,
  formatHtml,
  Library,
  loadLibraries,
  MemoryLoader,
  RenderNode,
  TemplateDoesNotExist,
  templateDebugOf,
  TemplateSyntaxError,
  type Context,
  type FilterExpression,
  type NodeList,
} from "../../src/templates/index.ts";
import { render } from "./support.ts";

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), "templates-"));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
}

describe("template files", () => {
  it("come from the first folder that has them, and say where they were looked for", (t) => {
    const [first, second] = [folder(t), folder(t)];
    writeFileSync(join(second, "page.html"), "second");
    const engine = new Engine({ dirs: [first, second] });
    assert.equal(engine.getTemplate("page.html").renderSync(), "second");
    assert.throws(
      () => engine.getTemplate("no.html"),
      (error) => {
        assert.ok(error instanceof TemplateDoesNotExist);
        assert.equal(error.message, "no.html");
        const places = error.tried.map(({ origin }) => origin);
        assert.deepEqual(places, [join(first, "no.html"), join(second, "no.html")]);
        return true;
      },
    );
  });

  it("never come from outside of the folders", (t) => {
    const root = folder(t);
    mkdirSync(join(root, "in"));
    mkdirSync(join(root, "inside"));
    writeFileSync(join(root, "secret"), "secret");
    writeFileSync(join(root, "inside", "secret"), "secret");
    const engine = new Engine({ dirs: [join(root, "in")] });
    for (const name of [
      "../secret",
      "../inside/secret",
      join(root, "secret"),
      "..",
      "",
      "\0",
      "x/../../secret",
    ]) {
      assert.throws(() => engine.getTemplate(name), TemplateDoesNotExist, name);
    }
  });

  it("are read again when they change, in debug mode, and when they appear", (t) => {
    const root = folder(t);
    const file = join(root, "page.html");
    const engine = new Engine({ dirs: [root], debug: true });
    assert.throws(() => engine.getTemplate("page.html"), TemplateDoesNotExist);
    writeFileSync(file, "one");
    const first = engine.getTemplate("page.html");
    assert.equal(first.renderSync(), "one");
    assert.equal(engine.getTemplate("page.html"), first);
    writeFileSync(file, "two");
    utimesSync(file, new Date(), new Date(Date.now() + 2000));
    assert.equal(engine.getTemplate("page.html").renderSync(), "two");
  });

  it("are read once otherwise", (t) => {
    const root = folder(t);
    const file = join(root, "page.html");
    writeFileSync(file, "one");
    const engine = new Engine({ dirs: [pathToFileURL(root)] });
    engine.getTemplate("page.html");
    rmSync(file);
    assert.equal(engine.getTemplate("page.html").renderSync(), "one");
  });
});

describe("errors", () => {
  it("name the template and the line when a template is parsed", () => {
    const engine = new Engine({
      loaders: [new MemoryLoader({ page: "one\n{% if x %}\n{% nope %}{% endif %}" })],
    });
    assert.throws(
      () => engine.getTemplate("page"),
      (error) => {
        assert.ok(error instanceof TemplateSyntaxError);
        assert.equal(
          error.message,
          "Invalid block tag on line 3: 'nope', expected 'elif', 'else' or 'endif'. Did you forget to register or load this tag?",
        );
        assert.equal(error.templateName, "page");
        assert.equal(error.line, 3);
        return true;
      },
    );
  });

  it("name the innermost template and its line when one is rendered, whatever was thrown", async () => {
    const engine = new Engine({
      loaders: [
        new MemoryLoader({
          page: "1\n{% for x in l %}\n{% include 'part' %}\n{% endfor %}",
          part: "{# 1 #}\n{{ fine }}\n\n{{ fail }}",
        }),
      ],
    });
    const fail = (): never => {
      throw new RangeError("out of range");
    };
    const template = engine.getTemplate("page");
    const check = (error: unknown): true => {
      assert.ok(error instanceof RangeError);
      const place = templateDebugOf(error);
      assert.equal(place?.templateName, "part");
      assert.equal(place?.line, 4);
      assert.deepEqual(place?.sourceLines.at(-1), { line: 4, text: "{{ fail }}", culprit: true });
      return true;
    };
    assert.throws(() => template.renderSync({ l: [1], fail }), check);
    await assert.rejects(template.render({ l: [1], fail }), check);
  });

  it("say which included template is missing, and where it was asked for", () => {
    const engine = new Engine({ loaders: [new MemoryLoader({ page: "\n{% include 'nope' %}" })] });
    assert.throws(() => engine.getTemplate("page").renderSync(), {
      name: "TemplateDoesNotExist",
      message: "nope",
      templateName: "page",
      line: 2,
    });
  });

  it("end templates that include themselves for ever, also when they wait on the way", async () => {
    const engine = new Engine({
      loaders: [new MemoryLoader({ page: "{{ x }}{% include 'page' %}" })],
    });
    const message = "Templates are included in each other more than 250 deep.";
    assert.throws(() => engine.getTemplate("page").renderSync(), { name: "RangeError", message });
    const x = (): Promise<number> => Promise.resolve(1);
    await assert.rejects(engine.getTemplate("page").render({ x }), { name: "RangeError", message });
  });

  it("of variables that fail silently are not errors", () => {
    const quiet = (): never => {
      throw Object.assign(new Error("quiet"), { silentVariableFailure: true });
    };
    assert.equal(render("[{{ quiet }}{{ o.quiet.x }}]", { quiet, o: { quiet } }), "[]");
    assert.equal(render("{{ quiet }}", { quiet }, { stringIfInvalid: "no" }), "no");
    assert.equal(
      render("{{ a.b }}|{{ a.b|upper }}", { a: {} }, { stringIfInvalid: "<%s>" }),
      "&lt;a.b&gt;|&lt;a.b&gt;",
    );
  });
});

describe("promises", () => {
  const later = <Value>(value: Value): Promise<Value> => Promise.resolve(value);
  const source =
    "{{ name }}{% for c in question.choices.all %}{{ c.text }}{% if c.votes > 1 %}!{% endif %}{% endfor %}" +
    "{% with x=name|upper %}{{ x }}{% endwith %}{% include 'part' %}";
  const engine = new Engine({
    loaders: [new MemoryLoader({ page: source, part: "{{ name|lower }}" })],
  });
  const context = {
    name: later("<N>"),
    question: {
      choices: { all: () => later([{ text: later("a"), votes: later(2) }, later({ text: "b" })]) },
    },
  };

  it("are awaited wherever they are met", async () => {
    const output = await engine.getTemplate("page").render(context);
    assert.equal(output, "&lt;N&gt;a!b&lt;N&gt;&lt;n&gt;");
  });

  it("are refused by renderSync, by the name of the variable", () => {
    assert.throws(() => engine.getTemplate("page").renderSync(context), {
      name: "SynchronousRenderError",
      message:
        '"name" is a promise, and renderSync() cannot wait for it: use "await template.render()".',
    });
    assert.throws(() => render("{% if p and 1 %}{% endif %}", { p: later(1) }), {
      name: "SynchronousRenderError",
    });
  });

  it("may be given one by one", async () => {
    async function* numbers(): AsyncGenerator<number> {
      yield await later(1);
      yield 2;
    }
    const template = new Engine().fromString(
      "{% for n in numbers %}{{ n }}{{ forloop.last }}{% endfor %}",
    );
    assert.equal(await template.render({ numbers }), "1False2True");
  });

  it("that fail make the render fail, with the place", async () => {
    const template = new Engine().fromString("\n{{ x }}");
    const error = new Error("late");
    await assert.rejects(template.render({ x: Promise.reject(error) }), error);
    assert.equal(templateDebugOf(error)?.line, 2);
  });
});

describe("attributes of objects", () => {
  class Poll {
    readonly pubDate = "today";
    readonly snake_case = "as written";
    readonly snakeCase = "in the other case";

    getAbsoluteUrl(): string {
      return `/${this.pubDate}/`;
    }
  }

  it("are found by the names of Django's templates, where the class has them in TypeScript's", () => {
    const template = new Engine().fromString(
      "{{ poll.pub_date }} {{ poll.get_absolute_url }} {{ poll.snake_case }} [{{ poll.pub__date_ }}]",
    );
    assert.equal(template.renderSync({ poll: new Poll() }), "today /today/ as written []");
  });

  it("are not those of a dictionary: its keys are data", () => {
    const template = new Engine().fromString("[{{ poll.pub_date }}]");
    assert.equal(template.renderSync({ poll: { pubDate: "today" } }), "[]");
  });

  it("give no way to what JavaScript brings along", () => {
    const template = new Engine().fromString("[{{ poll.to_locale_string }}{{ list.for_each }}]");
    assert.equal(template.renderSync({ poll: new Poll(), list: [] }), "[]");
  });
});

describe("a request", () => {
  it("gives the processors' variables, which the context overrides", async () => {
    const engine = new Engine({
      contextProcessors: [() => ({ a: 1, b: 1 }), () => Promise.resolve({ b: 2, c: 2 })],
      csrfToken: () => "token<",
    });
    const template = engine.fromString(
      "{{ a }}{{ b }}{{ c }}{{ request.path }}{% csrf_token %}{{ csrf_token }}",
    );
    assert.equal(
      await template.render({ c: 3 }, { path: "/x" }),
      '123/x<input type="hidden" name="csrfmiddlewaretoken" value="token&lt;">token&lt;',
    );
    assert.equal(await template.render({ c: 3 }), "3");
    assert.throws(() => template.renderSync({}, {}), { name: "SynchronousRenderError" });
  });

  it("is asked for its CSRF token only by a template that uses it", async () => {
    const engine = new Engine({ csrfToken: () => assert.fail("asked") });
    assert.equal(await engine.fromString("x").render({}, {}), "x");
  });
});

/** `{% repeat 3 %}…{% endrepeat %}`, written as a custom tag is. */
class RepeatNode extends RenderNode {
  readonly count: FilterExpression;
  readonly body: NodeList;

  constructor(count: FilterExpression, body: NodeList) {
    super();
    this.count = count;
    this.body = body;
  }

  async render(context: Context): Promise<string> {
    let output = "";
    const count = Number(await context.resolve(this.count));
    for (let round = 1; round <= count; round++)
      output += await this.body.render(context.push({ round }));
    return output;
  }
}

const register = new Library();
register.filter("shout", (value: string) => `${value}!`, { stringFilter: true, isSafe: true });
register.filter("times", (value: number, factor: number) => value * factor);
register.simpleTag("sum", (a: number, b: number) => a + b);
register.simpleTag("link", (href: string, options: { text: string }) =>
  formatHtml('<a href="{}">{}</a>', href, options.text),
);
register.simpleTag("later", () => Promise.resolve("<late>"));
register.simpleTag("named", (a: number, b: number) => `${a},${b}`, {
  parameters: ["a", "b?"],
});
register.simpleTag("user", (context: Context) => context.get("user"), { takesContext: true });
register.simpleBlockTag("box", (content: unknown, options: { color: string }) =>
  formatHtml('<div class="{}">{}</div>', options.color, content),
);
register.inclusionTag("menu", "menu.html", (items: readonly string[]) => ({ items }));
register.tag("repeat", (parser, token) => {
  const [, count = "1"] = token.splitContents();
  const expression = parser.compileFilter(count);
  const body = parser.parse(["endrepeat"]);
  parser.deleteFirstToken();
  return new RepeatNode(expression, body);
});

describe("a library of one's own", () => {
  const engine = new Engine({
    libraries: { mine: register },
    loaders: [
      new MemoryLoader({ "menu.html": "{% for i in items %}[{{ i }}]{% endfor %}{{ user }}" }),
    ],
  });
  const output = async (
    source: string,
    context: Readonly<Record<string, unknown>> = {},
  ): Promise<string> => engine.fromString(`{% load mine %}${source}`).render(context);

  it("adds filters and tags of every kind", async () => {
    assert.equal(await output("{{ x|shout }} {{ 2|times:3 }}", { x: "<" }), "&lt;! 6");
    assert.equal(await output("{% sum 1 x %} {% sum 1 2 as y %}{{ y }}", { x: 4 }), "5 3");
    assert.equal(await output("{% link '/a' text=x %}", { x: "<" }), '<a href="/a">&lt;</a>');
    assert.equal(await output("{% later %}"), "&lt;late&gt;");
    assert.equal(await output("{% user %}", { user: "<Ann>" }), "&lt;Ann&gt;");
    assert.equal(
      await output("{% box color='r' %}{{ x }}{% endbox %}", { x: "<" }),
      '<div class="r">&lt;</div>',
    );
    assert.equal(await output("{% menu l %}", { l: ["<", "b"], user: "u" }), "[&lt;][b]");
    assert.equal(
      await output("{% repeat n %}{{ round }}{{ x }}{% endrepeat %}{{ round }}", { n: 2, x: "<" }),
      "1&lt;2&lt;",
    );
  });

  it("knows the names of parameters when it is told them", async () => {
    assert.equal(await output("{% named 1 b=2 %}|{% named b=2 a=1 %}"), "1,2|1,2");
    await assert.rejects(output("{% named %}"), {
      message: "'named' did not receive value(s) for the argument(s): 'a'",
    });
    await assert.rejects(output("{% named 1 c=2 %}"), {
      message: "'named' received unexpected keyword argument 'c'",
    });
    await assert.rejects(output("{% named 1 2 3 %}"), {
      message: "'named' received too many positional arguments",
    });
  });

  it("can be loaded in parts", async () => {
    const template = engine.fromString("{% load sum from mine %}{% sum 1 2 %}");
    assert.equal(await template.render(), "3");
    assert.throws(() => engine.fromString("{% load sum from mine %}{{ x|shout }}"), {
      message: "Invalid filter: 'shout'",
    });
    assert.throws(() => engine.fromString("{% load nope from mine %}"), {
      message: "'nope' is not a valid tag or filter in tag library 'mine'",
    });
  });

  it("is found in an app's templatetags", async (t) => {
    const app = folder(t);
    mkdirSync(join(app, "templatetags"));
    const library = new URL("../../src/templates/index.ts", import.meta.url).href;
    writeFileSync(
      join(app, "templatetags", "polls.ts"),
      `import { Library } from "${library}";\nexport const register = new Library().filter("twice", (value: string) => value + value, { stringFilter: true });\n`,
    );
    writeFileSync(join(app, "templatetags", "_private.ts"), "throw new Error('imported');\n");
    const libraries = await loadLibraries([
      pathToFileURL(app),
      pathToFileURL(join(app, "nothing")),
    ]);
    assert.deepEqual(Object.keys(libraries), ["polls"]);
    assert.equal(render("{% load polls %}{{ 'a'|twice }}", {}, { libraries }), "aa");
    writeFileSync(join(app, "templatetags", "empty.js"), "export const x = 1;\n");
    await assert.rejects(loadLibraries([pathToFileURL(app)]), { name: "InvalidTemplateLibrary" });
  });
});
