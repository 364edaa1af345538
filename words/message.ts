/**
 * What a message asks for, read from its text (ICU MessageFormat): `{name}` and `{count, plural, …}` ask for `name` and `count`.
 * The reader goes from brace to brace and knows whether it stands in a text or among the branches of an argument. Of several texts,
 * the values of all.
 */
export type ValueNames<Text extends string> = Text extends unknown ? Scan<Text, ['text'], never> : never;

type Scan<Text extends string, Stack extends ('text' | 'branches')[], Found extends string> =
  NextBrace<Text> extends [infer Brace, infer Rest extends string]
    ? Stack extends ['text', ...infer Outer extends ('text' | 'branches')[]]
      ? Brace extends '{'
        ? ReadArgument<Rest, Stack, Found>
        : Scan<Rest, Outer, Found>
      : Stack extends ['branches', ...infer Outer extends ('text' | 'branches')[]]
        ? Brace extends '{'
          ? Scan<Rest, ['text', ...Stack], Found>
          : Scan<Rest, Outer, Found>
        : Found
    : Found;

type ReadArgument<
  Rest extends string,
  Stack extends ('text' | 'branches')[],
  Found extends string,
> = Rest extends `${infer Head}}${infer After}`
  ? Head extends `${infer Name},${string}`
    ? Rest extends `${Name},${infer Branches}`
      ? Scan<Branches, ['branches', ...Stack], Found | Name>
      : never
    : Scan<After, Stack, Found | Head>
  : Found;

/** The next brace of a text, and what follows it. */
type NextBrace<Text extends string> = Text extends `${infer Before}{${infer After}`
  ? Before extends `${infer _}}${infer Between}`
    ? ['}', `${Between}{${After}`]
    : ['{', After]
  : Text extends `${string}}${infer After}`
    ? ['}', After]
    : null;
