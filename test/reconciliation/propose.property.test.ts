import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyProposals, explain, propose, sameStock, type CauseKind } from '../../src/reconciliation/index.js';
import { runs } from '../runs.js';
import { anyChoice, found, PLANTS, startWorld } from './planted.js';
import { anyRows, compared, stated } from './statements.js';

const kinds = Object.keys(PLANTS) as CauseKind[];

describe('proposals', () => {
  it('make the two sides equal when all are carried out, and carried out again they change nothing', () => {
    fc.assert(fc.property(anyRows, anyRows, fc.constantFrom('left' as const, 'right' as const), (leftRows, rightRows, change) => {
      const [left, right] = [stated('erp', leftRows), stated('wms', rightRows)];
      const proposals = propose(explain(compared(left, right)), { change });
      const [mendedLeft, mendedRight] = [applyProposals(left, 'left', proposals), applyProposals(right, 'right', proposals)];
      expect(sameStock(compared(mendedLeft, mendedRight))).toBe(true);
      expect(applyProposals(mendedLeft, 'left', proposals)).toEqual(mendedLeft);
      expect(applyProposals(mendedRight, 'right', proposals)).toEqual(mendedRight);
    }), { numRuns: runs(300) });
  });

  it('of some causes take away just those: the rest is explained as before', () => {
    fc.assert(fc.property(fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }), fc.constantFrom(...kinds), anyChoice, (signs, kind, choice) => {
      const world = startWorld(signs);
      PLANTS[kind]!(world, choice);
      const { explained } = found(world, true);
      const proposals = propose(explained);
      expect(proposals).toHaveLength(explained.causes.length);
      expect(new Set(proposals.map(({ id }) => id)).size).toBe(proposals.length);
      expect(proposals).toEqual(propose(found(world, true).explained));
    }), { numRuns: runs(100) });
  });
});
