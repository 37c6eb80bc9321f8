/** What the built-in tags print. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Engine, MemoryLoader } from "../../src/templates/index.ts";
import { render, renderMain } from "./support.ts";

describe("for", () => {
  it("counts in forloop, also through parentloop", () => {
    const source =
      "{% for a in l %}{% for b in l %}{{ forloop.parentloop.counter }}{{ forloop.revcounter0 }}{% if forloop.last %};{% endif %}{% endfor %}{% endfor %}";
    assert.equal(render(source, { l: [1, 2] }), "1110;2120;");
  });

  it("keeps the outer loop's variables behind an include", () => {
    const templates = {
      main: "{% for x in l %}{% for y in l %}{% include 'part' %}{% endfor %}{% endfor %}",
      part: "({{ x }}{{ y }}{{ forloop.parentloop.counter }})",
    };
    assert.equal(renderMain(templates, { l: [7, 8] }), "(771)(781)(872)(882)");
  });

  it("says how many values it needed to unpack", () => {
    assert.throws(
      () => render("{% for a, b in l %}{% endfor %}", { l: [[1]] }),
      /Need 2 values to unpack in for loop; got 1\./,
    );
  });

  it("forgets its variables at its end", () => {
    assert.equal(render("{% for x in l %}{% endfor %}[{{ x }}]", { l: [1] }), "[]");
  });
});

describe("if", () => {
  it("is false when an operator fails, and fails when a lone value does", () => {
    assert.equal(
      render("{% if x|divisibleby:'a' and 1 %}yes{% else %}no{% endif %}", { x: 1 }),
      "no",
    );
    assert.throws(() => render("{% if x|divisibleby:'a' %}{% endif %}", { x: 1 }));
  });

  it("binds as Python does", () => {
    const source = "{% if not a == b or a in l and b %}yes{% else %}no{% endif %}";
    assert.equal(render(source, { a: 1, b: 1, l: [1] }), "yes");
  });
});

describe("with, cycle, ifchanged, regroup", () => {
  it("sets several names, and takes the old form", () => {
    assert.equal(render("{% with a=1 b='x' %}{{ a }}{{ b }}{% endwith %}{{ a }}"), "1x");
    assert.equal(render("{% with 1 as a and 2 as b %}{{ a }}{{ b }}{% endwith %}"), "12");
  });

  it("keeps a named cycle's value for the rest of the loop", () => {
    const source = "{% for x in l %}{% cycle 'a' 'b' as row silent %}{{ row }}{% endfor %}";
    assert.equal(render(source, { l: [1, 2, 3] }), "aba");
  });

  it("starts ifchanged anew in each inner loop", () => {
    const source =
      "{% for a in l %}{% for b in l %}{% ifchanged %}{{ a }}{% endifchanged %}{% endfor %}{% endfor %}";
    assert.equal(render(source, { l: [1, 2] }), "12");
  });

  it("gives groups that unpack", () => {
    const source =
      "{% regroup l by k as groups %}{% for key, items in groups %}{{ key }}{{ items|length }}{% endfor %}";
    assert.equal(render(source, { l: [{ k: "a" }, { k: "a" }, { k: "b" }] }), "a2b1");
  });
});

describe("inheritance", () => {
  const base = "<{% block a %}base{% endblock %}|{% block b %}{{ x }}{% endblock %}>";

  it("gives a block's parent by block.super, at any depth", () => {
    const templates = {
      base,
      middle: "{% extends 'base' %}{% block a %}m{{ block.super }}{% endblock %}",
      main: "{% extends 'middle' %}{% block a %}c{{ block.super }}{% endblock %}",
    };
    assert.equal(renderMain(templates, { x: "&" }), "<cmbase|&amp;>");
  });

  it("lets a template extend its namesake of another folder", () => {
    const first = new MemoryLoader({ main: "{% extends 'main' %}{% block a %}mine{% endblock %}" });
    const second = new MemoryLoader({ main: base });
    const named = (loader: MemoryLoader, prefix: string) => ({
      places: (name: string) => [`${prefix}${name}`],
      version: (place: string) => loader.version(place.slice(prefix.length)),
      read: (place: string) => loader.read(place.slice(prefix.length)),
    });
    const engine = new Engine({ loaders: [named(first, "1/"), named(second, "2/")] });
    assert.equal(engine.getTemplate("main").renderSync({ x: 1 }), "<mine|1>");
  });

  it("renders a block of an autoescape off body unescaped", () => {
    const templates = {
      base: "{% autoescape off %}{% block a %}{% endblock %}{% endautoescape %}",
      main: "{% extends 'base' %}{% block a %}{{ x }}{% endblock %}",
    };
    assert.equal(renderMain(templates, { x: "<" }), "<");
  });

  it("says that block.super has no meaning without a parent", () => {
    assert.throws(() => renderMain({ main: "{% block a %}{{ block.super }}{% endblock %}" }), {
      name: "TemplateSyntaxError",
      message: /'BlockNode' object has no attribute 'context'/,
    });
  });
});

describe("include", () => {
  it("gives only what is asked with only", () => {
    const templates = { main: "{% include 'p' with a=1 only %}", p: "[{{ a }}{{ x }}]" };
    assert.equal(renderMain(templates, { x: 2 }), "[1]");
  });

  it("takes the first of several names that exists, and a template itself", () => {
    assert.equal(renderMain({ main: "{% include names %}", p: "p" }, { names: ["no", "p"] }), "p");
    const engine = new Engine();
    assert.equal(render("{% include t %}", { t: engine.fromString("t") }), "t");
  });

  it("includes itself as long as it is asked to", () => {
    const templates = {
      main: "{{ n }}{% if n > 0 %}{% include 'main' with n=n|add:'-1' %}{% endif %}",
    };
    assert.equal(renderMain(templates, { n: 3 }), "3210");
  });
});

describe("partials", () => {
  it("are named parts, used before and after they are defined", () => {
    const source =
      "{% partial p %}{% partialdef p %}[{{ x }}]{% endpartialdef %}{% for x in l %}{% partial p %}{% endfor %}";
    assert.equal(render(source, { x: "<", l: [1, 2] }), "[&lt;][1][2]");
    assert.equal(render("{% partialdef p inline %}a{% endpartialdef p %}{% partial p %}"), "aa");
    assert.throws(() => render("{% partial nope %}"), {
      name: "TemplateSyntaxError",
      message: "Partial 'nope' is not defined in the current template.",
    });
  });
});

describe("translation tags", () => {
  it("show the text as it is written", () => {
    assert.equal(
      render("{% load i18n %}{% translate 'Hi <b>' %}{% trans x %}", { x: "<" }),
      "Hi <b>&lt;",
    );
    assert.equal(
      render(
        "{% load i18n %}{% blocktranslate count n=l|length with who=name trimmed %}\n  {{ who }} has\n  one%\n{% plural %}\n {{ who }} has {{ n }}\n{% endblocktranslate %}",
        { l: [1, 2], name: "<Ann>" },
      ),
      "&lt;Ann&gt; has 2",
    );
    assert.equal(render("{% load i18n %}{% get_current_language as l %}{{ l }}"), "en-us");
  });
});

describe("time zone tags", () => {
  it("move moments", () => {
    const d = new Date("2026-07-01T12:00:00Z");
    const source =
      "{% load tz %}{{ d|date:'H:i' }} {% timezone 'Asia/Tokyo' %}{{ d|date:'H:i T' }}{% endtimezone %} {{ d|timezone:'Europe/Paris'|date:'H:i T' }} {% localtime off %}{{ d|date:'H:i' }}{% endlocaltime %}";
    assert.equal(
      render(source, { d }, { timeZone: "America/New_York" }),
      "08:00 21:00 JST 14:00 CEST 12:00",
    );
  });
});
