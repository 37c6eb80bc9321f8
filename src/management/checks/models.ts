import { loadApps, type Check, type CheckMessage } from "../../conf/index.ts";

/** Checks the models of a project with a database. */
export const checkModels: Check = async ({ settings, apps }) => {
  if (!settings.DATABASES["default"]) return [];
  const rooms = await import("../../models/index.ts");
  // Load all apps: a model may refer to one of an app that is not checked.
  const all = await loadApps(settings);
  await rooms.setup(settings, all);
  const others = all.filter(({ label }) => !apps.some((app) => app.label === label));
  const isOthers = ({ object = "" }: CheckMessage): boolean =>
    others.some(({ label }) => object.startsWith(`${label}.`));
  return rooms.checkModels(rooms.models.models).filter((message) => !isOthers(message));
};
