/** Two short tones, of so many Hz: heard through a pit, and no alarm. */
const TONES = [880, 1175];
const TONE_SECONDS = 0.16;
const LOUDNESS = 0.2;
const KEPT = 'pitside-ring';

let context: AudioContext | null = null;

/** Rings once. A browser lets no page be heard before somebody touched it: nothing is rung then, and nothing late. */
export function ring(): void {
  if (!navigator.userActivation?.hasBeenActive) return;
  context ??= new AudioContext();
  const from = context.currentTime;
  for (const [place, hertz] of TONES.entries()) ringTone(context, hertz, from + place * TONE_SECONDS);
}

function ringTone(audio: AudioContext, hertz: number, at: number): void {
  const tone = new OscillatorNode(audio, { frequency: hertz });
  const volume = new GainNode(audio, { gain: LOUDNESS });
  volume.gain.setTargetAtTime(0, at + TONE_SECONDS / 2, TONE_SECONDS / 4);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + TONE_SECONDS);
}

/** Whether this device rings; it does until somebody turned it off here. */
export const doesRing = () => window.localStorage.getItem(KEPT) !== 'off';

/** Turns ringing on or off, on this device. */
export function keepRinging(isOn: boolean): void {
  if (isOn) window.localStorage.removeItem(KEPT);
  else window.localStorage.setItem(KEPT, 'off');
}
