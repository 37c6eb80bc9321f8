import type { Check } from "../../conf/index.ts";

/** Storages whose files are in a folder of this machine, which the settings have to name. */
const inFolders = /^mkweb\/staticfiles\/backends\/(?:staticfiles|manifest)$/;

/** `check --deploy`: whether static files, which without DEBUG come from what was collected, can be collected. */
export const checkStaticRoot: Check = ({ settings }) => {
  const { DEBUG, INSTALLED_APPS, STATIC_ROOT, STORAGES } = settings;
  if (DEBUG || STATIC_ROOT || !INSTALLED_APPS.includes("mkweb/staticfiles")) return [];
  const { BACKEND = "", OPTIONS = {} } = STORAGES["staticfiles"] ?? {};
  if (!inFolders.test(BACKEND) || OPTIONS["location"] !== undefined) return [];
  return [
    {
      level: "WARNING",
      id: "deploy.W001",
      message:
        "You have 'mkweb/staticfiles' in your INSTALLED_APPS, but you have not set STATIC_ROOT: collectstatic cannot run, and without DEBUG no static file is served.",
      hint: 'Set STATIC_ROOT to a folder of its own, "staticfiles" for one, and run collectstatic with each release.',
    },
  ];
};
