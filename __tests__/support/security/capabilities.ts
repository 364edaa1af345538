import { CAPABILITIES, may, ROLES } from '../../security/expectations';
import type { Check } from './probe';
import { compareLists } from './tables';

/** The matrix in SQL against the matrix of the expectations, and every word that a policy or function asks for. */
export const checkCapabilities: Check = async (sql) => {
  const rows = await sql<{ role: string; capabilities: string[] }[]>`
    select role::text, app.role_capabilities(role) as capabilities from unnest(enum_range(null::public.staff_role)) role`;
  const used = await sql<{ subject: string; capability: string }[]>`
    select subject, words[1] as capability
    from (
      select oid::regprocedure::text as subject, prosrc as text from pg_proc where pronamespace in ('public'::regnamespace, 'app'::regnamespace)
      union all
      select tablename || ': ' || policyname, qual from pg_policies where schemaname = 'public'
    ) sources
    cross join lateral regexp_matches(text, '(?:require_capability\\(v_ctx, |may\\([vp]_ctx, |begin_call\\(''\\w+'', |current_staff_can\\()''([^'']*)''', 'g') words`;
  return [
    ...compareLists(
      'role',
      rows.map(({ role }) => role),
      ROLES,
    ),
    ...rows.flatMap(({ role, capabilities }) =>
      compareLists(
        `capability of ${role}`,
        capabilities ?? [],
        CAPABILITIES.filter((capability) => may(role, capability)),
      ),
    ),
    ...used
      .filter(({ capability }) => !CAPABILITIES.includes(capability))
      .map(({ subject, capability }) => ({ rule: 'word', subject, found: `asks for ${capability}, which nobody has` })),
  ];
};
