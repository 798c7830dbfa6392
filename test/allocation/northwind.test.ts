import { expect, it } from 'vitest';
import { backorderRun, type BackorderLine } from '../../src/allocation/index.js';
import { grains } from '../../src/quantity/index.js';
import { readTable } from '../quantity/read-table.js';
import { describeWithShared } from '../shared-data.js';

/** `8/16/1996` as an instant. */
function day(text: string): number {
  const [month, date, year] = text.split('/').map(Number);
  return Date.UTC(year!, month! - 1, date);
}

describeWithShared('the open orders of a food wholesaler', ['data/northwind'], (folder) => {
  const open = new Map(readTable(`${folder}/orders.csv`).filter(({ ShippedDate }) => ShippedDate === '').map((order) => [order['OrderID']!, order]));
  const details = readTable(`${folder}/order_details.csv`).filter(({ OrderID = '' }) => open.has(OrderID));
  const products = readTable(`${folder}/products.csv`);
  const linesOf = (product: string): BackorderLine[] => details.filter(({ ProductID }) => ProductID === product).map(({ OrderID = '', Quantity }) => ({
    line: OrderID, strategy: 'redistribute', requested: grains(Number(Quantity)), confirmed: grains(0), requestedAt: day(open.get(OrderID)!['RequiredDate']!), placedAt: day(open.get(OrderID)!['OrderDate']!),
  }));

  it('leave 17 lines 308 units short when stock goes to the earliest required date', () => {
    const runs = products.map(({ ProductID = '', UnitsInStock }) => backorderRun({ lines: linesOf(ProductID), supply: [{ grains: grains(Number(UnitsInStock)) }] }));
    const changes = runs.flatMap((run) => (run.ok ? run.changes : []));
    const short = changes.filter(({ after, requested }) => after < requested);
    expect(new Set(changes.map(({ line }) => line)).size).toBeLessThanOrEqual(open.size);
    expect(changes.reduce((sum, { requested }) => sum + requested, 0)).toBe(680);
    expect([short.length, short.reduce((sum, { requested, after }) => sum + requested - after, 0)]).toEqual([17, 308]);
  });

  it('cannot all be promised in full: the oversold products say so, and change nothing', () => {
    const wins = products.map(({ ProductID = '', UnitsInStock }) => backorderRun({ lines: linesOf(ProductID).map((line) => ({ ...line, strategy: 'win' as const })), supply: [{ grains: grains(Number(UnitsInStock)) }] }));
    const refused = wins.flatMap((run) => (run.ok ? [] : [run.reason]));
    expect(refused.length).toBe(6);
    expect(refused.every(({ required, available }) => required > available)).toBe(true);
  });
});
