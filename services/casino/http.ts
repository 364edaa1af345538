import { callApi } from '@/lib/client/api';
import type {
  CasinoSettings,
  CasinoSettingsResult,
  ChooseCasinoInput,
  LanguageResult,
  Me,
  SecondFactorCodeInput,
  SecondFactorSetup,
  SetLanguageInput,
  SignInInput,
  UpdateCasinoSettingsInput,
} from './dtos';

/** Signs in and sets the session cookie. Throws `ApiError` `INVALID_CREDENTIALS` or `TOO_MANY_ATTEMPTS`. */
export function signIn(input: SignInInput): Promise<Me> {
  return callApi<Me>('/session', { method: 'POST', body: input });
}

/** Begins to set an app up that shows codes. Its secret is told this once. */
export function beginSecondFactor(): Promise<SecondFactorSetup> {
  return callApi<SecondFactorSetup>('/session/second-factor/enrol', { method: 'POST' });
}

/** Gives the code that the app shows. SECOND_FACTOR_WRONG, TOO_MANY_ATTEMPTS. */
export function giveSecondFactor(body: SecondFactorCodeInput): Promise<Me> {
  return callApi<Me>('/session/second-factor', { method: 'POST', body });
}

/** Who is signed in, as the server knows it now. */
export function fetchMe(signal?: AbortSignal): Promise<Me> {
  return callApi<Me>('/me', { signal });
}

/** Ends the session and clears its cookie. */
export async function signOut(): Promise<void> {
  await callApi<unknown>('/session', { method: 'DELETE' });
}

/** All settings of the casino. */
export function fetchCasinoSettings(signal?: AbortSignal): Promise<CasinoSettings> {
  return callApi<CasinoSettings>('/casino/settings', { signal });
}

/** Changes what is given of the settings. */
export function updateCasinoSettings(
  input: UpdateCasinoSettingsInput,
  idempotencyKey: string,
): Promise<CasinoSettingsResult> {
  return callApi<CasinoSettingsResult>('/casino/settings', { method: 'PATCH', body: input, idempotencyKey });
}

/** Remembers which language the signed-in person reads. */
export function setLanguage(input: SetLanguageInput, idempotencyKey: string): Promise<LanguageResult> {
  return callApi<LanguageResult>('/me/language', { method: 'PUT', body: input, idempotencyKey });
}

/** Has this device's session be at one of the person's casinos. */
export function chooseCasino(body: ChooseCasinoInput): Promise<Me> {
  return callApi<Me>('/me/casino', { method: 'POST', body });
}
