import { route, routes } from '@/lib/server/http/route';
import { createHouseService } from '@/services/house';
import { dayChangeSchema, setDayRuleInputSchema } from '@/services/house/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'What another rule would make of the gaming day before it; nothing is set',
      capability: 'house.write',
      query: setDayRuleInputSchema,
      response: dayChangeSchema,
      errors: ['DAY_RULE_TO_COME'],
    },
    ({ db, query }) => createHouseService(db).previewDayRule(query),
  ),
});
