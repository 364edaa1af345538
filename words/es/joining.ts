import type { WordsOfRoom } from '../en';

export const joining: WordsOfRoom<'joining'> = {
  title: 'Entrar en Pitside',
  reading: 'Consultando el enlace',
  welcome: '{name}, {casino} le invita',
  once: 'El enlace sirve una vez.',
  elsewhere: 'Si ya entra con esta dirección en otro casino, escriba la contraseña que usa allí.',
  account: 'Su dirección de correo, con la que inicia sesión',
  password: 'Elija una contraseña',
  rules: 'Al menos {lowest} caracteres. Una frase corta se recuerda bien; nadie del casino puede leerla.',
  show: 'Mostrar la contraseña',
  accept: 'Guardar la contraseña y entrar',
  accepting: 'Un momento',
  noToken: 'Esta página se abre con un enlace de un solo uso',
  noTokenRemedy: 'Copie entero el enlace que le dio un administrador. Si ya tiene contraseña, inicie sesión.',
};
