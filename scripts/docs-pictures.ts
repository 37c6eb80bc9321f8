/**
 * Creates the pictures of the documentation: `npm run docs:pictures`. Pages are those of a new project with
 * the code from README.md, photographed in Chromium. The charts of speed come from `npm run bench`.
 */
import { writeFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { flows } from "./pictures/flows.ts";
import { PollsSite } from "./pictures/polls-site.ts";

const figures = new URL("../docs/figures/", import.meta.url);
writeFileSync(new URL("flows.svg", figures), flows());

const site = new PollsSite();
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1000, height: 616 } });
  // Playwright only writes PNG and JPEG; WebP takes a third of their size, and the pictures are in the
  // package.
  const devTools = await page.context().newCDPSession(page);
  const photograph = async (name: string) => {
    await page.mouse.move(0, 0);
    const options = { format: "webp", quality: 90 } as const;
    const { data } = await devTools.send("Page.captureScreenshot", options);
    writeFileSync(new URL(name, figures), data, "base64");
  };

  site.create();
  let origin = await site.serve();
  await page.goto(`${origin}/polls/`);
  await photograph("first-page.webp");
  await site.stop();

  site.write();
  origin = await site.serve();
  await page.goto(`${origin}/admin/`);
  await page.fill("[name=username]", site.username);
  await page.fill("[name=password]", site.password);
  await page.press("[name=password]", "Enter");
  await page.waitForURL(`${origin}/admin/`);
  await page.setViewportSize({ width: 1240, height: 664 });
  await page.goto(`${origin}/admin/polls/question/`);
  await photograph("admin.webp");
} finally {
  await browser.close();
  await site.remove();
}
