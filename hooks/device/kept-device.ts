import { makeKeptDevice } from '@/lib/client/kept/kept-device';
import type { Me } from '@/services/casino/dtos';
import type { FloorAnswer } from '@/services/floor/http';

/** What this device keeps for when there is no network. */
export const keptDevice = makeKeptDevice<Me, FloorAnswer>();
