/** What the built-in tags print. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Engine, makeTemplateFragmentKey, MemoryLoader } from "../../src/templates/index.ts";
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

  it("lets block.super see the variables of with and for around it, but not in an included template", () => {
    const templates = {
      base: "{% block a %}base {{ x }} {{ forloop.counter }};{% endblock %}",
      middle:
        "{% extends 'base' %}{% block a %}[{% with x=y|add:1 %}{{ block.super }}{% endwith %}]{% endblock %}",
      main: "{% extends 'middle' %}{% block a %}{% for x in l %}{{ block.super }}{% with y=10 %}{{ block.super|upper }}{% endwith %}{% endfor %}{% endblock %}",
      part: "<{{ block.super }}>",
    };
    assert.equal(
      renderMain(templates, { l: [1, 2], y: 3 }),
      "[base 4 1;][BASE 11 1;][base 4 2;][BASE 11 2;]",
    );
    const main = "{% extends 'base' %}{% block a %}{% include 'part' %}{% endblock %}";
    assert.equal(renderMain({ ...templates, main }), "<>");
    const looked =
      "{% extends 'base' %}{% block a %}{% with x=1 %}{% if block.super %}{{ block.super|length }}{% endif %}{% endwith %}{% endblock %}";
    assert.equal(renderMain({ ...templates, main: looked }), "8");
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

describe("language tags", () => {
  const info = (code: string): string =>
    render(
      `{% load i18n %}{% get_language_info for '${code}' as l %}{{ l.code }}/{{ l.name }}/{{ l.name_local }}/{{ l.name_translated }}/{{ l.bidi }}`,
    );

  it("know languages by Django's names, and of an unknown region the language", () => {
    assert.equal(info("en-us"), "en/English/English/English/False");
    assert.equal(info("de-at"), "de/German/Deutsch/German/False");
    assert.equal(
      info("pt-br"),
      "pt-br/Brazilian Portuguese/Português Brasileiro/Brazilian Portuguese/False",
    );
    assert.equal(info("zh-cn").split("/").slice(0, 2).join("/"), "zh-hans/Simplified Chinese");
    assert.match(info("he-il"), /^he\/Hebrew\/.*\/True$/);
    assert.throws(() => info("xx"), { message: "Unknown language code xx." });
    assert.throws(() => info("xx-yy"), { message: "Unknown language code xx-yy and xx." });
    assert.equal(
      render("{% load i18n %}{{ 'es-ar'|language_name }} {{ 'en-us'|language_name_local }}"),
      "Argentinian Spanish English",
    );
  });

  it("list what is known of codes, and of pairs such as LANGUAGES has", () => {
    const source =
      "{% load i18n %}{% get_language_info_list for codes as all %}{% for l in all %}{{ l.code }}: {{ l.name }};{% endfor %}";
    assert.equal(render(source, { codes: ["it", "no"] }), "it: Italian;no: Norwegian;");
    assert.equal(
      render(source, {
        codes: [
          ["sl", "x"],
          ["fa", "x"],
        ],
      }),
      "sl: Slovenian;fa: Persian;",
    );
    assert.throws(() => render("{% load i18n %}{% get_language_info_list codes as all %}"), {
      message:
        "'get_language_info_list' requires 'for sequence as variable' (got ['codes', 'as', 'all'])",
    });
  });
});

describe("cache", () => {
  it("keeps a fragment by its name and what it varies on, in the memory of the process", () => {
    const counted = counter();
    const source = "{% load cache %}{% cache 60 tags_test page %}{{ count }}{% endcache %}";
    assert.equal(render(source, { ...counted, page: 1 }), "1");
    assert.equal(render(source, { ...counted, page: 1 }), "1");
    assert.equal(render(source, { ...counted, page: 2 }), "2");
    assert.equal(render(source.replace("tags_test", "other"), { ...counted, page: 1 }), "3");
    assert.equal(render(source.replace("page", "'a' page"), { ...counted, page: 1 }), "4");
  });

  it("keeps nothing for 0 seconds, and for ever with None", () => {
    const counted = counter();
    const short = "{% load cache %}{% cache 0 tags_short %}{{ count }}{% endcache %}";
    assert.equal(render(short, counted) + render(short, counted), "12");
    const long = "{% load cache %}{% cache None tags_long %}{{ count }}{% endcache %}";
    assert.equal(render(long, counted) + render(long, counted), "33");
  });

  it("takes the cache that using names, the one for fragments, or the default", async () => {
    const kept: string[] = [];
    const engine = new Engine({
      caches: (name) =>
        name === "broken" || name === "template_fragments"
          ? undefined
          : Promise.resolve({
              get: async () => null,
              set: async (key: string, value: string, { timeout }: { timeout: number | null }) => {
                kept.push(`${name} ${key} ${value} ${timeout}`);
              },
            }),
    });
    const parse = (tag: string) =>
      engine.fromString(`{% load cache %}{% cache ${tag} %}{{ x }}{% endcache %}`);
    assert.equal(await parse("5 a x").render({ x: "<" }), "&lt;");
    assert.equal(await parse("'7' b using=where").render({ x: 1, where: "second" }), "1");
    assert.deepEqual(kept, [
      `default ${makeTemplateFragmentKey("a", ["<"])} &lt; 5`,
      `second ${makeTemplateFragmentKey("b")} 1 7`,
    ]);
    await assert.rejects(parse("5 a using='broken'").render(), {
      name: "TemplateSyntaxError",
      message: "Invalid cache name specified for cache tag: 'broken'",
    });
    assert.throws(() => parse("5 a").renderSync(), { name: "SynchronousRenderError" });
  });

  it("makes Django's keys", () => {
    assert.equal(
      makeTemplateFragmentKey("foo", ["abc:efg", 42, null, true]),
      "template.cache.foo.59016df11b1aefe3ba5ffd545c059e4d",
    );
    assert.equal(
      makeTemplateFragmentKey("foo"),
      "template.cache.foo.d41d8cd98f00b204e9800998ecf8427e",
    );
  });

  it("says what is wrong with its arguments", () => {
    for (const [tag, message] of [
      ["cache", "''cache'' tag requires at least 2 arguments."],
      ["cache 5", "''cache'' tag requires at least 2 arguments."],
      ["cache soon name", "\"cache\" tag got a non-integer timeout value: ''"],
      ["cache 'x' name", "\"cache\" tag got a non-integer timeout value: 'x'"],
    ] as const) {
      assert.throws(() => render(`{% load cache %}{% ${tag} %}{% endcache %}`), {
        name: "TemplateSyntaxError",
        message,
      });
    }
  });
});

/** A variable that counts how often it is printed. */
function counter(): Readonly<Record<string, unknown>> {
  let printed = 0;
  return { count: () => (printed += 1) };
}

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
