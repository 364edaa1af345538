import type { ServiceSettings } from './settings.ts';

const TIMEOUT_MS = 10_000;

/** The database's functions, called as the service through the Supabase API, whichever backend serves it. */
export interface ServiceApi {
  /** Resolves with what the function answers; throws ServiceApiError when it refuses, fails or cannot be reached. */
  call(rpc: string, args?: Record<string, unknown>): Promise<unknown>;
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
export function createServiceApi({ supabaseUrl, secretKey }: ServiceSettings): ServiceApi {
  const headers = { ...authHeaders(secretKey), 'content-type': 'application/json' };
  return {
    async call(rpc, args = {}) {
      const url = `${supabaseUrl.replace(/\/+$/, '')}/rest/v1/rpc/${rpc}`;
      const init = { method: 'POST', headers, body: JSON.stringify(args), signal: AbortSignal.timeout(TIMEOUT_MS) };
      const response = await fetch(url, init).catch((error: unknown) => {
        throw new ServiceApiError(`${rpc}: the API did not answer`, { cause: error });
      });
      if (!response.ok) throw new ServiceApiError(`${rpc}: ${await reasonOf(response)}`);
      return response.json();
    },
  };
}
