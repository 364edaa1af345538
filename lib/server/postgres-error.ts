import { AppError, type ErrorCode, isErrorCode } from '@/lib/shared/errors';

/** An error as PostgREST and supabase-js hand it over. `status` is the HTTP status of the answer, 0 when none came. */
export type PostgresError = {
  code: string;
  message: string;
  details?: string | null;
  hint?: string | null;
  status?: number;
};

/** What the web server calls an answer that came from before the API, see `readGateway`. */
export const GATEWAY_CODE = 'GATEWAY';

/** Whether a status says that the service was not reached: none at all, a gateway's limit, its failures, those that Cloudflare and Supabase number. */
export function isUnreached(status: number): boolean {
  return status === 0 || status === 429 || (status >= 502 && status <= 504) || (status >= 520 && status <= 546);
}

/** SQLSTATEs and PostgREST codes that are not ours, by their meaning for the caller. */
const MEANINGS: ReadonlyArray<readonly [RegExp, ErrorCode]> = [
  [/^PGRST30[0-3]$/, 'UNAUTHENTICATED'],
  [/^42501$/, 'FORBIDDEN'],
  // The values themselves were wrong: bad text, number out of range, bad date, NUL character, bad JSON.
  [/^(22P02|22P05|22003|22007|22008|22021|22023|22032)$/, 'VALIDATION_FAILED'],
  // Connection, resources, operator intervention, statement timeout, lock timeout, deadlock: nothing was done.
  [/^(08...|53...|57...|55P03|40001|40P01|PGRST00[0-3])$/, 'UNAVAILABLE'],
];

/**
 * Pure map from a database error to ours. A refusal of an RPC (SQLSTATE `PT<status>`, the code as message, JSON facts
 * as detail) keeps its code and facts; anything unforeseen is INTERNAL and says nothing of its inside.
 */
export function toAppError(error: PostgresError): AppError {
  if (/^PT[45]\d\d$/.test(error.code) && isErrorCode(error.message)) {
    return new AppError(error.message, parseFacts(error.details), { cause: error });
  }
  if (error.code === GATEWAY_CODE) return new AppError('UNAVAILABLE', parseFacts(error.details), { cause: error });
  for (const [pattern, code] of MEANINGS) {
    if (pattern.test(error.code)) return new AppError(code, undefined, { cause: error });
  }
  if (error.status === 401) return new AppError('UNAUTHENTICATED', undefined, { cause: error });
  if (error.status !== undefined && isUnreached(error.status)) {
    return new AppError('UNAVAILABLE', undefined, { cause: error });
  }
  return new AppError('INTERNAL', undefined, { cause: error });
}

function parseFacts(details: string | null | undefined): Record<string, unknown> | undefined {
  if (!details) return undefined;
  try {
    const facts: unknown = JSON.parse(details);
    const isObject = typeof facts === 'object' && facts !== null && !Array.isArray(facts);
    return isObject && Object.keys(facts).length > 0 ? (facts as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
