import type { Check } from "../../conf/index.ts";

/** Storages that keep files in a local folder, which the settings must name. */
const inFolders = /^mkweb\/staticfiles\/backends\/(?:staticfiles|manifest)$/;

/** Checks for `check --deploy` that static files can be collected; without DEBUG, only collected files are served. */
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
