import { z } from 'zod';
import { answerFile } from '@/lib/server/http/answer';
import { route, routes } from '@/lib/server/http/route';
import { packKey } from '@/lib/server/pack-key';
import { createPacksService } from '@/services/packs';
import { packRequestSchema } from '@/services/packs/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'A signed pack of gaming days for a regulator, as a ZIP file',
      capability: 'pack.make',
      body: packRequestSchema,
      response: z.string(),
      download: 'application/zip',
      isIdempotent: true,
      errors: ['PACK_KEY_MISSING', 'PACK_DAYS_NOT_SEALED'],
    },
    async ({ db, body, idempotencyKey }) => {
      const { fileName, bytes } = await createPacksService(db).makePack(body, packKey(), idempotencyKey);
      return answerFile('application/zip', fileName, bytes);
    },
  ),
});
