import type { WordsOfRoom } from '../en';

export const earning: WordsOfRoom<'earning'> = {
  loadingTiers: 'Cargando los niveles',
  loadingRates: 'Cargando las tasas de puntos',

  tiers: 'Niveles',
  tiersMeaning:
    'El más bajo primero. Un jugador sube por sus puntos históricos y gana según el multiplicador de su nivel. Nadie pierde nunca un nivel: quien alcanza un umbral rebajado obtiene el nivel con los próximos puntos que gane.',
  tiersLowestFirst: 'Niveles, el más bajo primero',
  name: 'Nombre',
  code: 'Código',
  multiplier: 'Multiplicador',
  fromPoints: 'Desde puntos',
  theNewTier: 'el nivel nuevo',
  makeLower: 'Bajar {tier} un nivel',
  makeHigher: 'Subir {tier} un nivel',
  remove: 'Quitar {tier}',
  addHigher: 'Agregar un nivel más alto',
  saveTiers: 'Guardar niveles',
  tiersSaved: 'Niveles guardados',
  tiersSavedMeaning: 'Cuentan con los próximos puntos que se ganen.',
  step: '{tier}, lugar {place}, × {multiplier}, desde {points} puntos',
  notThere: 'no está',
  cannotMoveDown: '{tier} no puede bajar',
  heldAbove:
    '{players, plural, one {No se guardó nada. # jugador tiene {tier}: no puede quedar por debajo de {others}.} many {No se guardó nada. # de jugadores tienen {tier}: no puede quedar por debajo de {others}.} other {No se guardó nada. # jugadores tienen {tier}: no puede quedar por debajo de {others}.}}',
  heldAboveOther:
    '{players, plural, one {No se guardó nada. # jugador tiene {tier}: no puede quedar por debajo de un nivel que estaba debajo.} many {No se guardó nada. # de jugadores tienen {tier}: no puede quedar por debajo de un nivel que estaba debajo.} other {No se guardó nada. # jugadores tienen {tier}: no puede quedar por debajo de un nivel que estaba debajo.}}',
  putOrderBack: 'Restablecer el orden',
  cannotRemove: '{tier} no puede quitarse',
  heldAndNamed:
    'No se guardó nada: {players, plural, one {# jugador lo tiene} many {# de jugadores lo tienen} other {# jugadores lo tienen}} y {rewards, plural, one {# recompensa lo nombra} many {# de recompensas lo nombran} other {# recompensas lo nombran}}. Nadie pierde un nivel, así que el que alguien tiene se conserva.',
  heldOnly:
    'No se guardó nada: {players, plural, one {# jugador lo tiene} many {# de jugadores lo tienen} other {# jugadores lo tienen}}. Nadie pierde un nivel, así que el que alguien tiene se conserva.',
  namedOnly:
    'No se guardó nada: {rewards, plural, one {# recompensa lo nombra} many {# de recompensas lo nombran} other {# recompensas lo nombran}}. Nadie pierde un nivel, así que el que alguien tiene se conserva.',
  putBack: 'Restituir {tier}',

  earning: 'Puntos por juego',
  earningMeaning:
    'Lo que gana un registro al cerrarse, según el teórico de su juego. Un cambio vale para los registros que se cierren desde ahora; lo asentado queda.',
  pointsPerTheo: 'Puntos por dólar de teórico',
  multiplierForAll: 'Multiplicador para todos',
  multiplierHint: '1 deja los puntos como están.',
  roundingToWhole: 'Redondeo a puntos enteros',
  rounding_floor: 'Hacia abajo',
  rounding_nearest: 'Al más cercano',
  rounding_ceil: 'Hacia arriba',
  earningOn: 'Se ganan puntos',
  earningOnHint: 'Mientras esté desactivado, los registros que se cierren no ganan nada, y no se compensa después.',
  saveRates: 'Guardar tasas',
  ratesSaved: 'Tasas de puntos guardadas',
  ratesSavedMeaning: 'Valen para los registros que se cierren desde ahora.',
  fact_pointsPerTheo: 'Puntos por dólar de teórico',
  fact_defaultPointMultiplier: 'Multiplicador',
  fact_roundingPolicy: 'Redondeo',
  fact_isActive: 'Ganar puntos',
  example: 'Un ejemplo: un registro con un teórico de {currency}',
  whatItEarns: 'Lo que gana',
  points: 'puntos',
  exampleFormula:
    '{theo} × {points} puntos × {multiplier} × el multiplicador del nivel como está guardado, redondeado una vez.',
  giveFigures: 'Ingrese cifras completas arriba para ver lo que gana.',
  earningIsOff: 'No se ganan puntos: los registros que se cierran no ganan nada.',
  zeroInRates: 'Con un cero en las tasas nadie gana nada.',
};
