import type { IssueReason } from '../../model/index.js';
import type { PartnerMeasure } from '../../ports/index.js';

/** What balances and movements of one warehouse's messages have in common. Paths are member names joined by points, `warehouse.code`. */
export interface WmsProfile {
  /** The source its facts come from, as declared in the catalogue. */
  readonly source: string;
  /** The IANA zone of times without an offset. A date without a time stands for the middle of that day. */
  readonly timeZone: string;
  /** Where the list of rows is; empty if the message is the list or one row. */
  readonly rows: string;
  /** Where the item of a row is named. */
  readonly item: string;
  /** Where its place is named. Default: everything is at {@link place}. */
  readonly location?: string | undefined;
  /** The place of rows that name none. */
  readonly place?: string | undefined;
  readonly lot?: string | undefined;
  /** Where the unit is named, for those rows that name one. */
  readonly unit?: string | undefined;
  /** The unit of the others. Default `EA`. */
  readonly defaultUnit?: string | undefined;
  /** Their unit codes in ours. */
  readonly units?: Readonly<Record<string, string>> | undefined;
  /** Where the time of a row is. */
  readonly at?: string | undefined;
}

/** How balances are read: each figure of a row and what it measures, `{ 'on_hand': 'onHand' }`. */
export interface WmsBalanceProfile extends WmsProfile {
  readonly measures: Readonly<Record<string, PartnerMeasure>>;
  /** Whether a message lists everything there is. Default false. */
  readonly full?: boolean | undefined;
}

/** How movements are read. */
export interface WmsMovementProfile extends WmsProfile {
  /** Where the id of a movement is, unique within the source. */
  readonly id: string;
  readonly quantity: string;
  /** Where the code is that says what happened. */
  readonly code: string;
  /** What each code says. A code without a rule is an error. */
  readonly rules: Readonly<Record<string, WmsRule>>;
  /** Where the order and its line are named, for goods that leave for a customer. */
  readonly order?: string | undefined;
  readonly orderLine?: string | undefined;
  /** What order line ids start with, `<prefix>/<order>#<line>`. Default: the source. */
  readonly linePrefix?: string | undefined;
}

/** What a movement of a kind says. Its sign is looked at only where the rule says so. */
export type WmsRule =
  | { readonly fact: 'received'; readonly state?: string | undefined; readonly provisional?: boolean | undefined }
  | { readonly fact: 'shipped' }
  | { readonly fact: 'returned'; readonly state?: string | undefined }
  | { readonly fact: 'issued'; readonly reason: IssueReason }
  | { readonly fact: 'stateChanged'; readonly from: string; readonly to: string }
  | { readonly fact: 'adjusted'; readonly sign: 'asSent' | 'down' | 'up' }
  | { readonly fact: 'nothing' };
