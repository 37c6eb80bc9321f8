#!/usr/bin/env node
// The command line of the site, from this folder: DB_PATH=db.sqlite3 SECRET_KEY=... node manage <command>
import { execute } from "mkweb/management";

const options = { settings: "mysite/settings.ts", root: import.meta.url };
process.exitCode = await execute(process.argv, options);
