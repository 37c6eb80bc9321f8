/** What objects say of themselves when that lies in other rows, which nobody has read. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  defineModel,
  fields,
  NotLoadedError,
  objectText,
  type NotLoaded,
} from "../../src/db/index.ts";
import { defineForm, fields as formFields } from "../../src/forms/index.ts";
import { Engine } from "../../src/templates/index.ts";
import { databases } from "../support/databases.ts";
import { openModels } from "./open.ts";

class Play extends defineModel(() => Play, { title: fields.char(50) }) {
  override toString(): string {
    return this.title;
  }
}

class Role extends defineModel(() => Role, {
  name: fields.char(50),
  play: fields.foreignKey(() => Play, { onDelete: "cascade" }).nullable(),
}) {
  override toString(): string {
    return this.play ? `${this.name} in ${String(this.play)}` : this.name;
  }
}

class Casting extends defineModel(() => Casting, {
  actor: fields.char(50),
  role: fields.foreignKey(() => Role, { onDelete: "cascade" }),
}) {
  override toString(): string {
    return `${this.actor} as ${String(this.role)}`;
  }
}

/** Asks for another object each time. */
class Restless extends defineModel(() => Restless, {
  play: fields.foreignKey(() => Play, { onDelete: "cascade" }),
}) {
  override toString(): string {
    const other: { readonly play: Play | NotLoaded<Play> } = new Restless({ play: this.playId });
    return String(other.play);
  }
}

const engine = new Engine();

for (const database of databases) {
  describe(`texts of objects on ${database.vendor}`, { skip: database.skip }, () => {
    const read = async (t: Parameters<typeof openModels>[0]): Promise<Casting> => {
      await openModels(t, database, "stage", [Play, Role, Casting, Restless]);
      const play = await Play.objects.create({ title: "King <Lear>" });
      const role = await Role.objects.create({ name: "Cordelia", play });
      await Casting.objects.create({ actor: "Ann", role });
      return Casting.objects.get();
    };

    it("are refused at once, and made by objectText() of all rows that they need", async (t) => {
      const casting = await read(t);
      assert.throws(() => String(casting), NotLoadedError);
      assert.equal(await objectText(casting), "Ann as Cordelia in King <Lear>");
      assert.equal(String(casting), "Ann as Cordelia in King <Lear>");
    });

    it("are shown by templates, through filters and tags too, as in Django", async (t) => {
      const casting = await read(t);
      const shows = async (template: string, expected: string): Promise<void> => {
        const again = await Casting.objects.get({ pk: casting.pk });
        const rendered = await engine.fromString(template).render({ casting: again });
        assert.equal(rendered, expected, template);
      };
      await shows("{{ casting }}", "Ann as Cordelia in King &lt;Lear&gt;");
      await shows("{{ casting|upper }}", "ANN AS CORDELIA IN KING &lt;LEAR&gt;");
      await shows('{{ ""|default:casting }}', "Ann as Cordelia in King &lt;Lear&gt;");
      await shows("{% firstof casting %}", "Ann as Cordelia in King &lt;Lear&gt;");
      await shows("{% cycle casting 2 %}", "Ann as Cordelia in King &lt;Lear&gt;");
      await shows(
        "{% with it=casting %}{{ it|safe }}{% endwith %}",
        "Ann as Cordelia in King <Lear>",
      );
      await shows(
        "{% load i18n %}{% blocktranslate %}It is {{ casting }}.{% endblocktranslate %}",
        "It is Ann as Cordelia in King &lt;Lear&gt;.",
      );
      await shows(
        "{% filter lower %}{{ casting }}{% endfilter %}",
        "ann as cordelia in king &lt;lear&gt;",
      );
      await shows("{% if casting %}{{ casting.actor }}{% endif %}", "Ann");
    });

    it("are the labels of the rows that a form offers", async (t) => {
      const casting = await read(t);
      class Choosing extends defineForm({
        casting: formFields.modelChoice(Casting.objects.all()),
      }) {}
      assert.match(
        String(await new Choosing().render()),
        new RegExp(`<option value="${casting.pk}">Ann as Cordelia in King &lt;Lear&gt;</option>`),
      );
    });

    it("fail where a row is gone, or where they would never end", async (t) => {
      const casting = await read(t);
      const restless = await Restless.objects.create({ play: await Play.objects.get() });
      await assert.rejects(objectText(restless), NotLoadedError);
      await assert.rejects(engine.fromString("{{ it }}").render({ it: restless }), NotLoadedError);
      await Play.objects.all().delete();
      await assert.rejects(objectText(casting), NotLoadedError);
      await assert.rejects(engine.fromString("{{ it }}").render({ it: casting }), {
        name: "DoesNotExist",
      });
    });
  });
}
