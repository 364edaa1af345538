/** The page of a one-time link, for who has no account yet. */
export const joining = {
  title: 'Come in to Pitside',
  reading: 'Looking the link up',
  welcome: '{name}, {casino} has invited you',
  once: 'The link works once.',
  elsewhere: 'If you sign in with this address at another casino already, enter your password from there.',
  account: 'Your e-mail address, with which you sign in',
  password: 'Choose a password',
  rules: 'At least {lowest} characters. A short sentence is easy to remember; nobody at the casino can read it.',
  show: 'Show the password',
  accept: 'Set the password and come in',
  accepting: 'One moment',
  noToken: 'This page is opened by a one-time link',
  noTokenRemedy: 'Copy the whole link that an admin gave you. If you have a password already, sign in.',
} as const;
