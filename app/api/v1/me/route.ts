import { route, routes } from '@/lib/server/http/route';
import { createCasinoService } from '@/services/casino';
import { meSchema } from '@/services/casino/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Who is signed in, what they may do, and the settings screens need',
      capability: null,
      response: meSchema,
    },
    ({ db }) => createCasinoService(db).getMe(),
  ),
});
