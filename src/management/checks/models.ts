import { loadApps, type Check, type CheckMessage } from "../../conf/index.ts";

/** Mistakes in the models of a project that has a database. */
export const checkModels: Check = async ({ settings, apps }) => {
  if (!settings.DATABASES["default"]) return [];
  const rooms = await import("../../models/index.ts");
  // A model may point to one of an app that is not to be checked.
  const all = await loadApps(settings);
  await rooms.setup(settings, all);
  const others = all.filter(({ label }) => !apps.some((app) => app.label === label));
  const isOthers = ({ object = "" }: CheckMessage): boolean =>
    others.some(({ label }) => object.startsWith(`${label}.`));
  return rooms.checkModels(rooms.models.models).filter((message) => !isOthers(message));
};
