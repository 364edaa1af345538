import type { WordsOfRoom } from '../en';

export const seals: WordsOfRoom<'seals'> = {
  seals: 'Sellos',
  meaning:
    'Cada día de juego cerrado tiene una cifra por cada registro: el libro de puntos, el registro de auditoría y el registro de efectivo. Compárela con la copia que se envió a su propio sistema: donde difieren, alguien cambió el registro.',
  kind: 'Qué registro',
  kind_ledger: 'Libro de puntos',
  kind_audit: 'Auditoría',
  kind_mtl: 'Efectivo',
  nothingSealed: 'Aún no hay nada sellado',
  nothingSealedMeaning: 'Un día de juego se sella aproximadamente una hora después de terminar.',
  showAll: '{count, plural, one {Mostrar # sello} many {Mostrar # de sellos} other {Mostrar los # sellos}}',
  entries: '{count, plural, one {# asiento} many {# de asientos} other {# asientos}}',
  text: 'Texto',
  textOf: 'Texto de lo que se selló el {day}',
  pack: 'Expediente para el regulador',
  packMeaning:
    'Un solo archivo firmado con el libro de puntos y el registro de efectivo de los días de juego sellados, sus sellos, cortesías y cupones, informes de efectivo, cambios y excepciones. Quien lo reciba puede verificarlo sin Pitside. Queda registrado que usted lo crea.',
  pack_from: 'Primer día de juego',
  pack_to: 'Último día de juego',
  packMake: 'Crear expediente',
  packStop: 'Detener',
  packComing: 'Se está creando: {kilobytes} kB hasta ahora.',
  packStopped: 'Detenido: no se guardó nada. Queda registrado que se empezó.',
  packDone: '{name} está en sus descargas.',
  verifier: 'Programa que verifica expedientes',
  witness: 'Cómo puede atestiguar un sello alguien de fuera',
  witness_download: 'Descargue el texto de un día: su SHA-256 es la cifra de al lado. No nombra a ninguna persona.',
  witness_stamp:
    'Haga que le pongan un sello de tiempo (RFC 3161, como con openssl ts) o fírmelo con una clave suya. La guía de sellos para el operador trae los comandos.',
  witness_keep:
    'Guarde la respuesta donde no pueda escribir nadie que administre la base de datos. Cada cifra contiene el día anterior: una por semana cubre la semana.',
};
