import { run } from './support/steps.ts';

process.exitCode = await run(['biome', 'check', '--write']);
