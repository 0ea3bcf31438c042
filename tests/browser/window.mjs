// The built page in a real Chromium, as a user has it: its keys, its pointer, its files, and what a screen reader hears.
import assert from "node:assert/strict";
import { mkdtemp, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const { chromium } = require(process.env.PLAYWRIGHT_CORE ?? "playwright-core");

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });

/** A window of its own, which remembers nothing of another one. */
export async function open(browser, address) {
  const permissions = ["clipboard-read", "clipboard-write"];
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, acceptDownloads: true, permissions });
  const window = new Window(await context.newPage(), address, await mkdtemp(join(tmpdir(), "vpcanvas-browser-")));
  await window.load();
  await window.says(/All \d+ checks hold/);
  return window;
}

class Window {
  constructor(page, address, scratch) {
    this.page = page;
    this.address = address;
    this.scratch = scratch;
    /** Errors of the page, and calls to anybody but its own server. */
    this.complaints = [];
    page.on("console", (message) => message.type() === "error" && this.complaints.push(message.text()));
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("request", (request) => {
      if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(address)) this.complaints.push(`calls ${request.url()}`);
    });
  }

  async load() {
    await this.page.goto(this.address);
    await this.page.locator("#loading").waitFor({ state: "detached", timeout: 60_000 });
  }

  /** Another page of the same browser, with the same memory. */
  async beside() {
    const other = new Window(await this.page.context().newPage(), this.address, this.scratch);
    other.complaints = this.complaints;
    await other.load();
    return other;
  }

  /** Waits until the status, which screen readers hear, says what is expected. */
  async says(expected) {
    const deadline = Date.now() + 20_000;
    let text = "";
    while (Date.now() < deadline) {
      text = await this.page.locator("#status").textContent();
      if (expected.test(text)) return text;
      await this.page.waitForTimeout(50);
    }
    assert.fail(`the status says ${JSON.stringify(text)}, expected ${expected}`);
  }

  /** Waits until what was done has been painted: what is typed next goes where it then belongs. */
  async painted() {
    await this.page.evaluate(async () => {
      for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
    });
  }

  async press(keys) {
    await this.page.keyboard.press(keys);
    await this.painted();
  }

  async type(text) {
    await this.page.keyboard.type(text, { delay: 10 });
    await this.painted();
  }

  /** Runs a command, or shows an object, by its name or id. */
  async find(name) {
    await this.press("Control+k");
    await this.type(name);
    await this.press("Enter");
  }

  /** Finds an object by its id and shows it; resolves to its middle on the page. */
  async show(id) {
    await this.find(id);
    await this.says(/Selected: /);
    await this.painted();
    const place = await this.page.locator("#status").getAttribute("data-selection");
    const [x, y, width, height] = place.split(" ").map(Number);
    return { x: x + width / 2, y: y + height / 2, height };
  }

  /** Inserts something by its name; what is there then is selected. */
  async insert(name, selected) {
    await this.press("i");
    await this.type(name);
    await this.press("Enter");
    await this.says(new RegExp(`Selected: ${selected}`));
  }

  async drag(from, to) {
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    for (let step = 1; step <= 8; step += 1) {
      await this.page.mouse.move(from.x + ((to.x - from.x) * step) / 8, from.y + ((to.y - from.y) * step) / 8);
      await this.painted();
    }
    await this.page.mouse.up();
    await this.painted();
  }

  async click(at) {
    await this.page.mouse.click(at.x, at.y);
    await this.painted();
  }

  async openFile(path) {
    await this.painted();
    const chooser = this.page.waitForEvent("filechooser");
    await this.page.keyboard.press("Control+o");
    await (await chooser).setFiles(path);
  }

  /** Saves the design, which is a download here; resolves to what the file holds. */
  async save(name) {
    const downloading = this.page.waitForEvent("download");
    await this.page.keyboard.press("Control+s");
    const download = await downloading;
    assert.equal(download.suggestedFilename(), name);
    const path = join(this.scratch, name);
    await download.saveAs(path);
    return JSON.parse(await readFile(path, "utf8"));
  }

  /** Shows where a test stopped. */
  async failed() {
    const picture = join(this.scratch, "failed.png");
    await this.page.screenshot({ path: picture }).catch(() => {});
    console.error(`browser: failed; the page looked like ${picture}`, this.complaints);
  }
}
