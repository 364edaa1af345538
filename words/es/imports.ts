import type { WordsOfRoom } from '../en';

export const imports: WordsOfRoom<'imports'> = {};
