import { readAccessToken } from '@/lib/server/http/read-request';
import { route, routes } from '@/lib/server/http/route';
import { noteSeen } from '@/lib/server/last-seen';
import { createCasinoService } from '@/services/casino';
import { chooseCasinoInputSchema, meSchema } from '@/services/casino/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Have this session be at one of the caller’s casinos; said again it changes nothing',
      capability: null,
      body: chooseCasinoInputSchema,
      response: meSchema,
      errors: ['CASINO_NOT_FOUND', 'SIGN_IN_ANEW'],
    },
    async ({ request, db, body }) => {
      const casino = createCasinoService(db);
      await casino.chooseCasino(body.casinoId);
      const me = await casino.getMe();
      void noteSeen(await readAccessToken(request));
      return me;
    },
  ),
});
