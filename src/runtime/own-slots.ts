import type { Slots } from '../plan/slots.ts';
import type { Container } from './container.ts';

/** The slots of one of several containers, under the names that other plans have for their only one. */
export function ownSlots({ record }: Container, slots: Slots): Slots {
  return { names: slots.names, take: (name) => slots.take(`${record.id} ${name}`) };
}
