import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { signatureHeader } from '../../worker/signature.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const content = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' };

it('a delivery is signed as the example of the specification is', () => {
  expect(signatureHeader(content, [SECRET])).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

it('a delivery is signed once per secret, and a receiver’s library accepts either', () => {
  const other = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const now = { ...content, timestamp: Math.floor(Date.now() / 1000), body: '{"name":"Åsa ✓"}' };
  const header = signatureHeader(now, [SECRET, other]);
  for (const secret of [SECRET, other]) {
    const headers = { 'webhook-id': now.id, 'webhook-timestamp': String(now.timestamp), 'webhook-signature': header };
    expect(new Webhook(secret).verify(now.body, headers)).toEqual({ name: 'Åsa ✓' });
  }
  const key = Buffer.alloc(32, 7);
  const second = createHmac('sha256', key).update(`${now.id}.${now.timestamp}.${now.body}`).digest('base64');
  expect(header.split(' ')[1]).toBe(`v1,${second}`);
});
