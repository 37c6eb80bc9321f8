/** Template sources: filter chains, and whole templates of nested tags. */
import type { Random } from "./random.ts";
import { anyOf, names } from "./template-values.ts";

/** Every built-in filter but `random`, with arguments that make sense to it. */
const filters: Readonly<Record<string, readonly string[]>> = {
  add: ["2", '"3"', '"x"', "n", "l"],
  addslashes: [],
  capfirst: [],
  center: ["9", '"6"', '"x"'],
  cut: ['" "', '"a"', '";"', "n"],
  date: [
    '"Y-m-d"',
    '"D d M Y"',
    '"H:i:s"',
    '"c"',
    '"jS F y, P"',
    '"W o t L z"',
    '"e T O Z I"',
    '"r"',
    '"N E b"',
    '"\\\\Y\\\\ear"',
    '"SHORT_DATE_FORMAT"',
    '""',
    "",
    "s",
  ],
  default: ['"<i>"', "0", "s"],
  default_if_none: ['"none"', "s"],
  dictsort: ['"k"', '"x"', "0", "1", '"0"', '"a.b"', '"_x"'],
  dictsortreversed: ['"x"', "0"],
  divisibleby: ["2", '"3"', '"x"', "0"],
  escape: [],
  escapejs: [],
  escapeseq: [],
  filesizeformat: [],
  first: [],
  floatformat: ["", "2", "0", "-3", '"2g"', '"g"', '"u"', '"x"', "n"],
  force_escape: [],
  get_digit: ["1", "2", "0", '"x"'],
  iriencode: [],
  join: ['", "', '"<br>"', "s", "n"],
  json_script: ['"id"', "", '"<i>"'],
  last: [],
  length: [],
  linebreaks: [],
  linebreaksbr: [],
  linenumbers: [],
  ljust: ["8", '"x"'],
  lower: [],
  make_list: [],
  phone2numeric: [],
  pluralize: ["", '"es"', '"y,ies"', '"a,b,c"', "n"],
  pprint: [],
  rjust: ["8"],
  safe: [],
  safeseq: [],
  slice: ['":2"', '"1:"', '"-2:"', '"::2"', '"::-1"', '"x"', '"1"', "n"],
  slugify: [],
  stringformat: [
    '"s"',
    '"d"',
    '"05d"',
    '"5.2f"',
    '".3e"',
    '"x"',
    '"r"',
    '"+d"',
    '"z"',
    '"-8s"',
    '"g"',
    '"c"',
    '"%"',
    '"s%%"',
  ],
  striptags: [],
  time: ['"H:i"', "", '"P"', '"Y"', '"f a"'],
  timesince: ["", "t"],
  timeuntil: ["", "t"],
  title: [],
  truncatechars: ["5", "0", "-1", '"3"', '"x"', "n"],
  truncatechars_html: ["5", "7", "0", "12"],
  truncatewords: ["2", "0", '"x"'],
  truncatewords_html: ["2", "1", "4"],
  unordered_list: [],
  upper: [],
  urlencode: ["", '""', '"/:"'],
  urlize: [],
  urlizetrunc: ["8", '"15"', "0"],
  wordcount: [],
  wordwrap: ["5", "12", "0", '"x"'],
  apnumber: [],
  intcomma: [],
  intword: [],
  naturaltime: [],
  naturalday: ["", '"Y"'],
  ordinal: [],
  localize: [],
  unlocalize: [],
  utc: [],
  localtime: [],
  timezone: ['"Asia/Tokyo"', '"nowhere"', "s"],
  yesno: ["", '"a,b"', '"a,b,c"', '"a"', "s"],
};

const filterNames = Object.keys(filters);

/** `|name:argument`, now and then with the argument of another filter, or none, or one too many. */
function filter(random: Random): string {
  const name = anyOf(random, filterNames);
  const own = filters[name] ?? [];
  const foreign = filters[anyOf(random, filterNames)] ?? [];
  const options = random.chance(0.04) && foreign.length > 0 ? foreign : own;
  const argument = options.length > 0 ? anyOf(random, options) : "";
  return argument === "" ? `|${name}` : `|${name}:${argument}`;
}

const literals = ['"text"', "'<b>'", "1", "-2", "2.5", "True", "False", "None", '_("x")', '""'];

function operand(random: Random): string {
  if (random.chance(0.15)) return anyOf(random, literals);
  const name = anyOf(random, names);
  if (random.chance(0.75)) return name;
  return `${name}.${anyOf(random, ["x", "0", "1", "k", "name", "items", "keys", "values", "upper", "nope", "year"])}`;
}

export function expression(random: Random, most = 2): string {
  return operand(random) + random.times(most, () => filter(random)).join("");
}

/** Chains of filters over one value, mostly of the wrong kind. */
export function filterChain(random: Random): string {
  const chain = `{{ ${operand(random)}${Array.from({ length: 1 + random.below(3) }, () => filter(random)).join("")} }}`;
  const loaded =
    /\b(?:apnumber|int|natural|ordinal|localize|unlocalize|utc|localtime|timezone)/.test(chain)
      ? `{% load humanize l10n tz %}${chain}`
      : chain;
  return random.chance(0.2) ? `{% autoescape off %}${loaded}{% endautoescape %}` : loaded;
}

const operators = ["==", "!=", "<", ">", "<=", ">=", "in", "not in", "is", "is not", "and", "or"];

function condition(random: Random): string {
  const parts = [random.chance(0.2) ? `not ${expression(random, 1)}` : expression(random, 1)];
  for (const operator of random.times(2, () => anyOf(random, operators))) {
    parts.push(operator, expression(random, 1));
  }
  return parts.join(" ");
}

/** Tags that are wrong, and some that are rare. */
const malformed = [
  "{% for %}{% endfor %}",
  "{% for x y in l %}{% endfor %}",
  "{% for x in %}{% endfor %}",
  "{% for x| in l %}{% endfor %}",
  "{% for x in l reversed %}{{ x }}{% endfor %}",
  "{% include %}",
  "{% include 'part' with %}",
  "{% include 'part' only only %}",
  "{% include 'part' foo %}",
  "{% include 'nope' %}",
  "{% include './part' %}",
  "{% include o %}",
  "{% include l %}",
  "{% cycle %}",
  "{% cycle a %}",
  "{% cycle 1 2 as x loud %}",
  "{% resetcycle %}",
  "{% resetcycle nope %}",
  "{% load nope %}",
  "{% load nope from static %}",
  "{% load static from static %}{% static 'x' as y %}{{ y }}",
  "{% url %}",
  "{% now %}",
  "{% now 'Y' as y %}{{ y }}",
  "{% regroup l by x %}",
  "{% regroup l on x as y %}",
  "{% widthratio 1 2 %}",
  "{% widthratio 1 2 3 to x %}",
  "{% widthratio 3 0 3 as x %}{{ x }}",
  "{% autoescape maybe %}{% endautoescape %}",
  "{% autoescape %}{% endautoescape %}",
  "{% templatetag nope %}",
  "{% templatetag %}",
  "{% with %}{% endwith %}",
  "{% with a %}{% endwith %}",
  "{% with 1 as a and 2 as b %}{{ a }}{{ b }}{% endwith %}",
  "{% with a=1 b %}{% endwith %}",
  "{% if %}{% endif %}",
  "{% if a = b %}{% endif %}",
  "{% if a and %}{% endif %}",
  "{% if a b %}{% endif %}",
  "{% if not %}{% endif %}",
  "{% if a not b %}{% endif %}",
  "{% if a %}{% else %}{% elif %}{% endif %}",
  "{% else %}",
  "{% firstof %}",
  "{% filter safe %}{% endfilter %}",
  "{% filter nope %}{% endfilter %}",
  "{% lorem 3 w %}",
  "{% lorem 1 p %}",
  "{% lorem x y z %}",
  "{% debug %}",
  "{% load static %}{% get_media_prefix as m %}{{ m }}",
  "{% load static %}{% static %}",
  "{% load static %}{% get_static_prefix of m %}",
  "{% load i18n %}{% translate %}",
  "{% load i18n %}{% translate 'x' to y %}",
  "{% load i18n %}{% translate 'x' context 'y' as z %}{{ z }}",
  "{% load i18n %}{% blocktranslate %}{% if %}{% endblocktranslate %}",
  "{% load i18n %}{% blocktranslate count x=s %}a{% plural %}b{% endblocktranslate %}",
  "{% load i18n %}{% blocktranslate count x=3 trimmed asvar y %}\n a \n{% plural %}\n b {{ x }}\n c{% endblocktranslate %}[{{ y }}]",
  "{% load i18n %}{% get_current_language as L %}{{ L }}{% get_current_language_bidi as B %}{{ B }}",
  "{% load tz %}{% localtime maybe %}{% endlocaltime %}",
  "{% load tz %}{% localtime off %}{{ t }}{% endlocaltime %}",
  "{% load tz %}{% get_current_timezone as Z %}{{ Z }}",
  "{% load tz %}{% timezone %}{% endtimezone %}",
  "{% load l10n %}{% localize maybe %}{% endlocalize %}",
  "{% block %}{% endblock %}",
  "{% block a b %}{% endblock %}",
  "{% block one %}{% endblock two %}",
  "{% extends %}",
  "{% comment %}",
  "{% verbatim x %}{% endverbatim %}{% endverbatim x %}",
  "{{ }}",
  "{% %}",
  "{{ a|nope }}",
  "{{ a|upper:1 }}",
  "{{ a|add }}",
  "{{ a|default: 1 }}",
  "{{ a b }}",
  "{{ a.b._c }}",
  "{{ _a }}",
  "{{ 1.5.2 }}{{ 1. }}{{ .5 }}{{ 1e3 }}{{ 0x1 }}",
  "{{ a.. }}",
  "{{ 'unclosed }}",
  "{{ a|cut:'x }}",
  "{{ a | upper | lower }}",
  "{{ '\\'' }}{{ \"\\\"\" }}{{ '\\\\' }}",
  "{{ forloop }}{{ block }}{{ True.x }}{{ None }}",
];

type Make = (random: Random, depth: number) => string;

const pieces: readonly Make[] = [
  (random) => anyOf(random, ["text ", "<p>", "\n", " ", "&", "{", "}", "{ {", "%}", "{#c#}", "\\"]),
  (random) => `{{ ${expression(random)} }}`,
  (random) => `{{ ${expression(random)} }}`,
  (random, depth) =>
    `{% if ${condition(random)} %}${body(random, depth)}${random.chance(0.3) ? `{% elif ${condition(random)} %}${body(random, depth)}` : ""}${random.chance(0.5) ? `{% else %}${body(random, depth)}` : ""}{% endif %}`,
  (random, depth) =>
    `{% for ${anyOf(random, ["x", "a", "x, y", "k,v"])} in ${anyOf(random, ["l", "l", "d.items", "s", "d", expression(random, 1)])}${random.chance(0.2) ? " reversed" : ""} %}${anyOf(random, ["", "{{ forloop.counter }}", "{{ forloop.revcounter0 }}", "{{ forloop.parentloop.counter }}", "{{ forloop.last }}", "{{ x }}", "{{ k }}={{ v }}"])}${body(random, depth)}${random.chance(0.3) ? `{% empty %}${body(random, depth)}` : ""}{% endfor %}`,
  (random, depth) =>
    `{% with ${anyOf(random, ["x", "a", "new"])}=${expression(random, 1)} %}${body(random, depth)}{{ new }}{% endwith %}`,
  (random, depth) =>
    `{% autoescape ${anyOf(random, ["on", "off"])} %}${body(random, depth)}{% endautoescape %}`,
  (random, depth) => `{% filter ${filter(random).slice(1)} %}${body(random, depth)}{% endfilter %}`,
  (random, depth) => `{% spaceless %}<b> ${body(random, depth)} </b> <i>{% endspaceless %}`,
  (random) =>
    `{% firstof ${expression(random, 1)} ${operand(random)}${anyOf(random, [" as x", "", ' "f"'])} %}`,
  (random) =>
    `{% cycle ${operand(random)} ${operand(random)} ${anyOf(random, ["", "as x", "as x silent"])} %}`,
  () => "{% cycle 'p' 'q' 'r' as row %}{% cycle row %}{% resetcycle row %}{% cycle row %}",
  (random, depth) =>
    `{% ifchanged${anyOf(random, ["", ` ${operand(random)}`])} %}${body(random, depth)}${random.chance(0.4) ? "{% else %}same" : ""}{% endifchanged %}`,
  (random) =>
    `{% regroup ${anyOf(random, ["l", "d", operand(random)])} by ${anyOf(random, ["x", "k", "0"])} as groups %}{% for g in groups %}{{ g.grouper }}:{{ g.list|length }};{% endfor %}`,
  (random) =>
    `{% widthratio ${operand(random)} ${operand(random)} ${anyOf(random, ["100", "n", "7"])} %}`,
  (random) => `{% now ${anyOf(random, ['"Y-m-d H:i T"', '"DATE_FORMAT"', "'P'"])} %}`,
  (random) =>
    `{% include ${anyOf(random, ['"part"', "'part'", '"part" with x=s', '"part" with x=n only', '"part" only', '"loop"'])} %}`,
  (random) =>
    `{% verbatim %}{{ ${anyOf(random, names)} }}{% endverbatim %}{% comment %}{{ x|nope }}{% endcomment %}`,
  (random) => `{% templatetag ${anyOf(random, ["openblock", "closebrace", "opencomment"])} %}`,
  (random) =>
    `{% url ${anyOf(random, ['"item" 5', '"text" s', '"item" id=n', "'nope'", '"item" n as u'])} %}{{ u }}`,
  (random) =>
    `{% load static %}{% static ${anyOf(random, ['"a b.css"', "s"])} %}{% get_static_prefix %}`,
  (random) =>
    `{% load i18n %}{% translate ${anyOf(random, ['"Hi <"', "s"])} %}{% blocktranslate with w=${expression(random, 1)} %}[{{ w }}|{{ s }} 5%]{% endblocktranslate %}`,
  () =>
    "{% load i18n %}{% blocktranslate count c=l|length %}one{% plural %}{{ c }} many{% endblocktranslate %}",
  (random, depth) =>
    `{% load l10n %}{% localize ${anyOf(random, ["on", "off"])} %}{{ n }}{{ t }}${body(random, depth)}{% endlocalize %}{{ n|unlocalize }}`,
  (random, depth) =>
    `{% load tz %}{% timezone ${anyOf(random, ['"Europe/Paris"', '"UTC"'])} %}{{ t }}${body(random, depth)}{% endtimezone %}{{ t|utc }}`,
  (random, depth) =>
    `{% block ${anyOf(random, ["one", "two", "three"])} %}${body(random, depth)}{{ block.super }}{% endblock %}`,
  () => "{% csrf_token %}",
  (random) => anyOf(random, malformed),
];

function body(random: Random, depth: number): string {
  if (depth <= 0) return anyOf(random, ["", "x", `{{ ${anyOf(random, names)} }}`, "{{ x }}"]);
  return Array.from({ length: 1 + random.below(2) }, () =>
    anyOf(random, pieces)(random, depth - 1),
  ).join("");
}

export interface Sources {
  readonly template: string;
  readonly templates: Readonly<Record<string, string>>;
}

/** A template of nested tags; one in three extends another, one in ten is damaged somewhere. */
export function structure(random: Random): Sources {
  const parts = Array.from({ length: 1 + random.below(4) }, () =>
    anyOf(random, pieces)(random, 2),
  ).join("");
  const child = random.chance(0.33);
  const source = child
    ? `{% extends ${anyOf(random, ['"base"', '"middle"', "missing"])} %}${parts}`
    : parts;
  return {
    template: random.chance(0.1) ? damage(random, source) : source,
    templates: {
      part: "({{ x }}{% cycle 'A' 'B' %}{% firstof s as leaked %}{{ forloop.counter }})",
      loop: "{% for x in l %}{{ forloop.counter }}{{ x }}{% endfor %}",
      base: "<{% block one %}1{{ s }}{% endblock %}|{% block two %}2{% block three %}3{% endblock %}{% endblock two %}>",
      middle: '{% extends "base" %}{% block one %}m{{ block.super }}{{ n }}{% endblock %}',
    },
  };
}

function damage(random: Random, source: string): string {
  const at = random.below(source.length + 1);
  const piece = anyOf(random, [
    "",
    "{",
    "%}",
    "{% end %}",
    "{{ }}",
    "|",
    ":",
    '"',
    "_",
    " ",
    "{% endif %}",
    "é",
    "{%",
  ]);
  return source.slice(0, at) + piece + source.slice(at + random.below(4));
}
