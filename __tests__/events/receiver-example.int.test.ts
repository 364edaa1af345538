import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findFreePort } from '../../supabase/embedded/ports.ts';
import { findLiveSlip } from '../support/ledger';
import { startTestStack, type TestStack } from '../support/stack';
import { countPending, cutBackOff, fanOut, issuePoints, makeEndpoint, startTestWorker } from './outbox';

const folder = mkdtempSync(join(tmpdir(), 'pitside-receiver-'));
let stack: TestStack;
let receiver: ChildProcess;
let output = '';

/** The lines of the page, as they stand there. */
function exampleOf(page: string): string {
  const text = readFileSync(join(import.meta.dirname, '../../docs', page), 'utf8');
  const example = /```ts\n([\s\S]*?)```/.exec(text)?.[1];
  if (!example) throw new Error(`${page} has no example.`);
  return example;
}

async function printed(text: string, times = 1): Promise<void> {
  while (output.split(text).length <= times) await new Promise((resolve) => receiver.stdout?.once('data', resolve));
}

beforeAll(async () => {
  stack = await startTestStack();
  await fanOut(stack);
});
afterAll(async () => {
  receiver.kill();
  rmSync(folder, { recursive: true });
  await stack.dispose();
});

it('the receiver of the documentation verifies, handles once and refuses forgeries', async () => {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}/`;
  const { secret } = await makeEndpoint(stack, url, ['loyalty.entry_posted']);
  const file = join(folder, 'receiver.ts');
  writeFileSync(file, exampleOf('webhooks.md'));
  receiver = spawn(process.execPath, [file], { env: { ...process.env, PORT: String(port), WEBHOOK_SECRET: secret } });
  receiver.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await printed('listening');

  const worker = startTestWorker(stack);
  const stopCutting = cutBackOff(stack);
  const { id } = await findLiveSlip(stack.sql, 'harbor');
  const entryNo = await issuePoints(stack, id);
  await printed('loyalty.entry_posted');
  expect(output).toContain(`"entryNo":${entryNo}`);

  // The same event once more, as after a report that got lost: it is accepted and not handled again.
  await stack.sql`update public.webhook_delivery set status = 'pending', next_attempt_at = now()`;
  await issuePoints(stack, id);
  await printed('loyalty.entry_posted', 2);
  await worker.stop();
  await stopCutting();
  expect(await countPending(stack)).toBe(0);
  expect(output.match(/"entryNo":\d+/g)).toEqual([`"entryNo":${entryNo}`, `"entryNo":${entryNo + 1}`]);

  const now = new Date();
  const body = '{"type":"loyalty.entry_posted","data":{}}';
  const send = (signature: string, timestamp = now) =>
    fetch(url, {
      method: 'POST',
      body,
      headers: {
        'webhook-id': 'msg_1',
        'webhook-timestamp': String(Math.floor(timestamp.getTime() / 1000)),
        'webhook-signature': signature,
      },
    }).then(({ status }) => status);
  const hour = new Date(now.getTime() - 3_600_000);
  const genuine = new Webhook(secret);
  expect(await send('v1,bm90IHRoZSBzaWduYXR1cmU=')).toBe(401);
  expect(await send(genuine.sign('msg_1', now, `${body} `))).toBe(401);
  expect(await send(genuine.sign('msg_1', hour, body), hour)).toBe(401);
  expect(await send(`v1,other ${genuine.sign('msg_1', now, body)}`)).toBe(204);
});
