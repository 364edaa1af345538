import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capabilitySchema, staffRoleSchema } from '@/services/casino/dtos';
import { checkCapabilities } from '../support/security/capabilities';
import { inTrial } from '../support/security/trial';
import { startTestStack, type TestStack } from '../support/stack';
import { CAPABILITIES, may, ROLES } from './expectations';

let stack: TestStack;
let granted: Set<string>;

beforeAll(async () => {
  stack = await startTestStack();
  const rows = await stack.sql<{ cell: string }[]>`
    select role || ' ' || capability as cell
    from unnest(enum_range(null::public.staff_role)) role, unnest(app.role_capabilities(role)) capability`;
  granted = new Set(rows.map(({ cell }) => cell));
});
afterAll(() => stack.dispose());

const cells = ROLES.flatMap((role) =>
  CAPABILITIES.map((capability) => [role, may(role, capability) ? 'has' : 'lacks', capability] as const),
);

describe('the role matrix', () => {
  it.each(cells)('%s %s %s', (role, has, capability) => {
    expect(granted.has(`${role} ${capability}`)).toBe(has === 'has');
  });

  it('has no role or capability beside these, and nothing asks for a capability that is not in it', async () => {
    expect(await inTrial(stack, (sql) => checkCapabilities(sql))).toEqual([]);
  });

  it('uses the words that the web app uses', () => {
    expect([...capabilitySchema.options].sort()).toEqual([...CAPABILITIES].sort());
    expect([...staffRoleSchema.options].sort()).toEqual([...ROLES].sort());
  });

  it('lets nobody who issues on the floor set prices, but the admin', () => {
    const both = ROLES.filter((role) => may(role, 'reward.issue') && may(role, 'catalog.write'));
    expect(both).toEqual(['admin']);
  });

  it('refuses a role that it does not know', async () => {
    // A role that is added to the enum before it is added to the matrix has null for its capabilities.
    const context = `row(gen_random_uuid(), gen_random_uuid(), null, gen_random_uuid(), current_date)::app.rls_context`;
    const attempt = stack.sql.unsafe(`select app.require_capability(${context}, 'reward.issue')`);
    await expect(attempt).rejects.toMatchObject({ code: 'PT403', message: 'FORBIDDEN' });
  });
});
