import type { WordsOfRoom } from '../en';

export const player: WordsOfRoom<'player'> = {};
