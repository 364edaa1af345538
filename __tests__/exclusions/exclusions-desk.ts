import { newId } from '@/lib/shared/ids';
import type { Exclusion, ExclusionHit, ExclusionResult } from '@/services/exclusions/dtos';
import { createFloorDesk, dataOf } from '../floor/floor-desk';
import { type Answer, type Email, PIT_BOSS, type TestStack } from '../support/stack';

export const COMPLIANCE: Email = 'compliance@harbor.example';
export const REASON = 'Counted cards in March';

type Call = { key?: string; as?: Email };
type List<T> = { items: T[]; nextCursor: string | null };

/** What compliance does with exclusions, as short steps through the API, each with players of its own. */
export function createExclusionsDesk(stack: TestStack) {
  const floor = createFloorDesk(stack);
  const send = (path: string, body: object, { key = newId(), as = COMPLIANCE }: Call = {}): Promise<Answer> =>
    stack.http(as, 'POST', path, { body, key });
  const read = async <T>(path: string, as: Email = COMPLIANCE) => dataOf<T>(await stack.http(as, 'GET', path));

  const desk = {
    floor,
    send,
    read,
    set: (body: object, call: Call = {}) => send('/exclusions', { kind: 'barred', reason: REASON, ...body }, call),
    /** An exclusion of a new player, unless the body names one. */
    async excluded(body: object = {}): Promise<ExclusionResult> {
      const playerId = (await floor.enrol()).id;
      return dataOf(await desk.set({ playerId, ...body }));
    },
    lift: (id: string, reason: unknown = 'Another person', call: Call = {}) =>
      send(`/exclusions/${id}/lift`, { reason }, call),
    list: (query = '', as?: Email) => read<List<Exclusion>>(`/exclusions${query}`, as),
    hits: (query = '', as?: Email) => read<List<ExclusionHit>>(`/exclusion-hits${query}`, as),
    review: (id: string, body: object = {}, call: Call = {}) => send(`/exclusion-hits/${id}/review`, body, call),
    /** A pit boss tries to check the player in. */
    tryCheckIn: (playerId: string) => send('/visits', { playerId }, { as: PIT_BOSS }),
  };
  return desk;
}

export type ExclusionsDesk = ReturnType<typeof createExclusionsDesk>;
