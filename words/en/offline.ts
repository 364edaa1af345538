/** What is said where there is no network and the page was made of what the device keeps. */
export const offline = {
  needsNetwork: 'This screen needs the network',
  needsNetworkWhy:
    'There is none now. The pit shows the floor as it last was, and keeps what you confirm until it can be sent.',
  toPit: 'Back to the pit',
  noFloor: 'No floor is kept on this device',
  noFloorWhy: 'It is kept while the pit is open with a network. It comes back by itself once the network does.',
  players: 'Players of the floor',
  playersOnly: 'These players were on the floor. Finding anybody else needs the network, and there is none now.',
  nobody: 'Nobody was playing',
  nobodyWhy: 'Whoever sits down is shown here once there is a network again.',
  nothingKept: 'Pitside needs the network to sign you in',
  nothingKeptWhy:
    'There is none now, and nothing is shown to who is not signed in. Rewards that wait on this device stay there.',
} as const;
