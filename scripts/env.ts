import { runCommand } from '../supabase/embedded/run.ts';
import { readSettings } from '../supabase/embedded/settings.ts';
import { getStackEnvironment } from '../supabase/embedded/stack.ts';

await runCommand(() => {
  const environment = Object.entries(getStackEnvironment(readSettings()));
  for (const [name, value] of environment) console.log(`${name}=${value}`);
  return 0;
});
