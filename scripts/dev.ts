import { runCommand, runStack } from '../supabase/embedded/run.ts';

await runCommand(() => runStack('dev'));
