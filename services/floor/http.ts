import { callApi, requestApi, toQueryString } from '@/lib/client/api';
import { uploadFile } from '@/lib/client/upload';
import type { Page } from '@/lib/shared/schemas';
import type {
  AddPlayerNoteInput,
  ClosedSlipResult,
  ClosePreview,
  CloseSlipInput,
  CorrectPlayerInput,
  CreatePlayerInput,
  DueSlip,
  Floor,
  Host,
  ListedPlayer,
  MoveSlipInput,
  OpenSlipInput,
  PhotoRemovedResult,
  Player,
  PlayerNote,
  PlayerNoteResult,
  PlayerPhotoResult,
  PlayerProfile,
  PlayerProfileResult,
  PlayerResult,
  PlayerSearchQuery,
  PlayerVisit,
  Recognition,
  ReopenSlipInput,
  ResumeSlipInput,
  SavePlayerProfileInput,
  Seating,
  SlipDetail,
  SlipResult,
  StartVisitInput,
  StrikePlayerNoteInput,
  UpdateAverageBetInput,
  VisitResult,
} from './dtos';

/** The floor with the tag that the next request offers back. `etag` is null where the floor did not come over HTTP. */
export type FloorAnswer = { etag: string | null; floor: Floor };

/**
 * The whole pit screen. While nothing changed on the server it promises the very object given as `previous`, so that
 * an idle screen has nothing to draw.
 */
export async function fetchFloor(previous?: FloorAnswer, signal?: AbortSignal): Promise<FloorAnswer> {
  const answer = await requestApi<Floor>('/floor', {
    ifNoneMatch: previous?.etag ?? undefined,
    signal,
  });
  if (answer.data !== null) return { etag: answer.etag, floor: answer.data };
  if (previous) return previous;
  // A 304 that was not asked for (a proxy's cache): ask again in a way that must bring the floor.
  return { etag: null, floor: await callApi<Floor>('/floor', { signal }) };
}

/** A page of the players that a query and its filters name, the best match first; without words, all by last name. */
export function searchPlayers(
  { q, ...query }: Partial<PlayerSearchQuery>,
  signal?: AbortSignal,
): Promise<Page<ListedPlayer>> {
  const search = toQueryString({ ...query, inHouse: query.inHouse?.toString() });
  return callApi<Page<ListedPlayer>>(`/players${search}`, { terms: { q }, signal });
}

/** One player with standing and running visit. */
export function fetchPlayer(playerId: string, signal?: AbortSignal): Promise<Player> {
  return callApi<Player>(`/players/${playerId}`, { signal });
}

/** Who looks after a player, and what the player prefers. */
export function fetchPlayerProfile(playerId: string, signal?: AbortSignal): Promise<PlayerProfile> {
  return callApi<PlayerProfile>(`/players/${playerId}/profile`, { signal });
}

/** Saves a player's profile as a whole. */
export function savePlayerProfile(
  playerId: string,
  input: SavePlayerProfileInput,
  idempotencyKey: string,
): Promise<PlayerProfileResult> {
  const path = `/players/${playerId}/profile`;
  return callApi<PlayerProfileResult>(path, { method: 'PUT', body: input, idempotencyKey });
}

/** Sends a photo of a player, cut and small. */
export function takePhoto(playerId: string, picture: Blob, idempotencyKey: string): Promise<PlayerPhotoResult> {
  return uploadFile<PlayerPhotoResult>(`/players/${playerId}/photo`, picture, {
    type: 'image/jpeg',
    idempotencyKey,
    onProgress: () => {},
    signal: new AbortController().signal,
  });
}

/** Deletes a player's photo. */
export function removePhoto(playerId: string, idempotencyKey: string): Promise<PhotoRemovedResult> {
  return callApi<PhotoRemovedResult>(`/players/${playerId}/photo`, { method: 'DELETE', idempotencyKey });
}

/** Who may be a player's host, by name. */
export function fetchHosts(signal?: AbortSignal): Promise<{ items: Host[] }> {
  return callApi<{ items: Host[] }>('/hosts', { signal });
}

/** A page of what the staff noted of a player, newest first. */
export function fetchPlayerNotes(
  playerId: string,
  query: { cursor?: string | undefined; limit?: number },
  signal?: AbortSignal,
): Promise<Page<PlayerNote>> {
  return callApi<Page<PlayerNote>>(`/players/${playerId}/notes${toQueryString(query)}`, { signal });
}

/** Notes something of a player. */
export function addPlayerNote(
  playerId: string,
  input: AddPlayerNoteInput,
  idempotencyKey: string,
): Promise<PlayerNoteResult> {
  return post<PlayerNoteResult>(`/players/${playerId}/notes`, input, idempotencyKey);
}

/** Strikes a note, with a reason. */
export function strikePlayerNote(
  noteId: string,
  input: StrikePlayerNoteInput,
  idempotencyKey: string,
): Promise<PlayerNoteResult> {
  return post<PlayerNoteResult>(`/player-notes/${noteId}/strike`, input, idempotencyKey);
}

/** Where else in the company a player is known. */
export function fetchRecognition(playerId: string, signal?: AbortSignal): Promise<Recognition> {
  return callApi<Recognition>(`/players/${playerId}/recognition`, { signal });
}

/** Whether seating a player is held; whoever may know why gets the reasons. */
export function fetchSeating(playerId: string, signal?: AbortSignal): Promise<Seating> {
  return callApi<Seating>(`/players/${playerId}/seating`, { signal });
}

/** A page of a player's visits, newest first. */
export function fetchPlayerVisits(
  playerId: string,
  query: { cursor?: string | undefined; limit?: number },
  signal?: AbortSignal,
): Promise<Page<PlayerVisit>> {
  return callApi<Page<PlayerVisit>>(`/players/${playerId}/visits${toQueryString(query)}`, { signal });
}

/** Starts a visit: the player checks in. */
export function startVisit(input: StartVisitInput, idempotencyKey: string): Promise<VisitResult> {
  return post<VisitResult>('/visits', input, idempotencyKey);
}

/** Ends a visit: the player checks out. */
export function endVisit(visitId: string, idempotencyKey: string): Promise<VisitResult> {
  return post<VisitResult>(`/visits/${visitId}/end`, {}, idempotencyKey);
}

/** Enrols a player; the loyalty row comes with it. */
export function createPlayer(input: CreatePlayerInput, idempotencyKey: string): Promise<PlayerResult> {
  return post<PlayerResult>('/players', input, idempotencyKey);
}

/** Corrects what was mistyped of a player. */
export function correctPlayer(
  playerId: string,
  input: CorrectPlayerInput,
  idempotencyKey: string,
): Promise<PlayerResult> {
  return callApi<PlayerResult>(`/players/${playerId}`, { method: 'PATCH', body: input, idempotencyKey });
}

/** Seats a player: opens a slip on a running visit, starting one if the input names the player instead. */
export function openSlip(input: OpenSlipInput, idempotencyKey: string): Promise<SlipResult> {
  return post<SlipResult>('/rating-slips', input, idempotencyKey);
}

/** One slip with the stretches its theo is made of. */
export function fetchSlip(ratingSlipId: string, signal?: AbortSignal): Promise<SlipDetail> {
  return callApi<SlipDetail>(`/rating-slips/${ratingSlipId}`, { signal });
}

/** Stops the clock of an open slip. */
export function pauseSlip(ratingSlipId: string, idempotencyKey: string): Promise<SlipResult> {
  return post<SlipResult>(`/rating-slips/${ratingSlipId}/pause`, {}, idempotencyKey);
}

/** Starts the clock of a paused slip again. */
export function resumeSlip(ratingSlipId: string, input: ResumeSlipInput, idempotencyKey: string): Promise<SlipResult> {
  return post<SlipResult>(`/rating-slips/${ratingSlipId}/resume`, input, idempotencyKey);
}

/** Brings a slip back that was closed by mistake minutes ago. */
export function reopenSlip(ratingSlipId: string, input: ReopenSlipInput, idempotencyKey: string): Promise<SlipResult> {
  return post<SlipResult>(`/rating-slips/${ratingSlipId}/reopen`, input, idempotencyKey);
}

/** Takes a live slip to another seat; answers with the slip that goes on there. */
export function moveSlip(ratingSlipId: string, input: MoveSlipInput, idempotencyKey: string): Promise<SlipResult> {
  return post<SlipResult>(`/rating-slips/${ratingSlipId}/move`, input, idempotencyKey);
}

/** What ending a live slip would come to, now or at `endedAt`. */
export function fetchClosePreview(
  ratingSlipId: string,
  query: CloseSlipInput,
  signal?: AbortSignal,
): Promise<ClosePreview> {
  return callApi<ClosePreview>(`/rating-slips/${ratingSlipId}/close${toQueryString(query)}`, { signal });
}

/** A page of the slips that the house closed and nobody settled, newest first. */
export function fetchHeldSlips(
  query: { cursor?: string; limit?: number },
  signal?: AbortSignal,
): Promise<Page<DueSlip>> {
  return callApi<Page<DueSlip>>(`/rating-slips/held${toQueryString(query)}`, { signal });
}

/** Ends a live slip for good, now or at `endedAt`; answers what it earned, too. */
export function closeSlip(
  ratingSlipId: string,
  input: CloseSlipInput,
  idempotencyKey: string,
): Promise<ClosedSlipResult> {
  return post<ClosedSlipResult>(`/rating-slips/${ratingSlipId}/close`, input, idempotencyKey);
}

/** Sets the average bet of a live slip, in cents. */
export function updateAverageBet(
  ratingSlipId: string,
  input: UpdateAverageBetInput,
  idempotencyKey: string,
): Promise<SlipResult> {
  const path = `/rating-slips/${ratingSlipId}`;
  return callApi<SlipResult>(path, { method: 'PATCH', body: input, idempotencyKey });
}

function post<T>(path: string, body: object, idempotencyKey: string): Promise<T> {
  return callApi<T>(path, { method: 'POST', body, idempotencyKey });
}
