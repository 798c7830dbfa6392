import type { Group } from './envelope.js';
import { writeX12, x12Text, type X12Envelope } from './writer.js';

/** How a document is answered: accepted, accepted with errors noted, or rejected. */
export type Acknowledgement = 'A' | 'E' | 'R';

/**
 * 997, functional acknowledgement of one group. A document whose stated count of segments differs from what arrived is accepted with errors noted unless
 * `verdictOf` decides otherwise.
 *
 * @param verdictOf - Decides per document by its control number, ST02.
 */
export function write997(group: Group, envelope: X12Envelope, verdictOf?: (controlNumber: string) => Acknowledgement): string {
  const verdicts = group.transactions.map((transaction) => {
    const counted: Acknowledgement = transaction.statedSegments === transaction.countedSegments ? 'A' : 'E';
    return { transaction, verdict: verdictOf?.(transaction.controlNumber) ?? counted };
  });
  const accepted = verdicts.filter(({ verdict }) => verdict !== 'R').length;
  const overall = accepted === verdicts.length ? (verdicts.some(({ verdict }) => verdict === 'E') ? 'E' : 'A') : accepted === 0 ? 'R' : 'P';
  const count = String(verdicts.length);
  return writeX12('FA', [{
    set: '997',
    segments: [
      ['AK1', x12Text(group.functionalId), x12Text(group.controlNumber)],
      ...verdicts.flatMap(({ transaction, verdict }) => [['AK2', x12Text(transaction.set), x12Text(transaction.controlNumber)], ['AK5', verdict]]),
      ['AK9', overall, count, count, String(accepted)],
    ],
  }], envelope);
}
