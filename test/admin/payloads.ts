/** Ways to make a page run a script that have worked somewhere, by the place that they break out of. */
import { isThorough, some } from "../support/thorough.ts";

const asElement = [
  "<script>alert(1)</script>",
  "<SCRIPT SRC=//x.example></SCRIPT>",
  "<script>alert(1)//",
  "</script><script>alert(1)</script>",
  "</title><script>alert(1)</script>",
  "</textarea><script>alert(1)</script>",
  "</option></select><img src=x onerror=alert(1)>",
  "</style><svg onload=alert(1)>",
  "<img src=x onerror=alert(1)>",
  "<img src=x onerror=alert`1`//",
  "<IMG SRC=javascript:alert(1)>",
  "<svg onload=alert(1)>",
  "<svg/onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  "<svg><animate onbegin=alert(1)>",
  "<math><mtext></math><img src onerror=alert(1)>",
  "<body onload=alert(1)>",
  "<iframe src=javascript:alert(1)>",
  "<iframe srcdoc='<script>alert(1)</script>'>",
  "<object data=javascript:alert(1)>",
  "<embed src=javascript:alert(1)>",
  "<a href=javascript:alert(1)>x</a>",
  "<details open ontoggle=alert(1)>",
  "<video><source onerror=alert(1)>",
  "<audio src onerror=alert(1)>",
  "<input autofocus onfocus=alert(1)>",
  "<select autofocus onfocus=alert(1)>",
  "<marquee onstart=alert(1)>",
  "<form action=javascript:alert(1)><button>",
  "<base href=//x.example/>",
  "<meta http-equiv=refresh content=0>",
  "<link rel=stylesheet href=//x.example>",
  "<template><script>alert(1)</script>",
  "<noscript><p title='</noscript><b>'>",
  "<!--><script>alert(1)</script>-->",
  "--><script>alert(1)</script>",
  "]]><script>alert(1)</script>",
  "<x onclick=alert(1)>x",
  "<b>bold</b>",
  "<%= 1 %><script>",
];

const asAttribute = [
  '"><script>alert(1)</script>',
  "'><script>alert(1)</script>",
  '" onmouseover="alert(1)',
  "' onmouseover='alert(1)",
  '" autofocus onfocus=alert(1) x="',
  "x onmouseover=alert(1) y=",
  "` onmouseover=alert(1)",
  '"/><img src=x onerror=alert(1)>',
  '\\"><img src=x onerror=alert(1)>',
  '"style="color:red"x="',
];

const asAddress = [
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " javascript:alert(1)",
  "java\tscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:msgbox(1)",
  "//x.example/",
  "javascript://%0aalert(1)",
];

const asText = [
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "&#60;script&#62;alert(1)&#60;/script&#62;",
  "{{ 7*7 }}{% debug %}",
  "${alert(1)}",
  "'-alert(1)-'",
  '";alert(1)//',
  "\u{ff1c}script\u{ff1e}alert(1)",
  "\u202e<script>alert(1)</script>",
  "<scr\0ipt>alert(1)</script>".replace("\0", "\u0001"),
];

/** Several in one text: one that breaks out shows as well as alone. */
function joined(texts: readonly string[]): readonly string[] {
  const size = 5;
  const starts = texts.map((_, at) => at).filter((at) => at % size === 0);
  return starts.map((at) => texts.slice(at, at + size).join(" "));
}

const all: readonly string[] = [...asElement, ...asAttribute, ...asAddress, ...asText];

/** For what holds texts of any length. An address is one only by itself; the rest come one by one in `npm run test:thorough`. */
export const longPayloads: readonly string[] = isThorough
  ? all
  : [...joined(asElement), ...joined(asAttribute), ...asAddress, ...joined(asText)];

/** For what takes a name: all in `npm run test:thorough`, otherwise some of each place. */
export const shortPayloads: readonly string[] = isThorough
  ? all
  : [...some(asElement, 5), ...some(asAttribute, 3), ...asAddress, ...some(asText, 3)];
