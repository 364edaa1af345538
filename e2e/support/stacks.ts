import { availableParallelism } from 'node:os';
import { findFreePort } from '../../supabase/embedded/ports.ts';

/** The settings of one stack under test, as the environment variables that it reads. */
export type E2eStack = Record<'PORT' | 'PITSIDE_API_PORT' | 'PITSIDE_DB_PORT' | 'PITSIDE_DATA_DIR', string>;

/** Chooses a stack for each worker: journeys side by side must not meet each other's coupons, settings and seats. */
async function chooseStacks(): Promise<E2eStack[]> {
  const stacks: E2eStack[] = [];
  for (let place = 1; place <= Math.min(availableParallelism(), 2); place += 1) {
    stacks.push({
      PORT: String(await findFreePort()),
      PITSIDE_API_PORT: String(await findFreePort()),
      PITSIDE_DB_PORT: String(await findFreePort()),
      PITSIDE_DATA_DIR: `.pitside/e2e-${place}`,
    });
  }
  return stacks;
}

// Workers read this file too: what the first reader chose, they find in the environment.
process.env.PITSIDE_E2E_STACKS ??= JSON.stringify(await chooseStacks());
export const STACKS: E2eStack[] = JSON.parse(process.env.PITSIDE_E2E_STACKS);

/** The stack of the worker at a place. */
export function stackAt(parallelIndex: number): E2eStack {
  const stack = STACKS[parallelIndex];
  if (!stack) throw new Error(`There is no stack for the worker at ${parallelIndex}.`);
  return stack;
}

export const urlOf = ({ PORT }: E2eStack) => `http://127.0.0.1:${PORT}`;
