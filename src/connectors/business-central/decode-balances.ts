import { amountAt, identifierAt, instantText, member, textAt, type Payload } from '../../wire/index.js';
import type { PartnerDecoded } from '../../ports/index.js';
import { baseUnitOf, decodeEntities, locationOf, neededAt, optionAt } from './decode-context.js';
import type { BusinessCentralOptions } from './options.js';

/** What is known of the answer besides its body. */
export interface BalancesContext {
  /** When the answer was made, RFC 3339: an item says when it was changed, which is not when its figure was so. */
  readonly asOf: string;
}

/**
 * Reads `items` as a statement of what is on hand. In API v2.0 the figure of an item is the sum over all locations, so it belongs to the one location of
 * the options; a custom page with `locationCode` gives a figure for each.
 *
 * @throws TypeError if `asOf` is no instant.
 * @see https://learn.microsoft.com/dynamics365/business-central/dev-itpro/api-reference/v2.0/resources/dynamics_item
 */
export function decodeItemBalances(payload: Payload, options: BusinessCentralOptions, { asOf }: BalancesContext): PartnerDecoded {
  const instant = instantText(asOf);
  if (instant === undefined) throw new TypeError('A balance is as of an RFC 3339 instant');
  return decodeEntities(payload, options, (context, entity) => {
    const kind = optionAt(member(entity, 'type'));
    if (kind !== '' && kind !== 'Inventory') return;
    const item = neededAt(context, member(entity, 'number'), 'item number');
    const amount = amountAt(member(entity, 'inventory'));
    if (amount === undefined) context.issues.error('bc.no_amount', member(entity, 'inventory').path, 'The item has no figure');
    const location = locationOf(context, entity);
    if (item === undefined || amount === undefined || location === undefined) return;
    const unit = textAt(member(entity, 'baseUnitOfMeasureCode')) ?? baseUnitOf(context, item);
    const lot = identifierAt(member(entity, 'lotNo'));
    context.statements.add({ system: options.source, measure: 'onHand', asOf: instant, full: false },
      { item, location, ...(lot === undefined ? {} : { lot }), quantity: { amount, unit } }, entity.path);
  });
}
