// What hands do all day, each checked in the file that is saved: the main job by keyboard, copy and paste.
import assert from "node:assert/strict";

const untitled = "untitled.vpcanvas.json";

/** The ids of what is of a kind. */
const ids = (design, kind) => Object.keys(design.resources).filter((id) => design.resources[id].Kind === kind);

/** From an empty design to an endpoint that is connected, traced and checked, and back by undo. */
export async function mainJob(window) {
  await window.press("Alt+n");
  await window.says(/^untitled/);
  await window.insert("vpc", "VPC");
  await window.insert("subnet", ".*subnet");
  await window.insert("instance", "Instance");
  await window.insert("interface endpoint", "Interface endpoint");
  await window.insert("endpoint service", "Endpoint service");
  const inserted = await window.save(untitled);
  const only = (kind) => {
    assert.equal(ids(inserted, kind).length, 1, kind);
    return ids(inserted, kind)[0];
  };
  const [instance, endpoint, service] = [only("Instance"), only("VpcEndpoint"), only("VpcEndpointService")];
  assert.equal(inserted.resources[instance].SubnetId, only("Subnet"));
  assert.deepEqual(inserted.resources[endpoint].SubnetIds, [only("Subnet")]);

  // Which two is asked by pointing at them.
  await window.press("a");
  for (const id of [endpoint, service]) {
    const end = await window.show(id);
    // The pointer moves even where it stands there already, because a hand does.
    await window.page.mouse.move(end.x + 30, end.y);
    await window.painted();
    await window.click(end);
  }
  await window.press("v");
  await window.show(instance);
  await window.find("trace from here");
  await window.show(endpoint);
  await window.find("trace to here");
  await window.find("keep the trace");
  await window.says(/The check holds/);
  const checked = await window.save(untitled);
  assert.match(checked.resources[endpoint].ServiceName, new RegExp(`${service}$`));
  const [check, ...more] = checked.checks;
  assert.deepEqual(more, []);
  // Nothing stands behind the service yet.
  assert.deepEqual([check.Expect, check.From, check.To, check.Port], ["unreachable", instance, endpoint, 443]);

  await window.press("Control+z");
  await window.press("Control+z");
  await window.says(/No checks/);
  assert.deepEqual(await window.save(untitled), inserted);
  console.log("browser: the main job by keyboard: insert, connect, trace, keep, undo, save");
}

/** What is copied is there twice. */
export async function copyAndPaste(window) {
  await window.show("i-app");
  await window.press("Control+c");
  await window.says(/Copied 1 object/);
  await window.press("Control+v");
  await window.says(/Selected: Instance, (?!App,)|Selected: Instance, App.*Paste/);
  const pasted = await window.save("saas-privatelink.vpcanvas.json");
  const instances = ids(pasted, "Instance");
  assert.equal(instances.length, 4);
  const copy = instances.find((id) => !["i-app", "i-billing-a", "i-billing-b"].includes(id));
  assert.equal(pasted.resources[copy].SubnetId, "subnet-consumer-a");
  console.log("browser: what is copied and pasted is in the file twice");
}
