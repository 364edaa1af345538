import { route, routes } from '@/lib/server/http/route';
import { createCasinoService } from '@/services/casino';
import { myCasinosSchema } from '@/services/casino/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Where the caller works, and at which casino this session is',
      capability: null,
      response: myCasinosSchema,
    },
    async ({ db }) => ({ items: await createCasinoService(db).listMyCasinos() }),
  ),
});
