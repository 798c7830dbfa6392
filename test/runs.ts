/**
 * How many runs a law gets: all of them, but a tenth where each mutant of a room runs the law again (`npm run mutation` names the room).
 */
export function runs(full: number): number {
  return process.env['MUTATION_ROOM'] === undefined ? full : Math.ceil(full / 10);
}
