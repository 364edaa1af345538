import { lookup as systemLookup } from 'node:dns';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
/** A network that an operator names: its first address, and how many bits of it count. */
export type Network = readonly [Address, number];

const LOOPBACK_NETWORKS: readonly Network[] = [ipaddr.parseCIDR('127.0.0.0/8'), ipaddr.parseCIDR('::1/128')];
/** All that the internet has of IPv6. What lies elsewhere is of one's own network, or a way to write an address of IPv4. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');
/** A public address by number only: every machine of Azure reaches its host there, secrets included. */
const AZURE_HOST = ipaddr.parse('168.63.129.16').toString();

/** As `URL` writes host names: numbers in any other spelling have become these. */
const OWN_MACHINE = /^(localhost\.?|127(\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])$/;

/** Whether an address says by its own text that it is the machine itself. What a name leads to is looked at as it is connected. */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && OWN_MACHINE.test(new URL(url).hostname);
}

/** A connection that was not made, because of where it would have led. It says no more: no address, and not whether one answers. */
export class ReachRefusal extends Error {
  override name = 'ReachRefusal';
}

/** The address of IPv4 that one of IPv6 stands for, where a gateway or the system itself takes it as that; else the same. */
function plain(address: Address): Address {
  if (address instanceof ipaddr.IPv4) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  return address.range() === 'rfc6052' ? new ipaddr.IPv4(address.toByteArray().slice(-4)) : address;
}

function isWithin(address: Address, [network, bits]: Network): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast' || address.toString() === AZURE_HOST) return false;
  return address.kind() === 'ipv4' || isWithin(address, GLOBAL_IPV6);
}

/** Whether the worker may connect to an address: one of the internet, or of a network that was named. What is none is refused. */
export function mayReach(text: string, networks: readonly Network[]): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = plain(ipaddr.parse(text));
  return isPublic(address) || networks.some((network) => isWithin(address, network));
}

/** Reads `PITSIDE_WEBHOOK_NETWORKS`: networks by CIDR, separated by commas. Throws naming what is none. */
export function readNetworks(text: string | undefined): Network[] {
  const parts = text?.trim() ? text.split(',').map((part) => part.trim()) : [];
  return parts.map((part) => {
    const isNetwork = isIP(part.split('/')[0] ?? '') !== 0 && ipaddr.isValidCIDR(part);
    const network = isNetwork ? ipaddr.parseCIDR(part) : null;
    const kind = network?.[0].kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
    if (network && kind.networkAddressFromCIDR(part).toString() === network[0].toString()) return network;
    throw new Error(
      `PITSIDE_WEBHOOK_NETWORKS: "${part}" is no network. Write each as its first address and its length, such as 10.20.0.0/16, separated by commas.`,
    );
  });
}

/** Where a worker may connect to, and how it does. */
export interface Reach {
  /** Throws ReachRefusal for a host that is an address (as `URL` writes it) out of reach. No name is looked up for one. */
  checkHost(hostname: string): void;
  agents: { 'http:': HttpAgent; 'https:': HttpsAgent };
}

export interface ReachOptions {
  networks: readonly Network[];
  /** Whether the machine itself is within reach: where the API is there, too. */
  hasOwnMachine: boolean;
  lookup?: LookupFunction;
}

/**
 * Judges addresses as they are connected to: the name is looked up once, and what was judged is what the socket gets. A name
 * with any address out of reach is refused, so that it does not hang on which of them would have answered.
 */
export function createReach({ networks, hasOwnMachine, lookup = systemLookup }: ReachOptions): Reach {
  const allowed = hasOwnMachine ? [...LOOPBACK_NETWORKS, ...networks] : networks;
  const guarded: LookupFunction = (hostname, options, callback) => {
    lookup(hostname, options, (error, found, family) => {
      const addresses = typeof found === 'string' ? [found] : (found ?? []).map(({ address }) => address);
      if (error || addresses.every((address) => mayReach(address, allowed))) callback(error, found, family);
      else callback(new ReachRefusal('out of reach'), []);
    });
  };
  // A connection that lies idle for longer may be one that the receiver has closed.
  const options = { keepAlive: true, timeout: 4_000, lookup: guarded };
  return {
    checkHost: (hostname) => {
      const host = hostname.replace(/^\[|\]$/g, '');
      if (isIP(host) !== 0 && !mayReach(host, allowed)) throw new ReachRefusal('out of reach');
    },
    agents: { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) },
  };
}
