import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTORS } from '../support/security/actors';
import { arrangeSecurityFacts, findFacts } from '../support/security/facts';
import { checkIsolation } from '../support/security/isolation';
import type { Violation } from '../support/security/probe';
import { checkRpcAccess, checkRpcShape } from '../support/security/rpcs';
import { checkKeySpace } from '../support/security/schema';
import { inTrial } from '../support/security/trial';
import { ADMIN, startTestStack, type TestStack } from '../support/stack';
import { ACCOUNT_RPCS, type Facts, GUEST_RPCS, RPCS, WORKER_RPCS } from './expectations';

let stack: TestStack;
let shape: Violation[];
let access: Violation[];
let isolation: Violation[];
let own: Facts;

beforeAll(async () => {
  stack = await startTestStack();
  await arrangeSecurityFacts(stack);
  await inTrial(stack, async (sql) => {
    shape = await checkRpcShape(sql);
    access = await checkRpcAccess(sql);
    isolation = await checkIsolation(sql);
    own = await findFacts(sql, 'harbor');
  });
});
afterAll(() => stack.dispose());

const of = (violations: Violation[], rule: string, name: string) =>
  violations.filter((violation) => violation.rule === rule && violation.subject === name);

it('the functions of public are the RPCs that the expectations name, of staff, of accounts, of the worker and of one-time links', () => {
  expect(shape.filter(({ rule }) => rule === 'listed')).toEqual([]);
});

it('a key that was used for one thing is used for nothing else: every writing RPC, after every other', async () => {
  expect(await inTrial(stack, (sql) => checkKeySpace(sql))).toEqual([]);
});

describe.each(Object.entries(RPCS))('%s', (name, rpc) => {
  it('resolves its caller first, asks for its capability second, and runs with a fixed search path', () => {
    expect(of(shape, 'shape', name)).toEqual([]);
  });

  it(`answers ${rpc.capability ? `whoever has ${rpc.capability}` : 'active staff'} and refuses the rest of ${ACTORS.length} kinds of callers${rpc.writes ? ', with one call on record for it and its replay' : ''}`, () => {
    expect(of(access, 'caller', name)).toEqual([]);
  });

  it('answers another casino’s id as it answers an id that nobody has, byte for byte', () => {
    expect(of(access, 'example', name)).toEqual([]);
    expect(of(access, 'other casino', name)).toEqual([]);
  });

  it('answers and writes the same when another casino has rows under the very same ids', () => {
    expect(of(isolation, 'twin', name)).toEqual([]);
  });

  it('is refused to the publishable key and to the secret key at the API', async () => {
    for (const example of rpc.examples) {
      for (const key of ['anon', 'service'] as const) {
        const { status, body } = await stack.rpc(key, name, example(own));
        expect([401, 403, 404]).toContain(status);
        expect(body).toMatchObject({ message: expect.any(String) });
      }
    }
  });
});

describe.each(Object.entries(WORKER_RPCS))('%s', (name, rpc) => {
  it('is written as a worker’s RPC is: rights of its own, a fixed search path, no person asked for', () => {
    expect(of(shape, 'shape', name)).toEqual([]);
  });

  it(`answers the service and refuses the other ${ACTORS.length - 1} kinds of callers`, () => {
    expect(of(access, 'caller', name)).toEqual([]);
    expect(of(access, 'example', name)).toEqual([]);
  });

  it('is refused at the API to the publishable key and to a signed-in admin, and answers the secret key', async () => {
    for (const example of rpc.examples) {
      for (const as of ['anon', ADMIN] as const) {
        const { status, body } = await stack.rpc(as, name, example(own));
        expect([401, 403, 404]).toContain(status);
        expect(body).toMatchObject({ message: expect.any(String) });
      }
      expect(await stack.rpc('service', name, example(own))).toMatchObject({ status: 200 });
    }
  });
});

describe.each(Object.entries(GUEST_RPCS))('%s', (name, rpc) => {
  it('is written as one of a token is: it takes little beside it, looks up what it is of first, asks whether it is open', () => {
    expect(of(shape, 'shape', name)).toEqual([]);
  });

  it(`gives each of ${ACTORS.length} kinds of callers what the token gives them, and the service nothing`, () => {
    expect(of(access, 'caller', name)).toEqual([]);
  });

  it('answers the same when another casino has rows under the very same ids', () => {
    expect(of(isolation, 'twin', name)).toEqual([]);
  });

  it('tells whoever has no such token that it opens nothing, at the API too', async () => {
    const { status, code } = rpc.unknown ?? { status: 404, code: 'LINK_UNKNOWN' };
    for (const example of rpc.examples) {
      const asked = { ...example(own), p_token: 'join_nobody' };
      for (const as of ['anon', ADMIN] as const)
        expect(await stack.rpc(as, name, asked)).toMatchObject({ status, body: { message: code } });
      expect((await stack.rpc('service', name, asked)).status).toBeGreaterThan(400);
    }
  });
});

describe.each(Object.keys(ACCOUNT_RPCS))('%s', (name) => {
  it('is written as one of an account is: it asks whose it is first, and looks at no row of another', () => {
    expect(of(shape, 'shape', name)).toEqual([]);
  });

  it(`answers whoever works somewhere and refuses the others of ${ACTORS.length} kinds of callers`, () => {
    expect(of(access, 'caller', name)).toEqual([]);
    expect(of(access, 'example', name)).toEqual([]);
  });

  it('tells a casino where the caller does not work from none in nothing, and is the same beside a twin', () => {
    expect(of(access, 'other casino', name)).toEqual([]);
    expect(of(isolation, 'twin', name)).toEqual([]);
  });
});
