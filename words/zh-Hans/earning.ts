import type { WordsOfRoom } from '../en';

export const earning: WordsOfRoom<'earning'> = {};
