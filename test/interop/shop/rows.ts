/** Rows that both sides must read alike: {column: value}, as `django/rows.py` prints them. */

export type Values = Readonly<Record<string, unknown>>;

const ordinary = {
  title: 'O\'Hara "quoted" \\ %s ?',
  body: "é 漢字 💡\r\n\t\u2028 </script>",
  mail: "ann@example.org",
  slug: "a-slug_1",
  web: "https://example.org/a?b=c&d=%20",
  tiny: -7,
  counted: 3,
  counted_tiny: 4,
  counted_large: 5,
  small: -3,
  large: 1_234_567_890_123,
  yes: true,
  price: "12.5000",
  ratio: 0.1,
  day: "2026-11-22",
  at: "2026-11-22T11:33:00.123Z",
  clock: "11:33:00",
  extra: { list: [1, "it's", null, 1.5], deep: { yes: true, ключ: "💡" }, empty: {} },
  key: "6f9619ff-8b86-d011-b42d-00c04fc964ff",
  bytes: "00ff0a27225c",
  kind: "b",
};

/** As low as each kind goes, and as empty. */
const least = {
  title: "",
  body: "",
  mail: "",
  slug: "",
  web: "",
  tiny: -32_768,
  counted: 0,
  counted_tiny: 0,
  counted_large: 0,
  small: -2_147_483_648,
  large: -Number.MAX_SAFE_INTEGER,
  yes: false,
  price: "-99999999.9999",
  ratio: 5e-324,
  day: "0001-01-01",
  at: "0001-01-01T00:00:00.000Z",
  clock: "00:00:00",
  extra: [],
  key: "00000000-0000-0000-0000-000000000000",
  bytes: "",
  kind: "a",
};

/** As high, and as long. */
const most = {
  title: "💡".repeat(50),
  body: "long ".repeat(20_000),
  mail: `${"a".repeat(64)}@${"b".repeat(185)}.org`,
  slug: "s".repeat(50),
  web: `https://example.org/${"w".repeat(180)}`,
  tiny: 32_767,
  counted: 2_147_483_647,
  counted_tiny: 32_767,
  counted_large: Number.MAX_SAFE_INTEGER,
  small: 2_147_483_647,
  large: Number.MAX_SAFE_INTEGER,
  yes: true,
  price: "99999999.9999",
  ratio: Number.MAX_VALUE,
  day: "9999-12-31",
  at: "9999-12-31T23:59:59.999Z",
  clock: "23:59:59.999999",
  extra: "just a text",
  key: "ffffffff-ffff-ffff-ffff-ffffffffffff",
  bytes: Array.from({ length: 256 }, (_, at) => at.toString(16).padStart(2, "0")).join(""),
  kind: "b",
};

/** Nothing at all. */
const nothing: Values = Object.fromEntries(Object.keys(ordinary).map((name) => [name, null]));

export const samples: readonly Values[] = [ordinary, least, most];
export const gaps: readonly Values[] = [ordinary, nothing, least];
