import { createServer, type Server } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Claim } from '../../worker/claim.ts';
import { postDelivery } from '../../worker/post.ts';
import { createReach, isLoopback, mayReach, readNetworks } from '../../worker/reach.ts';

const ID = '0199a5a0-0000-7000-8000-000000000001';
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A receiver at one of the machine's own addresses that counts who comes, even who says nothing. */
async function listen(address: string): Promise<{ port: number; seen: { connections: number; posts: number } }> {
  const seen = { connections: 0, posts: 0 };
  const server = createServer((_request, response) => {
    seen.posts += 1;
    response.writeHead(204, { connection: 'close' }).end();
  });
  server.on('connection', () => {
    seen.connections += 1;
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return { port: (server.address() as AddressInfo).port, seen };
}

function claimFor(url: string): Claim {
  return {
    id: ID,
    casino_id: ID,
    claim_token: ID,
    attempts: 1,
    url,
    secrets: [`whsec_${Buffer.alloc(32).toString('base64')}`],
    event_id: ID,
    event_type: 'loyalty.entry_posted',
    created_at: '2026-11-20T09:26:32.68+00:00',
    payload: {},
  };
}

/** A resolver that gives these answers one after the other, the last one for good, and counts what it is asked. */
function resolver(...answers: string[][]): { lookup: LookupFunction; asked: string[] } {
  const asked: string[] = [];
  const lookup: LookupFunction = (hostname, options, callback) => {
    const found = answers[Math.min(asked.push(hostname), answers.length) - 1] ?? [];
    const all = found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (options.all) callback(null, all);
    else callback(null, all[0]?.address ?? '', all[0]?.family);
  };
  return { lookup, asked };
}

const REFUSED = { httpStatus: null, failure: 'address_refused', cause: null, retryAfterSeconds: null };

describe('a name', () => {
  it.each([
    ['127.0.0.1'],
    ['10.1.2.3'],
    ['169.254.169.254'],
    ['100.100.100.200'],
    ['::1'],
    ['fe80::1%eth0'],
    ['fd00:ec2::254'],
    ['::ffff:10.0.0.1'],
    ['64:ff9b::a9fe:a9fe'],
  ])('that leads to %s is refused before anything is connected', async (address) => {
    const { port, seen } = await listen('127.0.0.1');
    const { lookup, asked } = resolver([address]);
    const reach = createReach({ networks: [], hasOwnMachine: false, lookup });
    expect(await postDelivery(claimFor(`http://crm.example:${port}/`), { reach })).toEqual(REFUSED);
    expect(asked).toEqual(['crm.example']);
    expect(seen.connections).toBe(0);
  });

  it('that leads out of reach is refused alike over TLS, whether a port there is open or closed', async () => {
    const open = await listen('127.0.0.1');
    const { lookup } = resolver(['127.0.0.1']);
    const reach = createReach({ networks: [], hasOwnMachine: false, lookup });
    for (const port of [open.port, 1])
      expect(await postDelivery(claimFor(`https://crm.example:${port}/`), { reach })).toEqual(REFUSED);
    expect(open.seen.connections).toBe(0);
  });

  it('with one address in reach and one that is not is refused, whichever comes first', async () => {
    const { port, seen } = await listen('127.0.0.2');
    for (const addresses of [
      ['127.0.0.2', '10.0.0.1'],
      ['10.0.0.1', '127.0.0.2'],
    ]) {
      const { lookup } = resolver(addresses);
      const reach = createReach({ networks: readNetworks('127.0.0.2/32'), hasOwnMachine: false, lookup });
      expect(await postDelivery(claimFor(`http://crm.example:${port}/`), { reach })).toEqual(REFUSED);
    }
    expect(seen.connections).toBe(0);
  });

  it('is looked up once per connection, and what was judged is what is connected to', async () => {
    const allowed = await listen('127.0.0.2');
    const { lookup, asked } = resolver(['127.0.0.2'], ['127.0.0.1']);
    const reach = createReach({ networks: readNetworks('127.0.0.2/32'), hasOwnMachine: false, lookup });
    const claim = claimFor(`http://crm.example:${allowed.port}/`);
    // A second look-up would have led out of reach, and refused this.
    expect(await postDelivery(claim, { reach })).toMatchObject({ httpStatus: 204 });
    expect(asked).toHaveLength(1);
    expect(await postDelivery(claim, { reach })).toEqual(REFUSED);
    expect(asked).toHaveLength(2);
    expect(allowed.seen).toEqual({ connections: 1, posts: 1 });
  });

  it('that never resolves ends with the time limit', async () => {
    const reach = createReach({ networks: [], hasOwnMachine: false, lookup: () => undefined });
    const outcome = await postDelivery(claimFor('https://crm.example/'), { reach, timeoutMs: 50 });
    expect(outcome).toMatchObject({ failure: 'no_answer', cause: 'TimeoutError' });
  });
});

describe('an address in place of a name', () => {
  it.each([
    ['https://10.0.0.1/', 'address_refused'],
    ['https://0x0a.1/', 'address_refused'],
    ['https://167772161/', 'address_refused'],
    ['https://169.254.169.254/latest/', 'address_refused'],
    ['https://[fd00::1]/', 'address_refused'],
    ['https://[::ffff:a00:1]/', 'address_refused'],
    ['https://[64:ff9b::10.0.0.1]/', 'address_refused'],
    ['https://[2002:a00:1::]/', 'address_refused'],
    ['https://[::10.0.0.1]/', 'address_refused'],
    // What the address itself says is no secret.
    ['https://127.1/', 'own_machine'],
    ['https://0/', 'own_machine'],
    ['https://[::ffff:127.0.0.1]/', 'own_machine'],
  ])('%s is refused in every spelling', async (url, failure) => {
    const { lookup, asked } = resolver(['8.8.8.8']);
    const reach = createReach({ networks: [], hasOwnMachine: false, lookup });
    expect(await postDelivery(claimFor(url), { reach })).toMatchObject({ httpStatus: null, failure });
    expect(asked).toEqual([]);
  });

  it('is posted to where the operator named its network', async () => {
    const { port, seen } = await listen('127.0.0.2');
    const reach = createReach({ networks: readNetworks('10.0.0.0/8, 127.0.0.2/32'), hasOwnMachine: false });
    const claim = claimFor(`http://127.0.0.2:${port}/`);
    expect(await postDelivery(claim, { reach })).toMatchObject({ httpStatus: 204, failure: null });
    expect(seen.posts).toBe(1);
  });
});

it.each([
  ['8.8.8.8', true],
  ['::ffff:8.8.8.8', true],
  ['64:ff9b::808:808', true],
  ['2606:4700::1111', true],
  ['0.0.0.0', false],
  ['100.64.0.1', false],
  ['172.31.255.255', false],
  ['172.32.0.1', true],
  ['192.168.0.1', false],
  ['192.0.0.192', false],
  ['198.18.0.1', false],
  ['224.0.0.1', false],
  ['240.0.0.1', false],
  ['255.255.255.255', false],
  ['168.63.129.16', false],
  ['::', false],
  ['::ffff:168.63.129.16', false],
  ['64:ff9b:1::a00:1', false],
  ['2001::1', false],
  ['2001:db8::1', false],
  ['fec0::1', false],
  ['ff02::1', false],
  ['::ffff:0:a00:1', false],
  ['4000::1', false],
  ['crm.example', false],
  ['', false],
])('%s is an address of the internet: %s', (address, expected) => {
  expect(mayReach(address, [])).toBe(expected);
});

describe('the networks that an operator names', () => {
  it('let through what lies in them, of their own family, and nothing beside', () => {
    const networks = readNetworks(' 10.20.0.0/16,fd12:3456::/32 ');
    for (const address of ['10.20.0.1', '10.20.255.255', '::ffff:10.20.0.1', 'fd12:3456::1'])
      expect(mayReach(address, networks), address).toBe(true);
    for (const address of ['10.21.0.1', '127.0.0.1', 'fd12:3457::1', '::1'])
      expect(mayReach(address, networks), address).toBe(false);
    expect(mayReach('::1', readNetworks('0.0.0.0/0'))).toBe(false);
  });

  it.each([[undefined], [''], ['  ']])('are none where nothing is set (%s)', (text) => {
    expect(readNetworks(text)).toEqual([]);
  });

  it.each([
    ['10.20.0.0'],
    ['10.20.0.1/16'],
    ['10.20/16'],
    ['0x0a.0.0.0/8'],
    ['10.20.0.0/33'],
    ['10.20.0.0/'],
    ['10.20.0.0/16,'],
    ['10.20.0.0/16 10.21.0.0/16'],
    ['fd12::1/32'],
    ['crm.example'],
  ])('%s is no such list, and is said so', (text) => {
    expect(() => readNetworks(text)).toThrow('PITSIDE_WEBHOOK_NETWORKS');
  });
});

it.each([
  ['http://127.0.0.1:8080/', true],
  ['http://localhost/', true],
  ['http://[::1]:8080/', true],
  ['https://127.1.2.3/', true],
  // The same address, spelled otherwise: a URL knows.
  ['https://0x7f.1/', true],
  ['https://2130706433/', true],
  ['https://0/', true],
  ['https://[::ffff:127.0.0.1]/', true],
  ['https://LOCALHOST./', true],
  ['https://crm.example/', false],
  ['https://127.0.0.1.crm.example/', false],
  ['nonsense', false],
])('%s is this machine: %s', (url, expected) => {
  expect(isLoopback(url)).toBe(expected);
});
