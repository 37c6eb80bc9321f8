/** The page for a refused visitor, if the project has no page for it. */
import { REASON_NO_CSRF_COOKIE, REASON_NO_REFERER } from "./reasons.ts";

/** @param debug Whether to show the reason and what to do about it. */
export function failurePage(reason: string, debug: boolean): string {
  const help = NO_REFERER_OR_COOKIE[reason] ?? "";
  const detail = debug
    ? `<h2>Help</h2><p>Reason given for failure: <code>${escapeHtml(reason)}</code></p>${DEBUG_HELP}`
    : "<p>More information is available with DEBUG: true.</p>";
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="robots" content="NONE,NOARCHIVE">
<title>403 Forbidden</title>
<style>body { font: 16px/1.5 system-ui, sans-serif; max-width: 44em; margin: 3em auto; padding: 0 1em }</style>
</head>
<body>
<h1>Forbidden <small>(403)</small></h1>
<p>CSRF verification failed. Request aborted.</p>
${help}${detail}
</body>
</html>
`;
}

const NO_REFERER_OR_COOKIE: Readonly<Record<string, string>> = {
  [REASON_NO_REFERER]:
    "<p>This HTTPS site needs your browser to send a Referer header, and it sent none. The header shows " +
    "that the form was not sent by somebody else. If you told your browser to leave it out, please allow " +
    "it for this site.</p>",
  [REASON_NO_CSRF_COOKIE]:
    "<p>This site needs a cookie to accept forms. The cookie shows that the form was not sent by somebody " +
    "else. If you told your browser to refuse cookies, please allow them for this site.</p>",
};

const DEBUG_HELP = `
<p>A refused form is either forged, or the protection is not used as it should be. Make sure that:</p>
<ul>
<li>Your browser accepts cookies.</li>
<li>The view passes the request to <code>render()</code>, so that the template has a token.</li>
<li>Each form that is sent to this site by POST contains <code>{% csrf_token %}</code>.</li>
<li>Without <code>mkweb/middleware/csrf</code>, <code>csrfProtect</code> is around the view that shows the
form and around the one that receives it.</li>
<li>The page was loaded after the last login: a login changes the token.</li>
</ul>
<p>Only DEBUG shows this help.</p>`;

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
