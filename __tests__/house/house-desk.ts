import { newId } from '@/lib/shared/ids';
import type { Game, GameResult, House, HouseTable, PitResult, TableResult } from '@/services/house/dtos';
import { dataOf } from '../floor/floor-desk';
import { ADMIN, type Answer, type Email, PIT_BOSS, type TestStack } from '../support/stack';

type Call = { as?: Email; key?: string };
export type TableBody = Record<'pitId' | 'label' | 'gameType', string> &
  Record<'seatCount' | 'minBetCents' | 'maxBetCents', number>;

/** What an admin sets up of the floor, and a pit boss opens and closes, as short steps through the API. */
export function createHouseDesk(stack: TestStack) {
  const send = (method: 'POST' | 'PUT', path: string, body: object, { as = ADMIN, key = newId() }: Call = {}) =>
    stack.http(as, method, path, { body, key });
  let labels = 0;
  const desk = {
    send,
    house: async (as: Email = ADMIN) => dataOf<House>(await stack.http(as, 'GET', '/house')),
    table: async (id: string): Promise<HouseTable> => {
      const table = (await desk.house()).tables.find((each) => each.id === id);
      if (!table) throw new Error('The house has no such table.');
      return table;
    },
    game: async (gameType: string): Promise<Game> => {
      const game = (await desk.house()).games.find((each) => each.gameType === gameType);
      if (!game) throw new Error('The house has no such game.');
      return game;
    },
    /** A table as it may be set up, with what is named otherwise. */
    async body(changes: Partial<TableBody> = {}): Promise<TableBody> {
      labels += 1;
      const [pit] = (await desk.house()).pits;
      return {
        pitId: String(pit?.id),
        label: `H-${labels}`,
        gameType: 'blackjack',
        seatCount: 6,
        minBetCents: 1000,
        maxBetCents: 100_000,
        ...changes,
      };
    },
    async addTable(changes: Partial<TableBody> = {}): Promise<TableResult> {
      return dataOf(await send('POST', '/tables', await desk.body(changes)));
    },
    async addOpenTable(changes: Partial<TableBody> = {}): Promise<TableResult> {
      const { id } = await desk.addTable(changes);
      return dataOf(await desk.setStatus(id, 'open'));
    },
    addPit: async (name: string, sortOrder = 9): Promise<PitResult> =>
      dataOf(await send('POST', '/pits', { name, sortOrder })),
    addGame: async (gameType: string, name: string, houseEdge = 0.02, decisionsPerHour = 60): Promise<GameResult> =>
      dataOf(await send('POST', '/games', { gameType, name, houseEdge, decisionsPerHour })),
    updateTable: (id: string, body: object, call?: Call): Promise<Answer> => send('PUT', `/tables/${id}`, body, call),
    setLimits: (id: string, body: object, { as = PIT_BOSS, ...call }: Call = {}) =>
      send('PUT', `/tables/${id}/limits`, body, { as, ...call }),
    setStatus: (id: string, status: string, { as = PIT_BOSS, ...call }: Call = {}) =>
      send('PUT', `/tables/${id}/status`, { status }, { as, ...call }),
    setRate: (gameId: string, body: object, call?: Call) => send('POST', `/games/${gameId}/rates`, body, call),
    /** All that a refused change must leave as it was. */
    snapshot: (): Promise<unknown> => stack.sql`
      select (select md5(string_agg(p::text, ',' order by p.id)) from public.pit p) as pits,
        (select md5(string_agg(t::text, ',' order by t.id)) from public.gaming_table t) as tables,
        (select md5(string_agg(g::text, ',' order by g.id)) from public.game g) as games,
        (select md5(string_agg(r::text, ',' order by r.id)) from public.game_rate r) as rates,
        (select count(*) from public.audit_log) as audits`,
  };
  return desk;
}
export type HouseDesk = ReturnType<typeof createHouseDesk>;
