import {
  descend, elements, exceedsBytes, identifierAt, instantText, isJsonArray, localTimeText, middayText, readJsonPayload, textAt, type IssueList, type JsonAt, type Payload,
} from '../../wire/index.js';
import { WMS_LIMITS } from './limits.js';
import type { WmsProfile } from './profile.js';

/** The rows of a message: a list at the path, or the one row that stands there. A text of one JSON value per line is read line by line. */
export function readRows(payload: Payload, profile: WmsProfile, issues: IssueList): readonly JsonAt[] {
  return messagesIn(payload, issues).flatMap((root) => {
    const place = profile.rows === '' ? root : descend(root, profile.rows.split('.'));
    return profile.rows === '' && !isJsonArray(place.value) ? [place] : elements(place, issues);
  });
}

function messagesIn(payload: Payload, issues: IssueList): readonly JsonAt[] {
  const lines = typeof payload === 'string' && !exceedsBytes(payload, WMS_LIMITS.payloadBytesMax) ? payload.trim().split('\n') : [];
  if (lines.length < 2 || !lines.every((line) => /^\s*\{.*\}\s*$/.test(line))) {
    const root = readJsonPayload(payload, WMS_LIMITS.payloadBytesMax, issues);
    return root === undefined ? [] : [root];
  }
  return lines.flatMap((line, index) => readJsonPayload(line, WMS_LIMITS.payloadBytesMax, issues, `$[${index}]`) ?? []);
}

/** What a row is about. */
export interface RowSubject {
  readonly item: string;
  readonly location: string;
  readonly lot: string | undefined;
  readonly unit: string;
}

/** The subject of a row, or an error. */
export function subjectOf(row: JsonAt, profile: WmsProfile, issues: IssueList): RowSubject | undefined {
  const item = identifierAt(at(row, profile.item));
  const location = (profile.location === undefined ? undefined : identifierAt(at(row, profile.location))) ?? profile.place;
  if (item === undefined || location === undefined) {
    issues.error('wms.missing', item === undefined ? at(row, profile.item).path : row.path, item === undefined ? 'The row names no item' : 'The row names no place, and the profile gives none');
    return undefined;
  }
  const code = (profile.unit === undefined ? undefined : textAt(at(row, profile.unit))) ?? profile.defaultUnit ?? 'EA';
  const unit = profile.units !== undefined && Object.hasOwn(profile.units, code) ? (profile.units[code] ?? code) : code;
  return { item, location, unit, lot: profile.lot === undefined ? undefined : identifierAt(at(row, profile.lot)) };
}

/** The time of a row: an instant with its offset, or a local date and time in one of the usual forms. */
export function timeOf(row: JsonAt, profile: WmsProfile): string | undefined {
  const text = profile.at === undefined ? undefined : textAt(at(row, profile.at));
  if (text === undefined) return undefined;
  const match = LOCAL.exec(text);
  if (match === null) return instantText(text);
  const [, year = '', month = '', day = '', hour, minute = '00', second = '00'] = match;
  const date = `${year}-${month}-${day}`;
  return hour === undefined ? middayText(date, profile.timeZone) : localTimeText(date, `${hour}:${minute}:${second}`, profile.timeZone);
}

const LOCAL = /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ]?(\d{2}):?(\d{2}):?(\d{2})?(?:\.\d{1,9})?)?$/;

/** The place a path of the profile leads to. */
export function at(row: JsonAt, path: string): JsonAt {
  return descend(row, path.split('.'));
}
