import type { DeadLetter } from '../../ports/index.js';

/** The messages a group gave up, oldest first. */
export interface DeadLetterBox {
  isFull(): boolean;
  add(letter: DeadLetter): void;
  list(limit: number): readonly DeadLetter[];
}

/** Builds an empty box that holds so many letters and forgets none. */
export function deadLetterBox(lettersMax: number): DeadLetterBox {
  const letters: DeadLetter[] = [];
  return {
    isFull: () => letters.length >= lettersMax,
    add: (letter) => void letters.push(letter),
    list: (limit) => letters.slice(0, limit).map((letter) => ({ ...letter, message: { ...letter.message, body: letter.message.body.slice() } })),
  };
}
