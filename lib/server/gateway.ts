import 'server-only';
import { logger } from '@/lib/server/logger';
import { GATEWAY_CODE, isUnreached } from '@/lib/server/postgres-error';

/** How PostgREST, Auth and Storage name what they refuse, each in its way. What stands before them names nothing. */
const NAMES = ['code', 'error_code', 'error', 'statusCode'];

async function bodyOf(response: Response): Promise<Record<string, unknown> | null> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : null;
}

/** Seconds, by either form of the header; null where there is none, or none in the future. */
function waitOf(header: string | null): number | null {
  const text = header?.trim() ?? '';
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - Date.now()) / 1000);
  return seconds > 0 ? seconds : null;
}

/** The same for whoever asked: not now. A client that hears anything else takes a session for ended, or a password for wrong. */
function unavailable(response: Response): Response {
  const retryAfterSeconds = waitOf(response.headers.get('retry-after'));
  const details = retryAfterSeconds === null ? null : JSON.stringify({ retryAfterSeconds });
  const message = `The gateway answered ${response.status}.`;
  return Response.json({ code: GATEWAY_CODE, message, msg: message, details, hint: null }, { status: 503 });
}

/** Whether a session is renewed by a request. */
function isRefresh(url: string): boolean {
  const { pathname, searchParams } = new URL(url);
  return pathname.endsWith('/auth/v1/token') && searchParams.get('grant_type') === 'refresh_token';
}

/**
 * Tells what stands before Supabase's services from the services themselves: its limits and failures, and its word that the key of
 * the web server is none, which concerns nobody who asks and is said to the operator. Auth's own limit is one of those where a
 * session is renewed: all who work here share one address, and its client signs out who is told 429.
 */
export async function readGateway(url: string, response: Response): Promise<Response> {
  const { status } = response;
  if (status === 429 && isRefresh(url)) return unavailable(response);
  if (status !== 401 && !isUnreached(status)) return response;
  const body = await bodyOf(response);
  if (body && NAMES.some((name) => name in body)) return response;
  if (status !== 401) return unavailable(response);
  if (typeof body?.message !== 'string') return response;
  logger.error(
    { status },
    'Supabase refuses SUPABASE_PUBLISHABLE_KEY: set the publishable key of the project at SUPABASE_URL',
  );
  return unavailable(response);
}
