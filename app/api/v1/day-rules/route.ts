import { route, routes } from '@/lib/server/http/route';
import { createHouseService } from '@/services/house';
import { dayRulesResultSchema, dayRulesSchema, setDayRuleInputSchema } from '@/services/house/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'When gaming days begin and by which clock: now, before, and from when on otherwise',
      capability: 'floor.read',
      response: dayRulesSchema,
    },
    ({ db }) => createHouseService(db).listDayRules(),
  ),
  POST: route(
    {
      summary: 'When gaming days begin and by which clock, from a gaming day on; what holds before takes it back',
      capability: 'house.write',
      isIdempotent: true,
      body: setDayRuleInputSchema,
      response: dayRulesResultSchema,
      errors: ['DAY_RULE_TO_COME'],
    },
    ({ db, body, idempotencyKey }) => createHouseService(db).setDayRule(body, idempotencyKey),
  ),
});
