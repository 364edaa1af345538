import type { RouteHandler } from '@/lib/server/http/route';
import * as floor from './v1/floor/route';
import * as integrity from './v1/loyalty/integrity/route';
import * as midSessionRewards from './v1/loyalty/mid-session-rewards/route';
import * as me from './v1/me/route';
import * as playerLedger from './v1/players/[id]/ledger/route';
import * as player from './v1/players/[id]/route';
import * as players from './v1/players/route';
import * as closeSlip from './v1/rating-slips/[id]/close/route';
import * as moveSlip from './v1/rating-slips/[id]/move/route';
import * as pauseSlip from './v1/rating-slips/[id]/pause/route';
import * as resumeSlip from './v1/rating-slips/[id]/resume/route';
import * as slipRewards from './v1/rating-slips/[id]/rewards/route';
import * as slip from './v1/rating-slips/[id]/route';
import * as slips from './v1/rating-slips/route';
import * as session from './v1/session/route';
import * as endVisit from './v1/visits/[id]/end/route';
import * as visits from './v1/visits/route';

/** Every path of the API with its handlers, for the OpenAPI document. A test holds this list against the files. */
export const API_ROUTES: Record<string, Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', RouteHandler>> = {
  '/session': session,
  '/me': me,
  '/floor': floor,
  '/players': players,
  '/players/{id}': player,
  '/players/{id}/ledger': playerLedger,
  '/visits': visits,
  '/visits/{id}/end': endVisit,
  '/rating-slips': slips,
  '/rating-slips/{id}': slip,
  '/rating-slips/{id}/pause': pauseSlip,
  '/rating-slips/{id}/resume': resumeSlip,
  '/rating-slips/{id}/move': moveSlip,
  '/rating-slips/{id}/close': closeSlip,
  '/rating-slips/{id}/rewards': slipRewards,
  '/loyalty/mid-session-rewards': midSessionRewards,
  '/loyalty/integrity': integrity,
};
