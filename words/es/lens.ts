import type { WordsOfRoom } from '../en';

export const lens: WordsOfRoom<'lens'> = {
  loading: 'Cargando lo que llama la atención',
  loadingRows: 'Cargando los registros',
  meaning_cash:
    'Patrones del registro de efectivo que se apartan de lo habitual, también de lo habitual del propio cliente. Un hallazgo no es una acusación: es una cifra junto a lo habitual, con sus registros.',
  meaning_insider:
    'Lo que el personal dio, anuló y reemplazó, cuando se aparta de sus colegas o de su propio pasado. Un hallazgo no es una acusación: la gente cambia de turno y cada anfitrión tiene sus clientes.',
  days: 'Cuántos días de juego',
  span: '{days, plural, one {# día de juego} many {# de días de juego} other {# días de juego}}',
  withAcknowledged: 'También los confirmados',
  reset: 'Ver los últimos 15 días',
  findings: 'Lo que llama la atención',
  nothing: 'Nada llama la atención',
  nothingMeaning: 'En estos días ninguna cifra que nadie haya confirmado se aparta de las demás.',
  showAcknowledged: 'Mostrar también los confirmados',
  more: 'Los {shown} más inusuales de {total}. Elija menos días para ver los demás.',
  acknowledged: 'Confirmado',
  acknowledge: 'Confirmar',
  acknowledgeOf: 'Confirmar: {finding}',
  acknowledgedBy: 'Confirmado el {when} por {staff}: {reason}',
  acknowledgedBefore: 'Hay registros nuevos desde que {staff} lo confirmó, {when}: {reason}',
  reason: 'Qué encontró al revisarlo',
  comesBack: 'No se muestra más hasta que haya un registro nuevo.',
  acknowledgeEverything: 'Confirmar todos…',
  acknowledgeMany: 'Confirmar {count, plural, one {# hallazgo} many {# de hallazgos} other {# hallazgos}}',
  reasonMany: 'Qué encontró al revisarlos',
  comeBack: 'No se muestran más. Cada uno vuelve cuando haya un registro nuevo.',
  ownStay:
    '{count, plural, one {Uno que lo nombra a usted queda} many {# que lo nombran a usted quedan} other {# que lo nombran a usted quedan}} para que los revise un colega.',
  allAcknowledged:
    '{count, plural, one {# hallazgo confirmado} many {# de hallazgos confirmados} other {# hallazgos confirmados}}',
  passedOver:
    '{count, plural, one {Uno ya lo había confirmado un colega o tenía} many {# ya los había confirmado un colega o tenían} other {# ya los había confirmado un colega o tenían}} otros registros entretanto.',
  rows: '{count, plural, one {# registro} many {# de registros} other {# registros}}',
  rowsOf: '{count, plural, one {# registro} many {# de registros} other {# registros}} de: {finding}',
  rowsBehind: 'Registros del hallazgo',
  points: '{points} puntos',
  baseline:
    'Lo habitual de {others, plural, one {# otro} many {# de otros} other {# otros}}: {median}, hasta {allowed}. Llama la atención desde {from}.',
  baselineOwnDays:
    'Lo habitual de {others, plural, one {# día anterior} many {# de días anteriores} other {# días anteriores}} de la misma persona: {median}, hasta {allowed}. Llama la atención desde {from}.',
  baselineOwnWeeks:
    'Lo habitual de {others, plural, one {# semana anterior} many {# de semanas anteriores} other {# semanas anteriores}} de la misma persona: {median}, hasta {allowed}. Llama la atención desde {from}.',
  noBaseline: 'No hay con qué compararlo. Llama la atención desde {from}.',
  kind_under_step: 'Muchos importes justo por debajo de un umbral',
  kind_in_out_alike: 'Entradas y salidas casi iguales',
  kind_same_description: 'Una descripción, varios clientes',
  kind_chip_walk: 'Fichas compradas y no canjeadas',
  kind_own_past_in: 'Más efectivo de entrada que en sus propios días',
  kind_own_past_out: 'Más efectivo de salida que en sus propios días',
  kind_patron_share: 'Recompensas sobre todo a un cliente',
  kind_outside_usual: 'Recompensas fuera de las mesas u horas habituales',
  kind_void_after_play: 'Cupones anulados después de jugar',
  kind_replace_chain: 'Un cupón reemplazado una y otra vez',
  kind_dormant_account: 'Puntos a una cuenta inactiva',
  kind_staff_namesake: 'Puntos a quien se llama como un empleado',
  kind_overrides: 'Muchas recompensas por encima del tope',
  kind_overrides_own_past: 'Más por encima del tope que en sus propias semanas',
  text_under_step:
    '{count, plural, one {# asiento en efectivo} many {# de asientos en efectivo} other {# asientos en efectivo}} justo por debajo de un umbral, {cents} en total; {over, plural, one {# asiento} many {# de asientos} other {# asientos}} justo por encima.',
  text_in_out_alike: '{cashInCents} de entrada y {cashOutCents} de salida en un día de juego.',
  text_same_description:
    'Las mismas palabras se anotaron para {count, plural, one {# persona} many {# de personas} other {# personas}}, en {entries, plural, one {# asiento} many {# de asientos} other {# asientos}}.',
  text_chip_walk: '{boughtCents} en fichas compradas, {redeemedCents} canjeadas: {figure} sin canjear en estos días.',
  text_own_past_in:
    '{figure} de entrada en un día de juego, {times} veces la mediana de {days, plural, one {# día anterior} many {# de días anteriores} other {# días anteriores}} con entrada de efectivo de este cliente. La gente gana, viaja y recibe dinero.',
  text_own_past_out:
    '{figure} de salida en un día de juego, {times} veces la mediana de {days, plural, one {# día anterior} many {# de días anteriores} other {# días anteriores}} con salida de efectivo de este cliente. Una buena racha también se paga.',
  text_patron_share: '{given} de {allGiven} recompensas de un emisor, {figure}, fueron para este cliente.',
  text_outside_usual:
    '{count, plural, one {# recompensa} many {# de recompensas} other {# recompensas}} de {given} donde o cuando el emisor no dio ninguna en los 28 días de juego anteriores: {byTable} en otras mesas, {byHour} a otras horas.',
  text_void_after_play:
    '{count, plural, one {# cupón} many {# de cupones} other {# cupones}} de {voided} anulados: el jugador se sentó a una mesa mientras el cupón era válido.',
  text_replace_chain:
    'Un cupón se reemplazó {count, plural, one {una vez} many {# de veces} other {# veces}}, por {people, plural, one {# persona} many {# de personas} other {# personas}}.',
  text_dormant_account:
    'Se dieron a mano {points} puntos tras {count, plural, one {# día} many {# de días} other {# días}} sin asiento ni visita; el juego ganó {earned} desde entonces.',
  text_staff_namesake: 'Se dieron a mano {figure} puntos a un jugador con el mismo nombre que alguien del personal.',
  text_overrides:
    '{count, plural, one {# recompensa} many {# de recompensas} other {# recompensas}} de {given} por encima del tope. Cada una tiene su nota.',
  text_overrides_own_past:
    '{count, plural, one {# recompensa} many {# de recompensas} other {# recompensas}} de {given} en una semana, por encima del tope: más de lo habitual en las semanas anteriores de esta persona. Cada una tiene su nota.',
};
