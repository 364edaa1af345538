'use client';

import { useState } from 'react';
import { useOneTimeLink } from '@/hooks/use-one-time-link';
import type { Founded, NewCasino } from '@/services/founding/dtos';
import * as http from '@/services/founding/http';

/** What the founding link in the address opens. */
export function useFounding() {
  return useOneTimeLink(http.readFounding);
}

/** Makes the casino, and keeps what was answered: nobody is signed in yet, and the links are told once. */
export function useFoundCasino() {
  const [isBusy, setIsBusy] = useState(false);
  const [founded, setFounded] = useState<Founded | null>(null);
  const [error, setError] = useState<unknown>(null);
  const found = async (token: string, casino: NewCasino): Promise<void> => {
    setError(null);
    setIsBusy(true);
    try {
      setFounded(await http.foundCasino({ token, casino }));
    } catch (failure) {
      setError(failure);
    } finally {
      setIsBusy(false);
    }
  };
  return { found, founded, isBusy, error };
}
