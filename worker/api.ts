import { z } from 'zod';
import type { ServiceSettings } from './settings.ts';

const TIMEOUT_MS = 10_000;

/** The database's functions, called as the service through the Supabase API, whichever backend serves it. */
export interface ServiceApi {
  /** Resolves with what the function answers; throws ServiceApiError when it refuses, fails or cannot be reached. */
  call(rpc: string, args?: Record<string, unknown>): Promise<unknown>;
}

/** What lies in Storage, as the service reaches it there. */
export interface ObjectStore {
  /** Deletes objects of a bucket; resolves with how many there were. Throws ServiceApiError as a call does. */
  deleteObjects(bucket: string, names: readonly string[]): Promise<number>;
}

/** A call that came to nothing. The message names the function and the reason, never an argument or an answer. */
export class ServiceApiError extends Error {
  override name = 'ServiceApiError';
}

/** A key of the old kind is a token at once, and belongs into both headers; one of the new kind is no token. */
function authHeaders(secretKey: string): Record<string, string> {
  const isToken = secretKey.split('.').length === 3;
  return { apikey: secretKey, ...(isToken ? { authorization: `Bearer ${secretKey}` } : {}) };
}

async function reasonOf(response: Response): Promise<string> {
  const body = (await response.json().catch(() => null)) as { code?: unknown } | null;
  return `status ${response.status}${typeof body?.code === 'string' ? `, ${body.code}` : ''}`;
}

/** The API at the settings' address, with the settings' key. */
export function createServiceApi({ supabaseUrl, secretKey }: ServiceSettings): ServiceApi & ObjectStore {
  const headers = { ...authHeaders(secretKey), 'content-type': 'application/json' };
  const ask = async (name: string, method: string, path: string, sent: unknown): Promise<unknown> => {
    const url = `${supabaseUrl.replace(/\/+$/, '')}${path}`;
    const init = { method, headers, body: JSON.stringify(sent), signal: AbortSignal.timeout(TIMEOUT_MS) };
    const response = await fetch(url, init).catch((error: unknown) => {
      throw new ServiceApiError(`${name}: the API did not answer`, { cause: error });
    });
    if (!response.ok) throw new ServiceApiError(`${name}: ${await reasonOf(response)}`);
    return response.json();
  };
  return {
    call: (rpc, args = {}) => ask(rpc, 'POST', `/rest/v1/rpc/${rpc}`, args),
    async deleteObjects(bucket, names) {
      const deleted = await ask(`delete from ${bucket}`, 'DELETE', `/storage/v1/object/${bucket}`, { prefixes: names });
      return z.array(z.unknown()).parse(deleted).length;
    },
  };
}
