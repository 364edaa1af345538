import type { WordsOfRoom } from '../en';

export const ui: WordsOfRoom<'ui'> = {
  close: 'Cerrar',
  cancel: 'Cancelar',
  done: 'Listo',
  dismiss: 'Descartar',
  tryAgain: 'Intentar de nuevo',
  loading: 'Cargando …',
  loadMore: 'Cargar más',
  loadingMore: 'Cargando más …',
  restNotLoaded: 'La lista continúa, pero no se pudo cargar el resto.',
  retry: 'Reintentar',
  askingServer: 'Preguntando al servidor …',
  discard: 'Descartar',
  discardRequest: '¿Descartar esta solicitud?',
  keepIt: 'Conservarla',
  reason: 'Motivo',
  other: 'Otro',
  whatWasIt: '¿Qué fue?',
  opensNewWindow: '(abre una ventana nueva)',
};
