import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADDRESS_HEADER, clientAddress, originOf, readNetworks, watchAddresses } from '@/lib/server/client-address';

const from = (remoteAddress: string, forwarded: string | undefined, trusted = '') =>
  originOf({ headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress } }, readNetworks(trusted));

describe('where a request came from', () => {
  test('is the other end of the connection, whatever the request says, where no proxy is trusted', () => {
    expect(from('203.0.113.9', '10.0.0.1')).toBe('203.0.113.9');
    expect(from('::ffff:203.0.113.9', '10.0.0.1, 10.0.0.2')).toBe('203.0.113.9');
  });

  test('is whom a trusted proxy saw, and nobody whom that one only claims to have seen', () => {
    const trusted = '127.0.0.1, 10.0.0.0/8';
    expect(from('127.0.0.1', '1.1.1.1, 203.0.113.9', trusted)).toBe('203.0.113.9');
    expect(from('127.0.0.1', '1.1.1.1, 203.0.113.9, 10.2.0.4', trusted)).toBe('203.0.113.9');
    expect(from('203.0.113.9', '1.1.1.1', trusted)).toBe('203.0.113.9');
  });

  test('is the proxy where it names nobody, or no address', () => {
    expect(from('127.0.0.1', undefined, '127.0.0.1')).toBe('127.0.0.1');
    expect(from('127.0.0.1', 'for=somebody', '127.0.0.1')).toBe('127.0.0.1');
  });

  test('is a whole network of IPv6, which one person has', () => {
    expect(from('2001:db8:1:2:aaaa::1', undefined)).toBe('2001:db8:1:2::/64');
    expect(from('2001:db8:1:2::ffff', undefined)).toBe('2001:db8:1:2::/64');
    expect(from('::1', undefined)).toBe('0:0:0:0::/64');
    expect(from('2001:db8::9', '198.51.100.7', '2001:db8::/32')).toBe('198.51.100.7');
  });

  test('takes no list of proxies that is none', () => {
    expect(() => readNetworks('the proxy')).toThrow('the proxy is no address.');
    expect(() => readNetworks('10.0.0.0/99')).toThrow();
  });
});

describe('a server that watches', () => {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((message, response) => {
    seen.push(message.headers);
    response.end();
  });
  beforeAll(async () => {
    watchAddresses('');
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());

  const ask = (headers: Record<string, string>) =>
    new Promise<string>((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      request({ port, host: '127.0.0.1', headers }, (response) => {
        response.resume();
        const [last] = seen.slice(-1);
        resolve(clientAddress({ headers: new Headers({ [ADDRESS_HEADER]: String(last?.[ADDRESS_HEADER]) }) }));
      })
        .on('error', reject)
        .end();
    });

  test('says where each request came from, before anybody else sees it', async () => {
    expect(await ask({})).toBe('127.0.0.1');
  });

  test('takes nobody’s word for it: a forged X-Forwarded-For or header of our own changes nothing', async () => {
    expect(await ask({ 'x-forwarded-for': '10.9.9.9', [ADDRESS_HEADER]: 'seal 10.9.9.9' })).toBe('127.0.0.1');
  });
});

test('a header that the server did not write says nothing', () => {
  for (const text of ['10.9.9.9', 'seal 10.9.9.9', ''])
    expect(clientAddress({ headers: new Headers({ [ADDRESS_HEADER]: text }) })).toBe('unknown');
});
