// The DNS server against the resolver of Node.js (c-ares), and against clients that misbehave on the wire.
// `node tests/dns/resolver.mjs PORT PORT_OF_A_SILENT_VPC`
import assert from "node:assert/strict";
import dgram from "node:dgram";
import { Resolver } from "node:dns/promises";
import { once } from "node:events";
import net from "node:net";

const [port, silent] = process.argv.slice(2).map(Number);
const resolver = new Resolver({ timeout: 3000, tries: 1 });
resolver.setServers([`127.0.0.1:${port}`]);

// Every type the resolver has a method for.
assert.deepEqual(await resolver.resolve4("www.example.com", { ttl: true }), [
  { address: "10.0.1.10", ttl: 60 },
  { address: "10.0.2.10", ttl: 60 },
]);
assert.deepEqual(await resolver.resolve6("api.example.com"), ["2001:db8::10"]);
assert.deepEqual(await resolver.resolveCname("www.example.com"), ["web.example.com"]);
assert.deepEqual((await resolver.resolveMx("example.com")).sort((one, other) => one.priority - other.priority), [
  { exchange: "mail.example.com", priority: 10 },
  { exchange: "mail2.example.com", priority: 20 },
]);
assert.deepEqual((await resolver.resolveNs("example.com")).sort(), ["ns-1.example.com", "ns-2.example.com"]);
assert.deepEqual(await resolver.resolveTxt("example.com"), [["v=spf1 -all", 'second "string"']]);
assert.deepEqual(await resolver.resolveCaa("example.com"), [{ critical: 0, issue: "ca.example.com" }]);
assert.deepEqual(await resolver.resolveSrv("_sip._tcp.example.com"), [
  { name: "sip.example.com", port: 5060, priority: 1, weight: 10 },
]);
assert.deepEqual(await resolver.resolveNaptr("number.example.com"), [
  { flags: "u", service: "E2U+sip", regexp: "!^.*$!sip:info@example.com!", replacement: "", order: 100, preference: 50 },
]);
assert.equal((await resolver.resolveSoa("example.com")).hostmaster, "hostmaster.example.com");
assert.deepEqual(await resolver.resolvePtr("10.1.0.10.in-addr.example.com"), ["api.example.com"]);
assert.deepEqual(await resolver.resolve4("bücher.example.com"), ["10.0.4.4"], "an internationalised name");

// What is cut over UDP is asked for again over TCP.
assert.equal((await resolver.resolve4("big.example.com")).length, 120);

// How there is no answer.
const fails = (question, code) => assert.rejects(question, { code });
await fails(resolver.resolve4("nothing.example.com"), "ENOTFOUND");
await fails(resolver.resolve6("web.example.com.wild.example.com"), "ENODATA");
await fails(resolver.resolve4("loop-a.example.com"), "ESERVFAIL");
await fails(resolver.resolve4("elsewhere.test"), "ESERVFAIL");
const hopeless = new Resolver({ timeout: 500, tries: 1 });
hopeless.setServers([`127.0.0.1:${silent}`]);
await fails(hopeless.resolve4("api.example.com"), "ETIMEOUT");

/** A question for the addresses of api.example.com. */
function question(id) {
  const labels = ["api", "example", "com"].map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  const header = Buffer.from([id >> 8, id & 255, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  return Buffer.concat([header, ...labels, Buffer.from([0, 0, 1, 0, 1])]);
}
const code = (response) => response[3] & 15;
const FORMERR = 1;

// UDP: what makes no sense gets FORMERR or nothing, and the next question its answer.
const socket = dgram.createSocket("udp4");
const received = [];
socket.on("message", (message) => received.push(message));
const send = (message) => new Promise((done) => socket.send(message, port, "127.0.0.1", done));
await send(Buffer.alloc(0));
await send(Buffer.from("GET / HTTP"));
await send(Buffer.alloc(60_000, 0xff));
const response = question(3);
response[2] |= 0x80;
await send(response);
await send(question(4).subarray(0, 20));
await send(Buffer.concat([question(5).subarray(0, 12), Buffer.from([0xc0, 12, 0, 1, 0, 1])]));
await send(question(6));
while (received.length < 3) await once(socket, "message", { signal: AbortSignal.timeout(5000) });
received.sort((one, other) => one.readUInt16BE() - other.readUInt16BE());
assert.deepEqual(received.map((message) => [message.readUInt16BE(), code(message)]), [[4, FORMERR], [5, FORMERR], [6, 0]]);
socket.close();

// TCP: several questions at once, octet by octet, and a length without a message.
const framed = (message) => Buffer.concat([Buffer.from([message.length >> 8, message.length & 255]), message]);

/** Sends chunks and resolves to the responses once so many are there or the server has closed. */
async function converse(chunks, count) {
  const connection = net.connect(port, "127.0.0.1");
  connection.setNoDelay(true);
  let octets = Buffer.alloc(0);
  const responses = [];
  const done = new Promise((resolve, reject) => {
    connection.on("data", (data) => {
      octets = Buffer.concat([octets, data]);
      while (octets.length >= 2 && octets.length >= 2 + octets.readUInt16BE()) {
        const end = 2 + octets.readUInt16BE();
        responses.push(octets.subarray(2, end));
        octets = octets.subarray(end);
      }
      if (responses.length >= count) resolve();
    });
    connection.on("close", resolve);
    // Who is hung up on with something left to say is told so as an error.
    connection.on("error", (error) => (error.code === "ECONNRESET" ? resolve() : reject(error)));
    setTimeout(() => reject(new Error("no response in 5 s")), 5000).unref();
  });
  for (const chunk of chunks) {
    connection.write(chunk);
    await new Promise((next) => setTimeout(next, 1));
  }
  await done;
  connection.destroy();
  return responses;
}
const ids = (responses) => responses.map((message) => message.readUInt16BE());
const pipeline = Buffer.concat(Array.from({ length: 200 }, (_, id) => framed(question(id))));
assert.deepEqual(ids(await converse([pipeline], 200)), Array.from({ length: 200 }, (_, id) => id));
assert.deepEqual(ids(await converse([...framed(question(7))].map((octet) => Buffer.from([octet])), 1)), [7]);
assert.deepEqual(ids(await converse([framed(Buffer.from("garbage"))], 1)), [], "closed without a word");
assert.deepEqual(ids(await converse([framed(Buffer.alloc(0)), framed(question(8))], 1)), []);

// More connections than are served: those beyond are closed, and when they go there is room again.
const crowd = Array.from({ length: 200 }, () => net.connect(port, "127.0.0.1").on("error", () => {}).resume());
const hungUp = crowd.map((connection) => once(connection, "close", { signal: AbortSignal.timeout(9000) }));
await Promise.any(hungUp);
assert.deepEqual((await resolver.resolve4("api.example.com")).length, 2, "UDP goes on meanwhile");
for (const connection of crowd) connection.destroy();
for (let tries = 0; ; tries += 1) {
  if (ids(await converse([framed(question(9))], 1).catch(() => [])).length === 1) break;
  assert.ok(tries < 50, "there is no room again");
  await new Promise((next) => setTimeout(next, 100));
}
console.log("dns: the resolver of Node.js and clients that misbehave are served");
