import 'server-only';
import { randomBytes } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Says on a request where it came from, as the server itself saw it. */
export const ADDRESS_HEADER = 'x-pitside-address';

// Which no client knows: what it writes into that header itself says nothing. The bundler may load this module several times.
const holder = globalThis as typeof globalThis & { pitsideAddressSeal?: string };
function seal(): string {
  holder.pitsideAddressSeal ??= randomBytes(16).toString('hex');
  return holder.pitsideAddressSeal;
}

/** What the header says of a request from an address. */
export const sealedAddress = (address: string): string => `${seal()} ${address}`;

/** Where a request came from, as `watchAddresses` saw it; `unknown` where it did not. */
export function clientAddress({ headers }: Pick<Request, 'headers'>): string {
  const [shown, address] = (headers.get(ADDRESS_HEADER) ?? '').split(' ');
  return shown === seal() && address ? address : 'unknown';
}

type Arrival = Pick<IncomingMessage, 'headers'> & { socket: Pick<IncomingMessage['socket'], 'remoteAddress'> };

/**
 * Notes on every request of this process where it came from, before anything else sees it: the other end of the connection; where
 * that is a proxy that is trusted, whom it names in `X-Forwarded-For`, and so on.
 */
export function watchAddresses(trustedProxies: string): void {
  const trusted = readNetworks(trustedProxies);
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: Arrival };
    request.headers[ADDRESS_HEADER] = sealedAddress(originOf(request, trusted));
  });
}

/** Where a request came from, by the connection and, as far as each of them is trusted, by the proxies in between. */
export function originOf({ headers, socket }: Arrival, trusted: BlockList): string {
  let address = plain(socket.remoteAddress ?? '');
  const named = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  while (isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')) {
    const before = plain(named.pop() ?? '');
    if (isIP(before) === 0) break;
    address = before;
  }
  return countedAs(address);
}

/** Addresses and networks (`10.0.0.0/8`), set apart by commas. Throws for what is none. */
export function readNetworks(text: string): BlockList {
  const list = new BlockList();
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (isIP(address) === 0) throw new Error(`${entry} is no address.`);
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/** An IPv4 address as such, however a socket that speaks both writes it. */
const plain = (address: string): string => address.trim().replace(/^::ffff:(?=\d+\.)/i, '');

/** Whoever has an IPv6 network has all of its addresses: it counts as one, by its first 64 bits. */
function countedAs(address: string): string {
  const url = `http://[${address.replace(/%.*$/, '')}]/`;
  if (isIP(address) !== 6 || !URL.canParse(url)) return address || 'unknown';
  const [head = '', tail] = new URL(url).hostname.slice(1, -1).split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail ? tail.split(':') : [];
  const groups = [...first, ...Array.from({ length: 8 - first.length - last.length }, () => '0'), ...last];
  return `${groups.slice(0, 4).join(':')}::/64`;
}
