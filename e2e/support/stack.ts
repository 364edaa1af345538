// A stack that journeys run against: the same as `npm start`, on a data folder made afresh.

import { readSettings } from '../../supabase/embedded/settings.ts';
import { deleteStack } from '../../supabase/embedded/stack.ts';

await deleteStack(readSettings().dataDirectory);
await import('../../scripts/start.ts');
