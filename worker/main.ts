// The worker as a process of its own, told by its environment where the API is.
import { runWorker } from './run.ts';

await runWorker(process.env);
process.exit(0);
