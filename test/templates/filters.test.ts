/** What the built-in filters give, where the conformance cases do not say. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  DateTime,
  fixedZone,
  markSafe,
  parseDate,
  parseDateTime,
  parseTime,
  PlainDate,
  PlainTime,
  zoneOf,
} from "../../src/templates/index.ts";
import { render } from "./support.ts";

/** What `{{ x|chain }}` prints. */
const filtered = (chain: string, x: unknown): string => render(`{{ x|${chain} }}`, { x });

describe("filters", () => {
  it("keep safe text safe only when they promise to", () => {
    const safe = markSafe("<b>");
    assert.equal(filtered("lower", safe), "<b>");
    assert.equal(filtered("upper", safe), "&lt;B&gt;");
    assert.equal(filtered("cut:'b'", safe), "<>");
    assert.equal(filtered("cut:';'", markSafe("&lt;")), "&amp;lt");
    assert.equal(filtered("slice:':2'", safe), "<b");
    assert.equal(filtered("add:'<i>'", safe), "<b><i>");
    assert.equal(filtered("first", safe), "&lt;");
    assert.equal(filtered("default:'<i>'", ""), "<i>");
  });

  it("and plain output group thousands when the settings say so", () => {
    const options = { useThousandSeparator: true };
    const source =
      "{{ x }} {{ y }} {% load l10n %}{{ x|unlocalize }}{% localize off %} {{ x }}{% endlocalize %}";
    assert.equal(
      render(source, { x: 1234567, y: -1234.5 }, options),
      "1,234,567 -1,234.5 1234567 1234567",
    );
    assert.equal(render("{{ x }} {{ x|floatformat }}", { x: 0.0000001 }), "0.0000001 0.0");
  });

  it("round halves away from zero, exactly", () => {
    assert.equal(filtered("floatformat:2", 1.005), "1.01");
    assert.equal(filtered("floatformat:2", 2.675), "2.68");
    assert.equal(filtered("floatformat:'-3'", 34.26), "34.260");
    assert.equal(filtered("floatformat:'2g'", -1234567.891), "-1,234,567.89");
    assert.equal(filtered("floatformat:2", 12345678901234567890n), "12345678901234567890.00");
    assert.equal(filtered("floatformat", "nan"), "nan");
    assert.equal(filtered("floatformat", null), "");
  });

  it("cut HTML behind a word, and close what is open", () => {
    const html = markSafe("<p>one <b>two <i>three</i> four</b> five</p>");
    assert.equal(filtered("truncatewords_html:2", html), "<p>one <b>two <i> …</i></b></p>");
    assert.equal(filtered("truncatechars_html:6", html), "<p>one <b>t…</b></p>");
    assert.equal(filtered("truncatewords_html:0", html), "");
  });

  it("strip tags, also those that stripping makes, in linear time", () => {
    assert.equal(filtered("striptags", "<<b>b>x</b>"), "x");
    assert.equal(filtered("striptags", "a<!-- x -->b<script>c</script>"), "abc");
    const start = performance.now();
    assert.throws(() => filtered("striptags", "<a".repeat(100_000)));
    filtered("striptags", `<a ${"b='".repeat(50_000)}>`);
    assert.ok(performance.now() - start < 10_000);
  });

  it("link what looks like an address, and nothing else", () => {
    assert.equal(
      filtered("urlize", "(www.a.org/x_(y)). me@b.com javascript:x.y"),
      '(<a href="http://www.a.org/x_(y)" rel="nofollow">www.a.org/x_(y)</a>) ' +
        '<a href="mailto:me@b.com">me@b.com</a> javascript:x.y',
    );
    assert.equal(
      filtered("urlizetrunc:8", 'http://e.com/"onclick=x'),
      '<a href="http://e.com/" rel="nofollow">http://…</a>&quot;onclick=x',
    );
  });

  it("write JSON that cannot end a script", () => {
    assert.equal(
      filtered("json_script:'data'", { a: "</script>", b: [1, true, null, "é"], c: new Date(0) }),
      '<script id="data" type="application/json">{"a": "\\u003C/script\\u003E", "b": [1, true, null, "\\u00e9"], "c": "1970-01-01T00:00:00Z"}</script>',
    );
    assert.throws(() => filtered("json_script:'data'", Symbol("x")), TypeError);
  });

  it("sort by key, by index and by path, and give up on what cannot be compared", () => {
    const rows = [
      { a: { b: 2 }, n: "x" },
      { a: { b: 1 }, n: "y" },
    ];
    assert.equal(render("{% for r in x|dictsort:'a.b' %}{{ r.n }}{% endfor %}", { x: rows }), "yx");
    assert.equal(
      render("{% for r in x|dictsortreversed:0 %}{{ r.0 }}{% endfor %}", { x: [[1], [2]] }),
      "21",
    );
    assert.equal(filtered("dictsort:'a'", [{ a: 1 }, { a: "x" }]), "");
    assert.equal(filtered("dictsort:'nope'", rows), "");
  });

  it("format as Python's % does", () => {
    assert.equal(filtered("stringformat:'05.1f'", -2.25), "-02.2");
    assert.equal(filtered("stringformat:'x'", 255), "ff");
    assert.equal(filtered("stringformat:'r'", markSafe("it's")), '"it\'s"');
    assert.equal(filtered("stringformat:'d'", "5"), "");
    assert.equal(filtered("stringformat:'.2e'", 12345), "1.23e+04");
  });

  it("refuse arguments they do not take, and ask for those they need", () => {
    assert.throws(() => filtered("add", 1), { message: "add requires 2 arguments, 1 provided" });
    assert.throws(() => filtered("upper:1", 1), {
      message: "upper requires 1 arguments, 2 provided",
    });
    assert.throws(() => filtered("default:nope", 0), {
      name: "VariableDoesNotExist",
      message: "Failed lookup for key [nope]",
    });
  });
});

describe("random", () => {
  it("gives one of the items, and nothing of an empty list", () => {
    assert.equal(filtered("random", [7]), "7");
    assert.equal(filtered("random", []), "");
    assert.equal(filtered("random", ""), "");
  });
});

describe("dates in text", () => {
  it("are read in every form of ISO 8601 that Python reads, and in Django's loose one", () => {
    const days = ["2012-04-23", "20120423", "2012-4-23", "2012-W17-1", "2012W171", "2012-W17"];
    assert.deepEqual(new Set(days.map((day) => String(parseDate(day)))), new Set(["2012-04-23"]));
    assert.equal(String(parseDate("2020-W53-7")), "2021-01-03");
    const times = ["09:15", "0915", "9:15", "T09:15", "09:15:00", "091500", "09:15:00+04:00"];
    assert.deepEqual(new Set(times.map((time) => String(parseTime(time)))), new Set(["09:15:00"]));
    assert.equal(String(parseTime("09:15:00.0001239999999")), "09:15:00.000123");
    assert.equal(parseTime("09:15:00+24:00"), undefined);
    assert.equal(String(parseDateTime("2012-04-23")), "2012-04-23 00:00:00");
    assert.equal(String(parseDateTime("20120423T0915-0230")), "2012-04-23 09:15:00-02:30");
    assert.equal(String(parseDateTime("2012-4-9 4:8:16")), "2012-04-09 04:08:16");
    for (const none of ["", "2012-04", "2012/04/23", "20121345", "2012-W54-1", "x2012-04-23"]) {
      assert.equal(parseDate(none), undefined);
    }
  });

  it("that no calendar or clock knows are an error", () => {
    const refused = { name: "RangeError" };
    assert.throws(() => parseDate("2012-02-30"), refused);
    assert.throws(() => parseDate("2012-13-01"), { message: "month must be in 1..12" });
    assert.throws(() => parseDate("0000-01-01"), refused);
    assert.throws(() => parseTime("09:15:90"), { message: "second must be in 0..59" });
    assert.throws(() => parseTime("24:00"), { message: "hour must be in 0..23" });
    assert.throws(() => parseDateTime("2012-04-56T09:15:90"), refused);
    assert.throws(() => parseDateTime("2012-04-23T09:15+24:00"), refused);
  });
});

describe("dates", () => {
  it("are made with a zone of a name or an offset", () => {
    const inZone = (moment: DateTime): string =>
      render("{{ moment|date:'H:i O' }}", { moment }, { useTz: false });
    assert.equal(inZone(new DateTime(0, zoneOf("Europe/Paris"))), "01:00 +0100");
    assert.equal(inZone(new DateTime(0, fixedZone(-3600))), "23:00 -0100");
  });

  it("tell nothing of an offset where the clocks show a time twice or never", () => {
    const inParis = (source: string, when: string): string =>
      render(source, { when: parseDateTime(when) }, { timeZone: "Europe/Paris", useTz: false });
    const zoneParts = "{{ when|date:'I|O|T|Z' }}";
    assert.equal(inParis(zoneParts, "2015-10-25 02:30"), "|||");
    assert.equal(inParis(zoneParts, "2015-03-29 02:30"), "|||");
    assert.equal(inParis(zoneParts, "2015-10-25 03:00"), "0|+0100|CET|3600");
    assert.equal(inParis(zoneParts, "2015-10-25 01:59"), "1|+0200|CEST|7200");
  });

  it("are shown in the current time zone, and by Django's format", () => {
    const context = {
      d: new Date("2026-11-22T04:30:00Z"),
      n: parseDateTime("2026-01-05T00:00:00"),
    };
    const options = { timeZone: "America/New_York" };
    assert.equal(render("{{ d }}", context, options), "Nov. 21, 2026, 11:30 p.m.");
    assert.equal(
      render("{{ d|date:'D, d M Y H:i O e' }}", context, options),
      "Sat, 21 Nov 2026 23:30 -0500 EST",
    );
    assert.equal(
      render("{{ d }}", context, { ...options, useTz: false }),
      "Nov. 22, 2026, 4:30 a.m.",
    );
    assert.equal(
      render("{{ n }} {{ n|date:'W o z U' }}", context, options),
      "Jan. 5, 2026, midnight 2 2026 5 1767589200",
    );
    assert.equal(
      render("{{ d|date:'r' }}|{{ d|date:'\\\\Y Y' }}", context),
      "Sun, 22 Nov 2026 04:30:00 +0000|Y 2026",
    );
  });

  it("are days and times too, which know less", () => {
    const context = { d: new PlainDate(2024, 2, 29), t: new PlainTime(0, 5) };
    assert.equal(
      render("{{ d }} {{ t }} {{ d.year }}{{ t.minute }}", context),
      "Feb. 29, 2024 12:05 a.m. 20245",
    );
    assert.equal(render("[{{ t|date:'Y' }}][{{ d|time:'H' }}]", context), "[][]");
    assert.throws(() => render("{{ d|date:'H' }}", context), TypeError);
  });

  it("tell what time has passed", () => {
    assert.equal(
      filtered("timesince", new Date("2026-10-01T11:00:00Z")),
      "1\u00a0month, 3\u00a0weeks",
    );
    assert.equal(filtered("timeuntil", new Date("2026-11-22T12:00:59Z")), "0\u00a0minutes");
    assert.equal(filtered("timesince", ""), "");
    assert.equal(
      render("{{ a|timesince:b }}", {
        a: parseDateTime("2026-01-31T00:00:00"),
        b: parseDateTime("2026-03-01T00:00:00"),
      }),
      "1\u00a0month",
    );
  });
});
