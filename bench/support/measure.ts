import type { Finding } from './report.ts';
import type { BenchServer } from './server.ts';

/** What every file of bench/measures exports, under a name that `npm run bench <name>` can ask for. */
export type Measure = { name: string; run(server: BenchServer): Promise<Finding[]> };
