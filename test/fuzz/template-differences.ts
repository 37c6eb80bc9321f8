/** The differences that docs/coming-from/django-differences.md lists under Templates, as far as generated templates meet them. */
import type { Answer, TemplateCase } from "./templates.ts";

interface Difference {
  /** The words docs/coming-from/django-differences.md has for it. */
  readonly listed: string;
  readonly is: (given: TemplateCase, theirs: Answer, mine: Answer) => boolean;
}

const differences: readonly Difference[] = [
  {
    listed: "an argument to a filter that takes none",
    is: (_given, _theirs, { message = "" }) =>
      /^(?:linebreaks|linebreaksbr|linenumbers|unordered_list|urlize) requires 1 arguments, 2 provided$/.test(
        message,
      ),
  },
  {
    listed: 'a filter behind `_("…")` in a tag',
    is: (_given, { message = "" }) => message.startsWith("StopIteration"),
  },
  {
    listed: '`_("…")` as a value',
    is: ({ template }) => template.includes('_("x")'),
  },
  {
    listed: "a function in `{% blocktranslate %}`",
    is: ({ template }, { output = "" }) =>
      /blocktrans/.test(template) && /<function>|&lt;function&gt;|%3Cfunction%3E/i.test(output),
  },
  {
    listed: "a relative name in a template without a name",
    is: (_given, { message = "" }) =>
      message.includes("'NoneType' object has no attribute 'lstrip'"),
  },
  {
    listed: "which of two errors",
    is: (_given, theirs, { message = "" }) =>
      theirs.raises !== undefined && message.includes("the filters of {% filter %}"),
  },
  {
    listed: "a function that is marked as safe",
    is: (_given, { output = "" }) => output.includes("_safety_decorator"),
  },
];

export function isListed(given: TemplateCase, theirs: Answer, mine: Answer): boolean {
  return differences.some((difference) => difference.is(given, theirs, mine));
}

/** What Django changed between 3.2, which Debian has, and 5.2, which mkweb follows. */
const changedSince32 = new RegExp(
  [
    String.raw`\|(?:escapeseq|floatformat|filesizeformat|intword|striptags|urlize|urlizetrunc|timesince|timeuntil)\b`,
    String.raw`\|(?:truncate|json_script|date|time|wordwrap|slice|stringformat|pprint|unordered_list|slugify)`,
    String.raw`\{% (?:filter|include|extends|debug|lorem|timezone|static|widthratio|block|now) `,
    String.raw`naturaltime|naturalday|intcomma|ordinal|\|join|\{\{ t|\{% blocktrans`,
  ].join("|"),
);

/** Whether an older Django may answer differently from 5.2. */
export function isChangedSince(version: readonly number[], { template }: TemplateCase): boolean {
  const [major = 0] = version;
  return major < 5 && changedSince32.test(template);
}
