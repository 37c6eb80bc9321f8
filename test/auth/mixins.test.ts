/** Views as classes that not everybody sees. */
import assert from "node:assert/strict";
import { after, before, describe, it, type TestContext } from "node:test";
import { authenticate, login } from "../../src/auth/index.ts";
import {
  LoginRequiredMixin,
  PermissionRequiredMixin,
  UserPassesTestMixin,
} from "../../src/auth/mixins.ts";
import { ImproperlyConfigured } from "../../src/conf/index.ts";
import { HttpResponse, PermissionDenied, type HttpRequest } from "../../src/http/index.ts";
import { setUrlconf } from "../../src/urls/index.ts";
import { View, type ClassView } from "../../src/views/index.ts";
import { makeAuthSite, type Visitor } from "./site.ts";

before(() => setUrlconf([]));
after(() => setUrlconf(undefined));

class Secret extends View {
  get(_request: HttpRequest): HttpResponse {
    return new HttpResponse("secret");
  }
}

class ForUsers extends LoginRequiredMixin(Secret) {}

class ForAdders extends PermissionRequiredMixin(Secret) {
  override permissionRequired: string | readonly string[] = "auth.add_user";
  override permissionDeniedMessage = "adders only";
}

class ForStaff extends UserPassesTestMixin(Secret) {
  override async testFunc(): Promise<boolean> {
    return this.request.user.isStaff;
  }
}

type AnyClassView = Pick<ClassView<Secret>, never> &
  ((request: HttpRequest, params: Record<never, never>) => unknown);

/** What a visitor sees: the page, where else they are sent, or why they are refused. */
async function sees(visitor: Visitor, view: AnyClassView): Promise<string | undefined> {
  try {
    const response = await visitor.visit((request) => view(request, {}), "/private/?a=1");
    return (
      response.headers.get("Location") ?? (response instanceof HttpResponse ? response.text : "")
    );
  } catch (error) {
    if (error instanceof PermissionDenied) return `403 ${error.message}`;
    throw error;
  }
}

async function visitors(t: TestContext) {
  const site = await makeAuthSite(t, { LOGIN_URL: "/in/" });
  const enter = async (username: string): Promise<Visitor> => {
    const visitor = site.visitor();
    await visitor.visit(async (request) => {
      const user = await authenticate(request, { username, password: "pw" });
      assert.ok(user);
      await login(request, user);
    });
    return visitor;
  };
  await site.addUser({ username: "ann", password: "pw" });
  await site.addUser({ username: "staff", password: "pw", isStaff: true });
  await site.addUser({ username: "root", password: "pw", isSuperuser: true, isStaff: true });
  return {
    nobody: site.visitor(),
    ann: await enter("ann"),
    staff: await enter("staff"),
    root: await enter("root"),
  };
}

describe("mixins of views for some visitors", () => {
  it("let in who may see the view, send others to log in, and refuse who is logged in", async (t) => {
    const { nobody, ann, staff, root } = await visitors(t);
    const way = "/in/?next=/private/%3Fa%3D1";
    const table = async (view: AnyClassView) => [
      await sees(nobody, view),
      await sees(ann, view),
      await sees(staff, view),
      await sees(root, view),
    ];
    assert.deepEqual(await table(ForUsers.asView()), [way, "secret", "secret", "secret"]);
    const refused = "403 adders only";
    assert.deepEqual(await table(ForAdders.asView()), [way, refused, refused, "secret"]);
    assert.deepEqual(await table(ForStaff.asView()), [way, "403 ", "secret", "secret"]);
    const all = ForAdders.asView({ permissionRequired: ["auth.add_user", "auth.delete_user"] });
    assert.deepEqual(await table(all), [way, refused, refused, "secret"]);
  });

  it("go elsewhere, or refuse at once, where the view says so", async (t) => {
    const { nobody } = await visitors(t);
    const at = { loginUrl: "/staff/", redirectFieldName: "to" };
    assert.equal(await sees(nobody, ForUsers.asView(at)), "/staff/?to=/private/%3Fa%3D1");
    assert.equal(await sees(nobody, ForUsers.asView({ redirectFieldName: null })), "/in/");
    assert.equal(await sees(nobody, ForAdders.asView({ raiseException: true })), "403 adders only");
  });

  it("are taken one after the other", async (t) => {
    const { nobody, ann, staff } = await visitors(t);
    class Both extends LoginRequiredMixin(ForStaff) {}
    assert.equal(await sees(nobody, Both.asView()), "/in/?next=/private/%3Fa%3D1");
    assert.equal(await sees(ann, Both.asView()), "403 ");
    assert.equal(await sees(staff, Both.asView()), "secret");
  });

  it("say what a view lacks", async (t) => {
    const { ann, nobody } = await visitors(t);
    class NoPermission extends PermissionRequiredMixin(Secret) {}
    class NoTest extends UserPassesTestMixin(Secret) {}
    await assert.rejects(sees(ann, NoPermission.asView()), (error) => {
      assert.ok(error instanceof ImproperlyConfigured);
      assert.equal(error.message, "NoPermission is missing the permissionRequired.");
      return true;
    });
    await assert.rejects(sees(nobody, NoTest.asView()), /NoTest has no testFunc\(\)\./);
  });
});
