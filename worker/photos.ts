import type { Logger } from 'pino';
import { z } from 'zod';
import type { ObjectStore, ServiceApi } from './api.ts';
import { Job } from './job.ts';

const BUCKET = 'player-photos';
const EVERY_MS = 60_000;

const unnamedSchema = z.object({ names: z.array(z.string()), has_more: z.boolean() });

/**
 * Deletes pictures that are no player's photo: replaced, taken off the record, or never put on it. Nobody else deletes one, and this
 * asks the database which. Resolves with how many went and whether to go on.
 */
export async function deleteUnnamedPhotos(api: ServiceApi & ObjectStore): Promise<{ done: number; hasMore: boolean }> {
  const { names, has_more } = unnamedSchema.parse(await api.call('rpc_worker_list_unnamed_photos'));
  if (names.length === 0) return { done: 0, hasMore: false };
  const done = await api.deleteObjects(BUCKET, names);
  // What can't be deleted would be tried in circles.
  return { done, hasMore: has_more && done > 0 };
}

/** Starts the job that keeps the bucket clean. */
export function startPhotoDeletion(api: ServiceApi & ObjectStore, log: Logger): Job {
  const name = 'delete photos';
  const work = async () => {
    const { done, hasMore } = await deleteUnnamedPhotos(api);
    if (done > 0) log.info({ job: name, done }, 'housekeeping');
    return hasMore;
  };
  return new Job({ name, everyMs: EVERY_MS, work, log });
}
