// The built page in a real Chromium: it loads without calling anybody, an object is dragged, the verdict turns, the design
// is downloaded, and another one is opened. `node tests/browser/test.mjs [FOLDER]` tests another folder than dist/.
import assert from "node:assert/strict";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { serve } from "./server.mjs";

const require = createRequire(import.meta.url);
const { chromium } = require(process.env.PLAYWRIGHT_CORE ?? "playwright-core");
const folder = process.argv[2] ?? new URL("../../dist", import.meta.url).pathname;
const scratch = await mkdtemp(join(tmpdir(), "vpcanvas-browser-"));
const server = await serve(folder);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, acceptDownloads: true });
const page = await context.newPage();
const complaints = [];
page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
page.on("pageerror", (error) => complaints.push(String(error)));
page.on("request", (request) => {
  if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(server.address)) complaints.push(`calls ${request.url()}`);
});

/** Waits until the status, which screen readers hear, says what is expected. */
async function says(expected, on = page) {
  const deadline = Date.now() + 20_000;
  let text = "";
  while (Date.now() < deadline) {
    text = await on.locator("#status").textContent();
    if (expected.test(text)) return text;
    await on.waitForTimeout(50);
  }
  assert.fail(`the status says ${JSON.stringify(text)}, expected ${expected}`);
}

/** Another page of the same browser. */
async function beside() {
  const other = await context.newPage();
  other.on("pageerror", (error) => complaints.push(String(error)));
  await other.goto(server.address);
  await other.locator("#loading").waitFor({ state: "detached", timeout: 60_000 });
  return other;
}

/** Finds an object by its id and shows it; resolves to its middle on the page. */
async function show(id) {
  await page.keyboard.press("Control+k");
  await page.waitForTimeout(300);
  await page.keyboard.type(id, { delay: 20 });
  await page.waitForTimeout(300);
  await page.keyboard.press("Enter");
  await says(/Selected: /);
  await page.waitForTimeout(300);
  const place = await page.locator("#status").getAttribute("data-selection");
  const [x, y, width, height] = place.split(" ").map(Number);
  return { x: x + width / 2, y: y + height / 2, height };
}

/** An archive with one file in it, not compressed. */
function zip(name, text) {
  const [path, body] = [Buffer.from(name), Buffer.from(text)];
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(33, 8);
  common.writeUInt32LE(crc32(body), 10);
  common.writeUInt32LE(body.length, 14);
  common.writeUInt32LE(body.length, 18);
  common.writeUInt16LE(path.length, 22);
  const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, path, body]);
  const central = Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), common, Buffer.alloc(14), path]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from("PK\x05\x06"), end]);
}

async function drag(from, to) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let step = 1; step <= 8; step += 1) {
    await page.mouse.move(from.x + ((to.x - from.x) * step) / 8, from.y + ((to.y - from.y) * step) / 8);
    await page.waitForTimeout(40);
  }
  await page.mouse.up();
}

async function openFile(path) {
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("Control+o");
  await (await chooser).setFiles(path);
}

/** Saves the design, which is a download here; resolves to what the file holds. */
async function save(name) {
  const downloading = page.waitForEvent("download");
  await page.keyboard.press("Control+s");
  const download = await downloading;
  assert.equal(download.suggestedFilename(), name);
  const path = join(scratch, name);
  await download.saveAs(path);
  return JSON.parse(await readFile(path, "utf8"));
}

try {
  const begin = Date.now();
  await page.goto(server.address);
  await page.locator("#loading").waitFor({ state: "detached", timeout: 60_000 });
  await says(/All \d+ checks hold/);
  console.log(`browser: ready after ${Date.now() - begin} ms`);

  const subnet = await show("subnet-provider-b");
  const app = await show("i-app");
  await drag(app, { x: subnet.x, y: subnet.y + subnet.height / 2 - 12 });
  await says(/[1-9]\d* of \d+ checks do not hold/);
  console.log("browser: dragging the instance into another VPC turns the verdict");

  const dragged = await save("saas-privatelink.vpcanvas.json");
  assert.equal(dragged.resources["i-app"].SubnetId, "subnet-provider-b");
  console.log("browser: the download holds what was dragged");

  await page.keyboard.press("Control+z");
  await says(/All \d+ checks hold/);
  await page.keyboard.press("Control+Shift+z");
  await says(/do not hold/);
  console.log("browser: undo and redo turn it back and forth");

  await openFile(new URL("../../examples/endpoint-vs-eni/design.vpcanvas.json", import.meta.url).pathname);
  await says(/^design\.vpcanvas\.json/);
  console.log("browser: another design is opened");

  const archive = join(scratch, "collected.zip");
  const printed = { Vpcs: [{ VpcId: "vpc-0000000000000000a", OwnerId: "222222222222", CidrBlock: "10.0.0.0/16" }] };
  await writeFile(archive, zip("222222222222/us-east-1/ec2-describe-vpcs.json", JSON.stringify(printed)));
  await openFile(archive);
  await says(/Import from AWS/);
  await page.keyboard.press("Enter");
  await says(/^collected\.vpcanvas\.json/);
  await show("vpc-0000000000000000a");
  const imported = await save("collected.vpcanvas.json");
  assert.equal(imported.resources["vpc-0000000000000000a"].CidrBlock, "10.0.0.0/16");
  console.log("browser: what AWS prints becomes a design, which is saved");

  const broken = join(scratch, "broken.json");
  await writeFile(broken, "{ this is no design");
  await openFile(broken);
  await says(/Cannot open broken\.json/);
  assert.deepEqual(complaints, []);
  console.log("browser: a broken file is explained, and nobody outside was called");

  const first = await beside();
  await first.mouse.click(400, 620);
  await first.keyboard.press("Control+a");
  await first.keyboard.press("Delete");
  await first.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith("vpcanvas/unsaved-")), null, { timeout: 20_000 });
  await says(/^saas-privatelink\.vpcanvas\.json/, await beside());
  await first.close();
  const next = await beside();
  await says(/Bring back unsaved changes to saas-privatelink\.vpcanvas\.json/, next);
  await next.keyboard.press("Enter");
  await says(/^saas-privatelink\.vpcanvas\.json: (?!.*Bring back)/, next);
  await next.keyboard.press("Control+z");
  await says(/All \d+ checks hold/, next);
  assert.deepEqual(complaints, []);
  console.log("browser: what a closed page left unsaved is brought back by the next one, with its undo, and by no page beside it");
} catch (error) {
  const picture = join(scratch, "failed.png");
  await page.screenshot({ path: picture }).catch(() => {});
  console.error(`browser: failed; the page looked like ${picture}`, complaints);
  throw error;
} finally {
  await browser.close();
  server.stop();
}
