import { speak } from './speak';

// A test reads what an English-speaking person reads, unless it says otherwise.
speak('en');
