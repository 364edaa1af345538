import { CHECKS, runChecks } from './support/steps.ts';

process.exitCode = (await runChecks(CHECKS)).length > 0 ? 1 : 0;
