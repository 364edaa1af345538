import type { WordsOfRoom } from '../en';

export const floor: WordsOfRoom<'floor'> = {};
