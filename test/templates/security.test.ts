/** What a template cannot do, whoever writes it, and what data cannot do to a template. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Engine, TemplateSyntaxError } from "../../src/templates/index.ts";
import { render } from "./support.ts";

class Person {
  name = "Ann";
  greet(): string {
    return `Hi ${this.name}`;
  }
  get loud(): string {
    return this.name.toUpperCase();
  }
  rename(name: string): void {
    this.name = name;
  }
}

class Pet {
  readonly kind = "dog";
}

const values: Readonly<Record<string, unknown>> = {
  dictionary: { a: 1 },
  bare: Object.create(null),
  list: [1],
  text: "text",
  number: 1,
  date: new Date(0),
  map: new Map([["a", 1]]),
  set: new Set([1]),
  instance: new Person(),
  error: new Error("no"),
  bytes: Buffer.from("a"),
  expression: /a/,
  url: new URL("http://x/"),
  iterator: [1].values(),
  response: new Response("a"),
  kept: Object.assign(() => 1, { doNotCallInTemplates: true }),
  keptClass: Object.assign(Person, { doNotCallInTemplates: true }),
};

const reserved = [
  "constructor",
  "constructor.constructor",
  "prototype",
  "toString",
  "toString.call",
  "valueOf",
  "hasOwnProperty",
  "isPrototypeOf",
  "call",
  "apply",
  "bind",
  "caller",
  "arguments",
  "name.constructor",
  "toLocaleString",
  "then",
];

describe("a template", () => {
  for (const [name, value] of Object.entries(values)) {
    it(`reaches nothing of JavaScript from ${name}`, () => {
      for (const key of reserved) {
        assert.equal(render(`[{{ v.${key} }}]`, { v: value }), "[]", key);
        assert.equal(render(`{% if v.${key} %}reached{% endif %}`, { v: value }), "", key);
      }
    });
  }

  it("calls no method that JavaScript or Node gives what it brings along", () => {
    const { iterator, response, list } = values;
    assert.equal(render("[{{ v.toArray }}]", { v: iterator }), "[]");
    assert.equal(render("[{{ v.text }}{{ v.status }}]", { v: response }), "[]");
    assert.equal(render("[{{ v.pop }}]", { v: list }), "[]");
  });

  it("may not name anything that begins with an underscore", () => {
    for (const name of ["__proto__", "a.__proto__", "a._b", "_a"]) {
      assert.throws(() => render(`{{ ${name} }}`, { a: {} }), {
        name: "TemplateSyntaxError",
        message: `Variables and attributes may not begin with underscores: '${name}'`,
      });
    }
    const rows = [{ _secret: 1 }];
    assert.equal(render("[{{ rows|dictsort:'_secret' }}]", { rows }), "[]");
    assert.equal(render("[{{ rows|dictsort:'a.__proto__' }}]", { rows }), "[]");
  });

  it("calls methods, but none that needs an argument, changes data or is a class", () => {
    const person = new Person();
    const erase = Object.assign(() => assert.fail("called"), { altersData: true });
    const context = { person, erase, Pet, Function, Array };
    assert.equal(render("{{ person.greet }} {{ person.loud }}", context), "Hi Ann ANN");
    assert.equal(
      render("[{{ person.rename }}{{ erase }}{{ Pet }}{{ Function }}{{ Array }}]", context),
      "[]",
    );
    assert.equal(person.name, "Ann");
  });

  it("gets names like constructor as data when they are data", () => {
    const data: unknown = JSON.parse(
      '{"constructor": "c", "toString": "t", "__proto__": {"a": 1}}',
    );
    assert.equal(render("{{ d.constructor }}{{ d.toString }}{{ d.a }}", { d: data }), "ct");
    assert.equal(render("{{ constructor }}", { constructor: "data" }), "data");
    assert.equal(render("[{{ constructor }}{{ toString }}{{ hasOwnProperty }}]"), "[]");
    assert.equal(
      render("{% for k in d %}{{ k }};{% endfor %}", { d: data }),
      "constructor;toString;__proto__;",
    );
  });

  it("reads no property that all objects have been given", (t) => {
    Reflect.set(Object.prototype, "polluted", "leaked");
    t.after(() => Reflect.deleteProperty(Object.prototype, "polluted"));
    assert.equal(
      render("[{{ d.polluted }}{{ l.polluted }}{{ polluted }}]", { d: { a: 1 }, l: [1] }),
      "[]",
    );
    assert.equal(render("{{ d.polluted }}", { d: { polluted: "own" } }), "own");
  });

  it("puts no variable named in it on any prototype", () => {
    render(
      "{% with constructor=1 toString=2 %}{{ constructor }}{% endwith %}{% firstof 1 as valueOf %}",
    );
    assert.equal(typeof {}.toString, "function");
    assert.equal({}.constructor, Object);
    assert.equal(typeof {}.valueOf, "function");
  });
});

describe("text in a template's source", () => {
  const nasty = [
    "'); globalThis.hacked = true; ('",
    '"); globalThis.hacked = true; ("',
    "`${globalThis.hacked = true}`",
    '\\"); globalThis.hacked = true; //',
    "\u2028 globalThis.hacked = true",
    "*/ globalThis.hacked = true /*",
    "</script><script>globalThis.hacked = true",
    "\0",
    "${1}",
    "constructor",
    "K0",
    "r",
  ];

  it("never becomes code, wherever it stands", () => {
    for (const text of nasty) tryEverywhere(text);
    assert.equal(Reflect.get(globalThis, "hacked"), undefined);
  });

  it("never becomes code, whatever characters it is made of", () => {
    const alphabet = "\"'`\\${}()[];:,.+-*/=<>!&|?%# \n\t\0\u2028éK0rcoTA_";
    let state = 7;
    const next = (limit: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return state % limit;
    };
    for (let round = 0; round < 500; round++) {
      tryEverywhere(
        Array.from({ length: 1 + next(12) }, () => alphabet[next(alphabet.length)]).join(""),
      );
    }
  });

  it("is the only thing that is compiled: data with tags in it is printed", () => {
    assert.equal(
      render("{{ x }}", { x: "{{ y }}{% now 'Y' %}" }),
      "{{ y }}{% now &#x27;Y&#x27; %}",
    );
    const engine = new Engine();
    assert.throws(() => engine.fromString("{% nosuch %}"), TemplateSyntaxError);
  });
});

/** Every place of a template that text can stand in. */
const places = [
  (text: string) => text,
  (text: string) => `{{ "${text}" }}`,
  (text: string) => `{{ x|default:"${text}" }}`,
  (text: string) => `{% with ${text}=1 %}{{ ${text} }}{% endwith %}`,
  (text: string) => `{% for ${text} in l %}{{ ${text} }}{{ forloop }}{% endfor %}`,
  (text: string) => `{% for a, ${text} in l %}{% include "x" %}{% endfor %}`,
  (text: string) => `{{ ${text} }}`,
  (text: string) => `{{ a.${text} }}`,
  (text: string) => `{% block ${text} %}{% endblock %}`,
  (text: string) => `{% cycle 1 2 as ${text} %}{% firstof 1 as ${text} %}`,
  (text: string) => `{% url "${text}" ${text}=1 as ${text} %}`,
  (text: string) => `{% regroup l by ${text} as ${text} %}`,
  (text: string) => `{% include "${text}" with ${text}=1 %}`,
  (text: string) => `{% now "${text}" as ${text} %}`,
  (text: string) =>
    `{% load i18n %}{% blocktranslate with ${text}=1 %}{{ ${text} }}{% endblocktranslate %}`,
  (text: string) => `{% if ${text} == "${text}" %}{% endif %}`,
  (text: string) => `{% querystring ${text}=1 %}`,
  (text: string) => `{% widthratio 1 1 1 as ${text} %}{% partialdef ${text} %}{% endpartialdef %}`,
];

/** What JavaScript itself would say to broken code is not among the errors a template may have. */
function tryEverywhere(text: string): void {
  for (const place of places) {
    const source = place(text);
    try {
      render(source, { l: [[1, 2]], a: {} }, { stringIfInvalid: `${text}%s` });
    } catch (error) {
      const isBroken = error instanceof SyntaxError || error instanceof ReferenceError;
      assert.ok(!isBroken, `${JSON.stringify(source)}: ${String(error)}`);
    }
  }
}
