/** First name and initial: enough for who takes the paper, and no more than a lost one should tell. */
export function shortName(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const [first = ''] = words;
  const last = words.length > 1 ? words.at(-1) : undefined;
  return last ? `${first} ${last.charAt(0)}.` : first;
}
