import { assertWorkerSettings } from '../supabase/embedded/environment.ts';
import { runCommand } from '../supabase/embedded/run.ts';
import { readSettings } from '../supabase/embedded/settings.ts';
import { getStackEnvironment } from '../supabase/embedded/stack.ts';
import { runWorker } from '../worker/run.ts';

// A worker more, beside the one of `npm start`: of the Supabase that the environment names, else of the data folder's stack.
await runCommand(async () => {
  const isElsewhere = Boolean(process.env.SUPABASE_URL);
  const environment = isElsewhere ? process.env : { ...process.env, ...getStackEnvironment(readSettings()) };
  assertWorkerSettings(environment);
  await runWorker(environment);
  return 0;
});
