import { HttpResponse, JsonResponse } from "../../../dist/http/index.js";
import { csrfExempt } from "../../../dist/middleware/csrf.js";
import { render } from "../../../dist/shortcuts/index.js";
import { path } from "../../../dist/urls/index.js";
import { Author } from "./library/models.js";
import { message, rows } from "../servers/measured.js";

export const urlpatterns = [
  path("hello/", () => new HttpResponse("Hello, world!")),
  path("json/", () => new JsonResponse(message)),
  path("table/", (request) => render(request, "table.html", { rows })),
  path(
    "form/",
    csrfExempt((request) => new HttpResponse(`Hello, ${request.POST.get("name", "")}`)),
  ),
  path("author/<int:id>/", async (_request, { id }) => {
    const { name, born } = await Author.objects.get({ id });
    return new JsonResponse({ id, name, born });
  }),
  path(
    "upload/",
    csrfExempt((request) => new HttpResponse(`Got ${request.FILES.get("file").size} bytes`)),
  ),
  path("visits/", ({ session }) => {
    const visits = session.get("visits", 0) + 1;
    session.set("visits", visits);
    return new JsonResponse({ visits });
  }),
  ...Array.from({ length: 200 }, (_, at) =>
    path(`route${at}/<int:id>/`, (_request, { id }) => new JsonResponse({ id })),
  ),
];
