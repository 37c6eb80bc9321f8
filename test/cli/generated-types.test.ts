/** What the compiler says in a new project about the first things that people write. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { emptyPlace } from "./support.ts";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const tsc = join(repository, "node_modules/typescript/bin/tsc");

describe("a new project", () => {
  it("compiles views that ask for the session, the user and messages, and tests that ask for addresses", async (t) => {
    const project = await newProject(t);
    await project.write(
      "webapp/views.ts",
      `import { HttpResponse, type HttpRequest } from "mkweb/http";
import { success } from "mkweb/messages";

export async function index(request: HttpRequest): Promise<HttpResponse> {
  request.session.set("seen", true);
  success(request, "Welcome.");
  const name: string = request.user.getUsername();
  const may: boolean = request.user.isAuthenticated && (await request.user.hasPerm("webapp.add_x"));
  return new HttpResponse(may ? name : String(request.user.id));
}
`,
    );
    assert.equal(await project.compile(), "");
  });

  it("is told which parameter of a view its route does not give, or gives otherwise", async (t) => {
    const project = await newProject(t);
    const views = await project.read("webapp/views.ts");
    const detail =
      "\nexport function detail(request: HttpRequest, { questionId }: { questionId: number }): HttpResponse {\n" +
      "  return new HttpResponse(`${request.path}${questionId}`);\n}\n";
    await project.write(
      "webapp/views.ts",
      views.replace(
        "import type { HttpRequest, HttpResponse }",
        "import { HttpResponse, type HttpRequest }",
      ) + detail,
    );
    const urls = await project.read("webapp/urls.ts");
    const errorsWith = async (route: string): Promise<string> => {
      const added = `urlpatterns = [path("${route}", views.detail), `;
      await project.write("webapp/urls.ts", urls.replace("urlpatterns = [", added));
      return project.compile();
    };

    assert.equal(await errorsWith("<int:questionId>/"), "");
    assert.match(
      await errorsWith("<int:id>/"),
      /Property 'questionId' is missing in type '\{ readonly id: number; \}'/,
    );
    const other = await errorsWith("<slug:questionId>/");
    assert.match(other, /Types of property 'questionId' are incompatible/);
    assert.match(other, /'string' is not assignable to type 'number'/);
    assert.doesNotMatch(other, /Included/);
  });
});

async function newProject(t: Parameters<typeof emptyPlace>[0]) {
  const place = await emptyPlace(t);
  await place.mkweb(["startproject", "mysite", ".", "--no-install", "--no-git"]);
  await place.mkweb(["startapp", "webapp"]);
  await mkdir(join(place.path, "node_modules"), { recursive: true });
  await symlink(repository, join(place.path, "node_modules/mkweb"));
  await symlink(join(repository, "node_modules/@types"), join(place.path, "node_modules/@types"));
  return {
    read: (file: string) => readFile(join(place.path, file), "utf8"),
    write: (file: string, text: string) => writeFile(join(place.path, file), text),
    /** What tsc says; nothing if all is well. */
    compile: () =>
      new Promise<string>((resolve) => {
        execFile(process.execPath, [tsc], { cwd: place.path }, (_error, stdout, stderr) =>
          resolve(stdout + stderr),
        );
      }),
  };
}
