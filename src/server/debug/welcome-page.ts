import type { Settings } from "../../conf/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import type { Session } from "../../sessions/index.ts";
import { escaped, type Markup } from "./markup.ts";
import { page } from "./sections.ts";

/** The session item that the pages of new apps also count in. */
const VISITS = "visits";

/** The first page of a project without its own pages. */
export function welcomePage(request: HttpRequest, settings: Settings): string {
  return page(
    "It works: your project is running",
    escaped`<style>
        main {
          max-width: 46rem;
          padding-top: 14vh;
        }
        .badge {
          display: inline-block;
          padding: 0.2rem 0.7rem;
          border-radius: 99px;
          background: var(--accent-soft);
          color: var(--accent);
          font-weight: 600;
          font-size: 0.85rem;
        }
        .welcome h1 {
          font-size: 2.3rem;
          letter-spacing: -0.02em;
          margin: 0.8rem 0 0.4rem;
        }
        .steps {
          display: grid;
          gap: 0.8rem;
          margin: 2rem 0;
          padding: 0;
          list-style: none;
        }
        .steps pre {
          margin-top: 0.3rem;
          color: var(--accent);
        }
      </style>
      <section class="welcome">
        <span class="badge">mkweb</span>
        <h1>It works.</h1>
        <p>
          Your project is running, with <code>DEBUG: true</code> in
          <code>${settings.SETTINGS_MODULE}</code> and no pages of its own in
          <code>${settings.ROOT_URLCONF}</code> yet. That is why you see this page.
        </p>
        ${visitCounter(request)}
        <ol class="steps">
          <li class="card">
            <strong>Make an app.</strong> It is mounted and answers at once.
            <pre>node manage startapp webapp</pre>
          </li>
          <li class="card">
            <strong>Open it.</strong> The server has noticed the new files.
            <pre><a href="/webapp/">/webapp/</a></pre>
          </li>
          <li class="card">
            <strong>Change a view or a template.</strong> Save, reload, done.
            <pre>
webapp/views.ts
webapp/templates/webapp/index.html</pre>
          </li>
        </ol>
      </section>`,
  );
}

/** Shows that sessions work; nothing without sessions in MIDDLEWARE. */
function visitCounter(request: { readonly session?: Session }): Markup {
  const { session } = request;
  if (!session) return escaped``;
  if (!session.isKept) {
    return escaped`<p class="card">
      Run <code>node manage migrate</code>, and this page counts your visits.
    </p>`;
  }
  const visits = session.get(VISITS, 0) + 1;
  session.set(VISITS, visits);
  return escaped`<p class="card">Visits from this browser: <strong>${visits}</strong></p>`;
}
