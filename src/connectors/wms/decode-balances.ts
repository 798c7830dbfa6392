import type { PartnerDecoded } from '../../ports/index.js';
import { amountAt, instantText, isPresent, issueList, statementList, type Payload } from '../../wire/index.js';
import type { WmsBalanceProfile } from './profile.js';
import { at, readRows, subjectOf, timeOf } from './read-rows.js';

/** Reads balances as statements, one for each measure and time. @param asOf - When the message was made, for rows that do not say, RFC 3339. */
export function decodeWmsBalances(payload: Payload, profile: WmsBalanceProfile, { asOf }: { readonly asOf?: string | undefined } = {}): PartnerDecoded {
  const issues = issueList();
  const statements = statementList(issues);
  for (const row of readRows(payload, profile, issues)) {
    const subject = subjectOf(row, profile, issues);
    const time = timeOf(row, profile) ?? instantText(asOf);
    if (time === undefined) issues.error('wms.no_time', row.path, 'Neither the row nor the message says when it was so');
    if (subject === undefined || time === undefined) continue;
    const { item, location, lot, unit } = subject;
    for (const [path, measure] of Object.entries(profile.measures)) {
      const place = at(row, path);
      const amount = amountAt(place);
      if (amount !== undefined) {
        const head = { system: profile.source, measure, asOf: time, full: profile.full === true };
        statements.add(head, { item, location, ...(lot === undefined ? {} : { lot }), quantity: { amount, unit } }, place.path);
      } else if (isPresent(place)) issues.error('wms.no_amount', place.path, 'An amount was expected');
    }
  }
  return { events: [], statements: statements.statements, pokes: [], issues: issues.issues };
}
