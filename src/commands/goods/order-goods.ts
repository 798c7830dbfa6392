import { offeredFrom, type ItemFigures, type OfferedStock } from '../../availability/index.js';
import { negateGrains, type Grains } from '../../quantity/index.js';
import type { Offer, ReserveLine, TakenAmount } from '../../reservation/index.js';
import type { Batch } from '../engine/batch.js';
import { claimFor, figuresWith, offersFrom, offersInTurn, type HoldAsker } from './offers.js';

/** What is offered of items while an order takes from them. */
export interface OrderGoods {
  /** What locations offer of an item, less what was taken so far. */
  offered(item: string): OfferedStock;
  /** What each location may give to a line, best first, of which nothing is taken yet: of several locations one after the other; without any, of the asker's network or where the line says. */
  offers(line: ReserveLine, locations?: readonly string[]): readonly Offer[];
  /** Takes goods, so that they are offered no more. */
  take(taken: TakenAmount): void;
}

/** What is offered to an asker. Each item is read once, however often the order takes of it. */
export function goodsFor(batch: Batch, asker: HoldAsker): OrderGoods {
  const { register } = batch;
  const read = new Map<string, ItemFigures>();
  const figuresFor = (item: string): ItemFigures => {
    const known = read.get(item) ?? figuresWith(batch, asker, item, []);
    read.set(item, known);
    return known;
  };
  const claim = (item: string, location: string, amount: Grains): void => { claimFor(register, figuresFor(item), asker, location, amount); };
  /** Each offer to a line counts the ones before it as taken. Before anything else is offered they are there again. */
  let lent: { readonly item: string; readonly offers: readonly Offer[] } | undefined;
  const giveBack = (): void => {
    for (const { location, grains } of lent?.offers ?? []) claim(lent!.item, location, negateGrains(grains));
    lent = undefined;
  };
  return {
    offered(item) {
      giveBack();
      return offeredFrom(register, figuresFor(item), asker);
    },
    offers(line, locations) {
      giveBack();
      const figures = figuresFor(line.item);
      const offers = locations === undefined ? offersFrom(register, figures, asker, line) : offersInTurn(register, figures, asker, line, locations);
      lent = { item: line.item, offers };
      return offers;
    },
    take: ({ item, location, grains }) => { claim(item, location, grains); },
  };
}
