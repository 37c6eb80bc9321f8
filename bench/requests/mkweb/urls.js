import { HttpResponse, JsonResponse } from "../../../dist/http/index.js";
import { csrfExempt } from "../../../dist/middleware/csrf.js";
import { render } from "../../../dist/shortcuts/index.js";
import { path } from "../../../dist/urls/index.js";
import { message, rows } from "../servers/measured.js";

export const urlpatterns = [
  path("hello/", () => new HttpResponse("Hello, world!")),
  path("json/", () => new JsonResponse(message)),
  path("table/", (request) => render(request, "table.html", { rows })),
  path(
    "form/",
    csrfExempt((request) => new HttpResponse(`Hello, ${request.POST.get("name", "")}`)),
  ),
  ...Array.from({ length: 200 }, (_, at) =>
    path(`route${at}/<int:id>/`, (_request, { id }) => new JsonResponse({ id })),
  ),
];
