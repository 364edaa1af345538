import { compileRooms, ROOMS } from '@/words/compile';
import { makeWords, provideWords } from '@/words/say';

// A test reads what an English-speaking person reads, unless it says otherwise.
const english = makeWords('en', compileRooms('en', ROOMS));
provideWords(() => english);
