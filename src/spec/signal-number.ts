import { highestSignal, signals } from './tables/signals.ts';

/**
 * Reads a signal as kill(1) does: a number from 0 to 64, or a name in any case, with or without `SIG`.
 * Anything else is undefined.
 */
export function signalNumber(text: string): number | undefined {
  if (/^\d{1,2}$/.test(text)) {
    const number = Number(text);
    return number <= highestSignal ? number : undefined;
  }
  const name = text.toUpperCase();
  return signals.get(name.startsWith('SIG') ? name : `SIG${name}`);
}
