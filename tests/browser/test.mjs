// The built page in a real Chromium: it loads without calling anybody, an object is dragged, the verdict turns, the design
// is downloaded, another one is opened, and hands do what they do all day.
// `node tests/browser/test.mjs [FOLDER]` tests another folder than dist/.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { copyAndPaste, mainJob } from "./gestures.mjs";
import { recovery } from "./recovery.mjs";
import { serve } from "./server.mjs";
import { launch, open } from "./window.mjs";

const folder = process.argv[2] ?? new URL("../../dist", import.meta.url).pathname;

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

/** The example: dragged, saved, undone; then files of all sorts. */
async function files(window) {
  const subnet = await window.show("subnet-provider-b");
  const app = await window.show("i-app");
  await window.drag(app, { x: subnet.x, y: subnet.y + subnet.height / 2 - 12 });
  await window.says(/[1-9]\d* of \d+ checks do not hold/);
  console.log("browser: dragging the instance into another VPC turns the verdict");

  const dragged = await window.save("saas-privatelink.vpcanvas.json");
  assert.equal(dragged.resources["i-app"].SubnetId, "subnet-provider-b");
  console.log("browser: the download holds what was dragged");

  await window.press("Control+z");
  await window.says(/All \d+ checks hold/);
  await window.press("Control+Shift+z");
  await window.says(/do not hold/);
  console.log("browser: undo and redo turn it back and forth");

  await window.openFile(new URL("../../examples/endpoint-vs-eni/design.vpcanvas.json", import.meta.url).pathname);
  await window.says(/^design\.vpcanvas\.json/);
  console.log("browser: another design is opened");

  const archive = join(window.scratch, "collected.zip");
  const printed = { Vpcs: [{ VpcId: "vpc-0000000000000000a", OwnerId: "222222222222", CidrBlock: "10.0.0.0/16" }] };
  await writeFile(archive, zip("222222222222/us-east-1/ec2-describe-vpcs.json", JSON.stringify(printed)));
  await window.openFile(archive);
  await window.says(/Import from AWS/);
  await window.press("Enter");
  await window.says(/^collected\.vpcanvas\.json/);
  await window.show("vpc-0000000000000000a");
  const imported = await window.save("collected.vpcanvas.json");
  assert.equal(imported.resources["vpc-0000000000000000a"].CidrBlock, "10.0.0.0/16");
  console.log("browser: what AWS prints becomes a design, which is saved");

  const broken = join(window.scratch, "broken.json");
  await writeFile(broken, "{ this is no design");
  await window.openFile(broken);
  await window.says(/Cannot open broken\.json/);
  assert.deepEqual(window.complaints, []);
  console.log("browser: a broken file is explained, and nobody outside was called");
}

const server = await serve(folder);
const browser = await launch();
try {
  for (const test of [files, copyAndPaste, mainJob, recovery]) {
    const begin = Date.now();
    const window = await open(browser, server.address);
    console.log(`browser: ready after ${Date.now() - begin} ms`);
    await test(window).catch(async (error) => {
      await window.failed();
      throw error;
    });
    assert.deepEqual(window.complaints, []);
    await window.page.context().close();
    console.log(`browser: done after ${Date.now() - begin} ms`);
  }
} finally {
  await browser.close();
  server.stop();
}
