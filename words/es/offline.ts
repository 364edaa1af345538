import type { WordsOfRoom } from '../en';

export const offline: WordsOfRoom<'offline'> = {
  needsNetwork: 'Esta pantalla necesita la red',
  needsNetworkWhy:
    'Ahora no la hay. Las mesas se ven como estaban, y lo que usted confirme en ellas se guarda hasta que pueda enviarse.',
  toPit: 'Volver a las mesas',
  noFloor: 'Este dispositivo no guarda ninguna sala',
  noFloorWhy: 'La sala se guarda mientras las mesas están abiertas con red. Vuelve sola en cuanto vuelva la red.',
  players: 'Jugadores de la sala',
  playersOnly:
    'Estos jugadores estaban en la sala. Para encontrar a cualquier otro hace falta la red, y ahora no la hay.',
  nobody: 'No jugaba nadie',
  nobodyWhy: 'Quien se siente aparecerá aquí cuando vuelva la red.',
  nothingKept: 'Pitside necesita la red para iniciar su sesión',
  nothingKeptWhy:
    'Ahora no la hay, y a quien no ha iniciado sesión no se le muestra nada. Las recompensas que esperan en este dispositivo se quedan en él.',
};
