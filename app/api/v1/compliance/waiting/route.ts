import { route, routes } from '@/lib/server/http/route';
import { createComplianceService } from '@/services/compliance';
import { complianceWaitingSchema } from '@/services/compliance/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'How many cases and hits wait for somebody of compliance',
      capability: 'exclusion.read',
      response: complianceWaitingSchema,
    },
    ({ db }) => createComplianceService(db).getWaiting(),
  ),
});
