import type { WordsOfRoom } from '../en';

export const settings: WordsOfRoom<'settings'> = {};
