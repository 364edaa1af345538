import { run } from './support/steps.ts';

process.exitCode = await run(['tsc', '--noEmit', '-p', '.']);
