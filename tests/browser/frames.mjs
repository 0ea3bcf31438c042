// What a frame costs the processor in a real Chromium, and how many are painted while nothing happens: the page with
// generated designs is panned, zoomed and changed, and each frame's script is timed. The graphics card's work is not in it.
// `node tests/browser/frames.mjs FOLDER DESIGN…`: the built page, and designs as files. Numbers are printed, not judged.
import { createRequire } from "node:module";
import { basename } from "node:path";
import { serve } from "./server.mjs";

const require = createRequire(import.meta.url);
const { chromium } = require(process.env.PLAYWRIGHT_CORE ?? "playwright-core");
const [folder, ...designs] = process.argv.slice(2);
const server = await serve(folder);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--enable-precise-memory-info"],
});

/** Times every frame of the page that paints something, and leaves the times in `window.frames`. */
function timeFrames() {
  let draws = 0;
  const prototype = WebGL2RenderingContext.prototype;
  const draw = prototype.drawElements;
  prototype.drawElements = function (...all) {
    draws += 1;
    return draw.apply(this, all);
  };
  window.frames_ = [];
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => request((time) => {
    const before = draws;
    const begin = performance.now();
    callback(time);
    const took = performance.now() - begin;
    if (draws > before) window.frames_.push(took);
  });
}

/** What the frames took since this was asked last, in milliseconds. */
const taken = (page) => page.evaluate(() => window.frames_.splice(0));

function report(name, what, times) {
  const sorted = times.sort((one, other) => one - other);
  const at = (share) => (sorted[Math.floor(((sorted.length - 1) * share) / 100)] ?? 0).toFixed(1);
  console.log(`| ${name} | ${what} | ${at(50)} | ${at(95)} | ${at(100)} | ${sorted.length} |`);
}

async function measure(design) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.addInitScript(timeFrames);
  await page.goto(server.address);
  await page.locator("#loading").waitFor({ state: "detached", timeout: 60_000 });
  await page.waitForTimeout(1500);
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("Control+o");
  await (await chooser).setFiles(design);
  await page.waitForTimeout(6000);
  const name = basename(design);
  const wheel = async (count, x, y) => {
    for (let step = 0; step < count; step += 1) {
      await page.mouse.wheel(x, step % count < count / 2 ? y : -y);
      await page.waitForTimeout(20);
    }
    await page.waitForTimeout(500);
  };
  await page.mouse.move(700, 400);
  await taken(page);
  await wheel(100, 0, 12);
  report(name, "Pan, all in sight", await taken(page));
  await page.keyboard.down("Control");
  await wheel(120, 0, -30);
  await page.keyboard.up("Control");
  report(name, "Zoom sweep", await taken(page));
  await page.keyboard.press("Control+k");
  await page.waitForTimeout(300);
  await page.keyboard.type("i-3-a", { delay: 20 });
  await page.waitForTimeout(300);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(500);
  await page.keyboard.press("Shift+2");
  await page.waitForTimeout(1500);
  await taken(page);
  const place = await page.locator("#status").getAttribute("data-selection");
  const [left, top, width, height] = place.split(" ").map(Number);
  const [x, y] = [left + width / 2, top + height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 60; step += 1) {
    await page.mouse.move(x + 3 * Math.min(step, 60 - step), y + 2 * Math.min(step, 60 - step));
    await page.waitForTimeout(30);
  }
  await page.keyboard.press("Escape");
  await page.mouse.up();
  report(name, "Drag an instance", await taken(page));
  await page.waitForTimeout(1000);
  await taken(page);
  for (let turn = 0; turn < 15; turn += 1) {
    await page.keyboard.press("Delete");
    await page.waitForTimeout(120);
    await page.keyboard.press("Control+z");
    await page.waitForTimeout(120);
  }
  report(name, "Delete and undo", await taken(page));
  await page.waitForTimeout(3000);
  await taken(page);
  await page.waitForTimeout(5000);
  report(name, "Idle for 5 s", await taken(page));
  const heap = await page.evaluate(() => performance.memory?.totalJSHeapSize ?? 0);
  console.log(`| ${name} | Script memory, WebAssembly's not counted: ${Math.round(heap / 1e6)} MB | | | | |`);
  await page.close();
}

console.log("| Design | | Median | 95th | Worst | Frames | (milliseconds of script)\n|---|---|---|---|---|---|");
for (const design of designs) await measure(design);
await browser.close();
server.stop();
