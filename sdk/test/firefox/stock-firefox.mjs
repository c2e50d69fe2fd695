#!/usr/bin/env node
/**
 * Starts a stock Firefox for Playwright, which drives it by WebDriver BiDi. Playwright always asks for a colour scheme by a
 * command that Firefox ESR 153 does not have yet; a relay between them answers that one with a question of the same shape
 * that it does have. Everything else passes as it is.
 */
import { spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';

const FIREFOX = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr';
const MISSING = 'emulation.setMediaFeaturesOverride';
const LISTENING = /(WebDriver BiDi listening on ws:\/\/127\.0\.0\.1:)(\d+)/;

/** One masked frame of a client, as RFC 6455 §5.2 lays it out: where its payload lies, and where it ends. */
const frameAt = (bytes) => {
  if (bytes.length < 2) return undefined;
  const short = bytes[1] & 0x7f;
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0;
  const payload = 2 + extended + 4;
  if (bytes.length < payload) return undefined;
  const length = extended === 2 ? bytes.readUInt16BE(2) : extended === 8 ? Number(bytes.readBigUInt64BE(2)) : short;
  return bytes.length < payload + length ? undefined : { payload, end: payload + length };
};

const unmask = (frame, payload) => {
  const text = Buffer.from(frame.subarray(payload));
  for (let at = 0; at < text.length; at++) text[at] ^= frame[payload - 4 + (at & 3)];
  return text.toString('utf8');
};

const MASK = [1, 2, 3, 4];

/** A short text, masked: Firefox hangs up on a mask of zeros. */
const frameOf = (text) => {
  const payload = Buffer.from(text).map((byte, at) => byte ^ MASK[at & 3]);
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, ...MASK]), payload]);
};

const relay = (client, port) => {
  const browser = connect(port, '127.0.0.1');
  let left = Buffer.alloc(0);
  let shaken = false;
  browser.on('data', (chunk) => client.write(chunk));
  client.on('data', (chunk) => {
    left = Buffer.concat([left, chunk]);
    if (!shaken) {
      const end = left.indexOf('\r\n\r\n');
      if (end < 0) return;
      shaken = true;
      // Without extensions nothing is compressed, and every text can be read.
      const head = left.toString('latin1', 0, end).replace(/\r\nsec-websocket-extensions:[^\r]*/i, '');
      browser.write(`${head.replace(/127\.0\.0\.1:\d+/, `127.0.0.1:${port}`)}\r\n\r\n`);
      left = left.subarray(end + 4);
    }
    for (let frame = frameAt(left); frame; frame = frameAt(left)) {
      const whole = left.subarray(0, frame.end);
      const text = unmask(whole, frame.payload);
      const replaced =
        text.includes(MISSING) && JSON.stringify({ id: JSON.parse(text).id, method: 'session.status', params: {} });
      browser.write(replaced ? frameOf(replaced) : whole);
      left = left.subarray(frame.end);
    }
  });
  for (const [one, other] of [
    [client, browser],
    [browser, client],
  ]) {
    one.on('close', () => other.destroy());
    one.on('error', () => other.destroy());
  }
};

const firefox = spawn(FIREFOX, process.argv.slice(2), { stdio: ['ignore', 'inherit', 'pipe'] });
let port = 0;
const server = createServer((client) => relay(client, port));
server.listen(0, '127.0.0.1', () => {
  firefox.stderr.on('data', (chunk) => {
    const text = String(chunk);
    port ||= Number(LISTENING.exec(text)?.[2] ?? 0);
    process.stderr.write(text.replace(LISTENING, `$1${server.address().port}`));
  });
});
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => firefox.kill(signal));
firefox.on('exit', (code) => process.exit(code ?? 1));
