import { runCommand } from '../supabase/embedded/run.ts';
import { readSettings } from '../supabase/embedded/settings.ts';
import { deleteStack } from '../supabase/embedded/stack.ts';

await runCommand(async () => {
  const { dataDirectory } = readSettings();
  await deleteStack(dataDirectory);
  console.log(`The database in ${dataDirectory} is deleted. To start the demo afresh, run: npm start`);
  return 0;
});
