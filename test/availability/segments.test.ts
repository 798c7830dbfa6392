import { describe, expect, it } from 'vitest';
import type { AvailabilityQuery } from '../../src/availability/index.js';
import type { Policy, SegmentRule } from '../../src/model/index.js';
import { AT } from './pictures.js';
import { askFor, segmentsOf, type Taken } from './sellers.js';

interface Row {
  readonly what: string;
  readonly segments: readonly Partial<SegmentRule>[];
  readonly policy?: Partial<Policy>;
  /** What is on the shelf. Default: 100 in EAST. */
  readonly stock?: Readonly<Record<string, number>>;
  readonly taken?: readonly Taken[];
  readonly query?: Partial<AvailabilityQuery>;
  /** What each channel may sell; `edi/ACME` is an account in a channel, and an empty name nobody in particular. */
  readonly expected: Readonly<Record<string, number>>;
}

const WEB: Partial<SegmentRule> = { id: 'web', channels: ['web'] };
const MARKET: Partial<SegmentRule> = { id: 'market', channels: ['market'] };
const iso = (offset: number): string => new Date(AT + offset).toISOString();
const DAY = 86_400_000;

const RINGFENCE: readonly Row[] = [
  { what: 'is kept from everybody else and takes nothing from its own', segments: [{ ...WEB, amount: '30' }], expected: { web: 100, market: 70, '': 70 } },
  { what: 'of more than there is keeps all there is', segments: [{ ...WEB, amount: '300' }], expected: { web: 100, market: 0 } },
  { what: 'is used up by claims of its own channel', segments: [{ ...WEB, amount: '30' }], taken: [{ channel: 'web', claimed: 20 }], expected: { web: 80, market: 70 } },
  { what: 'used up and more protects nothing', segments: [{ ...WEB, amount: '30' }], taken: [{ channel: 'web', claimed: 45 }], expected: { web: 55, market: 55 } },
  { what: 'is not used up by claims of others', segments: [{ ...WEB, amount: '30' }], taken: [{ channel: 'market', claimed: 20 }], expected: { web: 80, market: 50 } },
  { what: 'in percent is a part of the pool, rounded down', segments: [{ ...WEB, percent: '33' }], stock: { EAST: 10 }, expected: { web: 10, market: 7 } },
  { what: 'in percent does not move when goods are claimed', segments: [{ ...WEB, percent: '50' }], taken: [{ channel: 'market', claimed: 50 }], expected: { web: 50, market: 0 } },
  { what: 'in percent keeps nothing of less than nothing', segments: [{ ...WEB, percent: '50' }], stock: { EAST: -4 }, expected: { web: 0, market: 0 } },
  { what: 'is filled in the order of the policy when there is not enough for all', segments: [{ ...WEB, amount: '80' }, { ...MARKET, amount: '80' }], expected: { web: 80, market: 20, edi: 0 } },
  { what: 'that stands later is what is left after those before', segments: [{ ...MARKET, amount: '80' }, { ...WEB, amount: '80' }], expected: { web: 20, market: 80, edi: 0 } },
  { what: 'that holds against later ones only gives way to a channel that an earlier segment serves', segments: [{ ...WEB, amount: '10' }, { ...MARKET, amount: '40', against: 'later' }], expected: { web: 100, market: 90, edi: 50 } },
  { what: 'that holds against later ones only does hold against a later one', segments: [{ ...MARKET, amount: '40', against: 'later' }, { ...WEB, amount: '10' }], expected: { web: 60, market: 90 } },
  { what: 'protects a place where it names one', segments: [{ ...WEB, amount: '30', location: 'WEST' }], stock: { EAST: 100, WEST: 40 }, expected: { web: 140, market: 110 } },
  { what: 'protects only as much as the place has', segments: [{ ...WEB, amount: '30', location: 'WEST' }], stock: { EAST: 100, WEST: 10 }, expected: { web: 110, market: 100 } },
  { what: 'of a place is not used up by claims elsewhere', segments: [{ ...WEB, amount: '30', location: 'WEST' }], stock: { EAST: 100, WEST: 40 }, taken: [{ channel: 'web', claimed: 30 }], expected: { web: 110, market: 80 } },
  { what: 'of a place is used up by claims below it', segments: [{ ...WEB, amount: '30', location: 'EAST' }], stock: { EAST: 0, 'EAST-A': 60 }, taken: [{ channel: 'web', location: 'EAST-A', claimed: 10 }], expected: { web: 50, market: 30 } },
  { what: 'stands where its channel sells from', segments: [{ id: 'store', channels: ['store'], amount: '30' }], stock: { EAST: 100, SHOP: 40 }, query: { locations: ['SHOP'] }, expected: { store: 40, web: 10 } },
  { what: 'does not stand where its channel does not sell from', segments: [{ id: 'store', channels: ['store'], amount: '30' }], stock: { EAST: 100, SHOP: 40 }, query: { locations: ['EAST'] }, expected: { web: 100 } },
  { what: 'is laid on the first locations of its channel', segments: [{ id: 'west', channels: ['west'], amount: '50' }], stock: { EAST: 40, WEST: 40 }, query: { locations: ['WEST'] }, expected: { web: 0 } },
  { what: 'is laid on the next locations for the rest', segments: [{ id: 'west', channels: ['west'], amount: '50' }], stock: { EAST: 40, WEST: 40 }, query: { locations: ['EAST'] }, expected: { web: 30 } },
  { what: 'keeps no goods that are claimed from a place above', segments: [{ ...WEB, amount: '30', location: 'EAST' }], stock: { EAST: 20, WEST: 30 }, taken: [{ location: 'ALL', claimed: 35 }], expected: { web: 15, market: 0 } },
  { what: 'for another item is nothing to this one', segments: [{ ...WEB, item: 'RICE', amount: '30' }], expected: { web: 100, market: 100 } },
  { what: 'for every item holds for each', segments: [{ ...WEB, item: undefined, percent: '30' }], expected: { web: 100, market: 70 } },
  { what: 'steps down at its instants', segments: [{ ...WEB, amount: '30', steps: [{ at: iso(-2), to: '20' }, { at: iso(0), to: '10' }, { at: iso(1), to: '0' }] }], expected: { market: 90 } },
  { what: 'is whole before its first step', segments: [{ ...WEB, amount: '30', steps: [{ at: iso(1), to: '0' }] }], expected: { market: 70 } },
  { what: 'released to nothing protects nothing', segments: [{ ...WEB, percent: '30', steps: [{ at: iso(-1), to: '0' }] }], expected: { market: 100 } },
  { what: 'begins at its instant', segments: [{ ...WEB, amount: '30', from: iso(0) }], expected: { market: 70 } },
  { what: 'is not there before', segments: [{ ...WEB, amount: '30', from: iso(1) }], expected: { market: 100 } },
  { what: 'is over at its end', segments: [{ ...WEB, amount: '30', until: iso(0) }], expected: { market: 100 } },
  { what: 'of a place is out of reach elsewhere', segments: [{ ...WEB, amount: '30', location: 'WEST' }], stock: { EAST: 20, WEST: 30 }, taken: [{ location: 'ALL', claimed: 35 }], query: { locations: ['EAST'] }, expected: { web: 0, market: 0 } },
  { what: 'of a place is within reach of several that are asked for', segments: [{ ...WEB, amount: '30', location: 'WEST' }], stock: { EAST: 20, WEST: 30 }, query: { locations: ['EAST', 'WEST'] }, expected: { web: 50, market: 20 } },
  { what: 'without a place is used up wherever its channel takes goods', segments: [{ id: 'west', channels: ['west'], amount: '50' }], stock: { EAST: 40, WEST: 40 }, taken: [{ location: 'ALL', claimed: 30 }], query: { locations: ['EAST'] }, expected: { west: 40, web: 0 } },
  { what: 'that holds against later ones only takes what those leave that hold against all', segments: [{ ...MARKET, amount: '40', against: 'later' }, { ...WEB, amount: '80' }], expected: { web: 80, market: 20, edi: 0 } },
  { what: 'holds against later ones only with all its parts', segments: [{ ...WEB, amount: '10' }, { id: 'region', channels: ['market', 'edi'], amount: '40', against: 'later' }, { ...MARKET, parent: 'region', amount: '20' }], expected: { web: 100, market: 90, edi: 70 } },
  { what: 'of several channels stands where any of them sells from', segments: [{ id: 'two', channels: ['store', 'west'], amount: '50' }], stock: { EAST: 40, SHOP: 20 }, expected: { web: 10 } },
  { what: 'finer than the grain keeps whole grains', segments: [{ ...WEB, amount: '2.5' }], expected: { market: 98 } },
  { what: 'is there up to its end', segments: [{ ...WEB, amount: '30', until: iso(1) }], expected: { market: 70 } },
];

const CONSUMPTION: readonly Row[] = [
  { what: 'what was shipped is not counted without a period', segments: [{ ...WEB, amount: '30' }], taken: [{ channel: 'web', shipped: [[AT, 20]] }], expected: { market: 70 } },
  { what: 'what was shipped on the day is used up', segments: [{ ...WEB, amount: '30', per: 'day' }], taken: [{ channel: 'web', claimed: 5, shipped: [[AT, 20]] }], expected: { market: 90 } },
  { what: 'what was shipped the day before is not', segments: [{ ...WEB, amount: '30', per: 'day' }], taken: [{ channel: 'web', shipped: [[AT - DAY, 20]] }], expected: { market: 70 } },
  { what: 'a window counts what was shipped since it began', segments: [{ ...WEB, amount: '30', per: 'window', from: iso(-2 * DAY) }], taken: [{ channel: 'web', shipped: [[AT - 3 * DAY, 7], [AT - DAY, 20]] }], expected: { market: 90 } },
  { what: 'a percentage is of the pool with what was shipped from it, so that shipping moves no share', segments: [{ ...WEB, percent: '50', per: 'day' }], stock: { EAST: 60 }, taken: [{ channel: 'web', shipped: [[AT, 40]] }], expected: { web: 60, market: 50 } },
  { what: 'a percentage counts what others were shipped, too', segments: [{ ...WEB, percent: '50', per: 'day' }], stock: { EAST: 60 }, taken: [{ channel: 'market', shipped: [[AT, 40]] }], expected: { web: 60, market: 10 } },
  { what: 'a percentage of a place counts what was shipped from there', segments: [{ ...WEB, percent: '50', per: 'day', location: 'EAST' }], stock: { EAST: 60, WEST: 10 }, taken: [{ channel: 'market', location: 'WEST', shipped: [[AT, 40]] }], expected: { web: 70, market: 40 } },
  { what: 'a cap counts what was shipped in the period', segments: [{ ...WEB, kind: 'cap', amount: '30', per: 'month' }], taken: [{ channel: 'web', claimed: 5, shipped: [[AT, 20], [AT - 40 * DAY, 9]] }], expected: { web: 5 } },
];

const PARTITION: readonly Row[] = [
  { what: 'is all its channel may sell, and nobody else sells of it', segments: [{ ...WEB, kind: 'partition', amount: '30' }], expected: { web: 30, market: 70, '': 70 } },
  { what: 'is less by what its channel has claimed', segments: [{ ...WEB, kind: 'partition', amount: '30' }], taken: [{ channel: 'web', claimed: 10 }], expected: { web: 20, market: 70 } },
  { what: 'is not less by what others have claimed', segments: [{ ...WEB, kind: 'partition', amount: '30' }], taken: [{ channel: 'market', claimed: 70 }], expected: { web: 30, market: 0 } },
  { what: 'that may share sells its own and the pool around', segments: [{ ...WEB, kind: 'partition', amount: '30', shared: true }, { ...MARKET, kind: 'partition', amount: '20' }], expected: { web: 80, market: 20, edi: 50 } },
  { what: 'that may share draws its own first', segments: [{ ...WEB, kind: 'partition', amount: '30', shared: true }], taken: [{ channel: 'web', claimed: 30 }], expected: { web: 70, market: 70 } },
  { what: 'three of ten with twenty beside: one of those who may not share has ten', segments: [{ ...WEB, kind: 'partition', amount: '10', shared: true }, { ...MARKET, kind: 'partition', amount: '10', shared: true }, { id: 'edi', channels: ['edi'], kind: 'partition', amount: '10' }], stock: { EAST: 50 }, expected: { web: 30, market: 30, edi: 10 } },
  { what: 'in percent leaves what rounding left to everybody else', segments: [{ ...WEB, kind: 'partition', percent: '50' }, { ...MARKET, kind: 'partition', percent: '50' }], stock: { EAST: 7 }, expected: { web: 3, market: 3, edi: 1 } },
  { what: 'by weight leaves nothing', segments: [{ ...WEB, kind: 'partition', ratio: '2' }, { ...MARKET, kind: 'partition', ratio: '1' }], stock: { EAST: 10 }, expected: { web: 7, market: 3, edi: 0 } },
  { what: 'by weight divides what amounts and percentages leave', segments: [{ ...WEB, kind: 'partition', ratio: '0.5' }, { ...MARKET, kind: 'partition', ratio: '0.5' }, { id: 'edi', channels: ['edi'], amount: '20' }, { id: 'store', channels: ['store'], percent: '10', location: undefined }], stock: { EAST: 100 }, expected: { web: 40, market: 40 } },
  { what: 'by weight does not divide around a cap', segments: [{ ...WEB, kind: 'partition', ratio: '1' }, { id: 'cap', kind: 'cap', channels: ['web'], amount: '40' }], expected: { web: 40 } },
  { what: 'by weight divides the pools of all of them together', segments: [{ ...WEB, kind: 'partition', ratio: '1' }, { id: 'store', channels: ['store'], kind: 'partition', ratio: '1' }], stock: { EAST: 10, SHOP: 10 }, expected: { web: 10, store: 10 } },
  { what: 'by weight is laid down after amounts, wherever it stands in the policy', segments: [{ id: 'acme', kind: 'partition', accounts: ['ACME'], ratio: '1' }, { id: 'west', kind: 'partition', channels: ['west'], amount: '1' }], stock: { EAST: 1, SHOP: 1 }, expected: { west: 1, 'web/ACME': 1 } },
  { what: 'released by weight leaves its part to the others that weigh', segments: [{ ...WEB, kind: 'partition', ratio: '1', steps: [{ at: iso(0), to: '0' }] }, { ...MARKET, kind: 'partition', ratio: '1' }], stock: { EAST: 10 }, expected: { web: 0, market: 10 } },
  { what: 'by weight may weigh parts of one', segments: [{ ...WEB, kind: 'partition', ratio: '0.5' }, { ...MARKET, kind: 'partition', ratio: '2' }], stock: { EAST: 10 }, expected: { web: 2, market: 8 } },
  { what: 'by weight divides the pools of those that weigh alone', segments: [{ id: 'store', channels: ['store'], amount: '5' }, { id: 'west', kind: 'partition', channels: ['west'], ratio: '1' }], stock: { WEST: 10, SHOP: 20 }, expected: { west: 5 } },
  { what: 'by weight at one place weighs nothing at another', segments: [{ ...WEB, kind: 'partition', ratio: '1', location: 'EAST' }, { ...MARKET, kind: 'partition', ratio: '1', location: 'WEST' }], stock: { EAST: 100, WEST: 40 }, expected: { web: 100, market: 40 } },
  { what: 'not in force keeps nobody in or out', segments: [{ ...WEB, kind: 'partition', amount: '30', until: iso(0) }], expected: { web: 100, market: 100 } },
  { what: 'of a place leaves its channel the pool elsewhere', segments: [{ ...WEB, kind: 'partition', amount: '5', location: 'WEST' }], stock: { EAST: 10, WEST: 20 }, expected: { web: 15, market: 25 } },
  { what: 'of a bin leaves its channel the pool beside it', segments: [{ ...WEB, kind: 'partition', amount: '5', location: 'EAST-A' }], stock: { 'EAST-A': 10, 'EAST-B': 20 }, expected: { web: 25, market: 25 } },
  { what: 'of a bin and of its site are closed once', segments: [{ id: 'site', channels: ['web'], kind: 'partition', amount: '12', location: 'EAST' }, { ...WEB, kind: 'partition', parent: 'site', amount: '5', location: 'EAST-A' }], stock: { 'EAST-A': 10, 'EAST-B': 20 }, expected: { web: 12, market: 18 } },
  { what: 'is no more than a claim above leaves', segments: [{ ...WEB, kind: 'partition', amount: '10', location: 'EAST' }], stock: { EAST: 20, WEST: 20 }, taken: [{ location: 'ALL', claimed: 35 }], expected: { web: 5, market: 0 } },
  { what: 'keeps its channel out of what another segment keeps for it', segments: [{ ...WEB, kind: 'partition', amount: '10' }, { id: 'both', channels: ['web', 'market'], amount: '20' }], expected: { web: 10, market: 90 } },
];

const CAPS: readonly Row[] = [
  { what: 'is a maximum and guarantees nothing', segments: [{ ...WEB, kind: 'cap', amount: '200' }, { ...MARKET, kind: 'cap', amount: '20' }], expected: { web: 100, market: 20, edi: 100 } },
  { what: 'is less by what its channel has claimed', segments: [{ ...WEB, kind: 'cap', amount: '30' }], taken: [{ channel: 'web', claimed: 12 }], expected: { web: 18, market: 88 } },
  { what: 'overrun allows nothing', segments: [{ ...WEB, kind: 'cap', amount: '10' }], taken: [{ channel: 'web', claimed: 12 }], expected: { web: 0 } },
  { what: 'is common to the channels it names', segments: [{ id: 'c', channels: ['web', 'market'], kind: 'cap', amount: '30' }], taken: [{ channel: 'market', claimed: 12 }], expected: { web: 18, market: 18, edi: 88 } },
  { what: 'the least of several holds', segments: [{ ...WEB, kind: 'cap', amount: '30' }, { id: 'c', channels: ['web', 'market'], kind: 'cap', amount: '20' }, { id: 'd', channels: ['web'], kind: 'cap', amount: '25' }], expected: { web: 20 } },
  { what: 'in percent is of the pool, rounded down', segments: [{ ...WEB, kind: 'cap', percent: '33' }], stock: { EAST: 10 }, expected: { web: 3 } },
  { what: 'of a place limits what comes from there', segments: [{ ...WEB, kind: 'cap', amount: '30', location: 'EAST' }], stock: { EAST: 100, WEST: 5 }, expected: { web: 35 } },
  { what: 'of a place limits its bins together', segments: [{ ...WEB, kind: 'cap', amount: '30', location: 'EAST' }], stock: { 'EAST-A': 20, 'EAST-B': 20 }, query: { locations: ['EAST-A', 'EAST-B'] }, expected: { web: 30, market: 40 } },
  { what: 'of a place counts what was claimed there', segments: [{ ...WEB, kind: 'cap', amount: '30', location: 'EAST' }], stock: { EAST: 100, WEST: 5 }, taken: [{ channel: 'web', claimed: 10 }, { channel: 'web', location: 'WEST', claimed: 3 }, { channel: 'market', claimed: 7 }], expected: { web: 22 } },
  { what: 'of a place where there is nothing limits nothing else', segments: [{ ...WEB, kind: 'cap', amount: '3', location: 'WEST' }], expected: { web: 100 } },
  { what: 'of a bin and of its site hold together, the inner one first', segments: [{ ...WEB, kind: 'cap', amount: '12', location: 'EAST' }, { id: 'bin', channels: ['web'], kind: 'cap', amount: '5', location: 'EAST-A' }], stock: { 'EAST-A': 20, 'EAST-B': 20 }, expected: { web: 12, market: 40 } },
  { what: 'and so in the other order', segments: [{ id: 'bin', channels: ['web'], kind: 'cap', amount: '5', location: 'EAST-A' }, { ...WEB, kind: 'cap', amount: '12', location: 'EAST' }], stock: { 'EAST-A': 20, 'EAST-B': 20 }, expected: { web: 12, market: 40 } },
  { what: 'of a place with a minimum there', segments: [{ ...WEB, amount: '30', location: 'EAST' }, { id: 'most', channels: ['web'], kind: 'cap', amount: '40', location: 'EAST' }], stock: { EAST: 100, WEST: 5 }, expected: { web: 45, market: 75 } },
  { what: 'of a place with a minimum there leaves its channel the goods elsewhere', segments: [{ ...WEB, amount: '30', location: 'EAST' }, { id: 'most', channels: ['web'], kind: 'cap', amount: '40', location: 'EAST' }], stock: { EAST: 100, WEST: 20 }, taken: [{ location: 'ALL', claimed: 60 }], query: { locations: ['WEST'] }, expected: { web: 20, market: 20 } },
  { what: 'of a place leaves a minimum elsewhere alone', segments: [{ ...WEB, amount: '15', location: 'WEST' }, { id: 'most', channels: ['web'], kind: 'cap', amount: '10', location: 'EAST' }], stock: { EAST: 100, WEST: 20 }, expected: { web: 30, market: 105 } },
  { what: 'of a place leaves a minimum elsewhere within reach', segments: [{ ...WEB, amount: '15', location: 'WEST' }, { id: 'most', channels: ['web'], kind: 'cap', amount: '10', location: 'EAST' }], stock: { EAST: 100, WEST: 20 }, query: { locations: ['WEST'] }, expected: { web: 20, market: 5 } },
  { what: 'and a minimum of the same channel hold together', segments: [{ ...WEB, amount: '20' }, { id: 'most', channels: ['web'], kind: 'cap', amount: '50' }], expected: { web: 50, market: 80 } },
  { what: 'a view shows no more than its size, however much was claimed', segments: [{ ...WEB, kind: 'view', amount: '40' }], taken: [{ channel: 'web', claimed: 30 }], expected: { web: 40, market: 70 } },
  { what: 'a view without a size shows the pool', segments: [{ ...WEB, kind: 'view' }], expected: { web: 100 } },
  { what: 'a view shows nothing of what is kept for others', segments: [{ ...WEB, kind: 'view' }, { ...MARKET, amount: '40' }], expected: { web: 60, market: 100 } },
  { what: 'a view in percent shows a part', segments: [{ ...WEB, kind: 'view', percent: '25' }], expected: { web: 25 } },
  { what: 'a view of a place shows a part of that', segments: [{ ...WEB, kind: 'view', percent: '50', location: 'EAST' }], stock: { EAST: 10, WEST: 4 }, expected: { web: 9 } },
];

const REGION: Partial<SegmentRule> = { id: 'region', kind: 'partition', amount: '60' };

const HIERARCHY: readonly Row[] = [
  { what: 'a segment without words serves whom its parts serve', segments: [REGION, { ...WEB, parent: 'region', amount: '20' }, { ...MARKET, parent: 'region', amount: '10' }], expected: { web: 50, market: 40, edi: 40 } },
  { what: 'a part is kept from the others of its segment', segments: [{ ...REGION, channels: ['web', 'market'] }, { ...WEB, parent: 'region', amount: '20' }], expected: { web: 60, market: 40, edi: 40 } },
  { what: 'an exclusive part keeps to itself', segments: [{ ...REGION, channels: ['web', 'market'] }, { ...WEB, kind: 'partition', parent: 'region', amount: '20' }], expected: { web: 20, market: 40, edi: 40 } },
  { what: 'an exclusive part that may share goes as far as its segment', segments: [{ ...REGION, channels: ['web', 'market'] }, { ...WEB, kind: 'partition', shared: true, parent: 'region', amount: '20' }], expected: { web: 60, market: 40, edi: 40 } },
  { what: 'and further if that may share, too', segments: [{ ...REGION, shared: true, channels: ['web', 'market'] }, { ...WEB, kind: 'partition', shared: true, parent: 'region', amount: '20' }], expected: { web: 100, market: 80, edi: 40 } },
  { what: 'a part in percent is of what its segment has', segments: [{ ...REGION, channels: ['web', 'market'] }, { ...WEB, parent: 'region', percent: '50' }], expected: { web: 60, market: 30, edi: 40 } },
  { what: 'a part in percent of a segment that is short is of what is there', segments: [{ ...REGION, channels: ['web', 'market'] }, { ...WEB, parent: 'region', percent: '50' }], stock: { EAST: 40 }, expected: { web: 40, market: 20, edi: 0 } },
  { what: 'claims of a part count in its segment', segments: [{ ...REGION, channels: ['web', 'market'] }, { ...WEB, parent: 'region', amount: '20' }], taken: [{ channel: 'web', claimed: 30 }], expected: { web: 30, market: 30, edi: 40 } },
  { what: 'claims of the others leave a part what it has', segments: [{ ...REGION, channels: ['web', 'market'] }, { ...WEB, parent: 'region', amount: '20' }], taken: [{ channel: 'market', claimed: 40 }], expected: { web: 20, market: 0, edi: 40 } },
  { what: 'a part outlives a minimum that is used up by others', segments: [{ ...REGION, kind: 'ringfence', channels: ['web', 'market'] }, { ...WEB, parent: 'region', amount: '20' }], taken: [{ channel: 'market', claimed: 70 }], expected: { web: 30, market: 10, edi: 10 } },
  { what: 'an account is served within the channels of its segment', segments: [{ id: 'b2b', channels: ['edi'], amount: '50' }, { id: 'acme', parent: 'b2b', accounts: ['ACME'], kind: 'partition', amount: '20' }], expected: { 'edi/ACME': 20, edi: 80, 'web/ACME': 50, web: 50 } },
  { what: 'an account that no segment names is like any other', segments: [{ id: 'acme', accounts: ['ACME'], amount: '20' }], expected: { 'edi/ACME': 100, 'edi/OTHER': 80, 'web/ACME': 100, '/ACME': 100 } },
  { what: 'accounts in channels are these accounts in these channels', segments: [{ id: 'acme', accounts: ['ACME'], channels: ['edi'], amount: '20' }], expected: { 'edi/ACME': 100, 'web/ACME': 80, edi: 80 } },
  { what: 'claims of an account use up what is kept for it', segments: [{ id: 'acme', accounts: ['ACME'], amount: '20' }], taken: [{ channel: 'edi', account: 'ACME', claimed: 15 }, { channel: 'edi', claimed: 5 }, { channel: 'edi', account: 'OTHER', claimed: 4 }], expected: { 'edi/ACME': 76, edi: 71 } },
  { what: 'a part of a segment that is not in force is not, either', segments: [{ ...REGION, channels: ['web', 'market'], from: iso(1) }, { ...WEB, parent: 'region', amount: '20' }], expected: { web: 100, market: 100 } },
  { what: 'an exclusive part of a segment that is not in force keeps nobody in', segments: [{ ...REGION, channels: ['web', 'market'], from: iso(1) }, { ...WEB, kind: 'partition', parent: 'region', amount: '20' }], expected: { web: 100, market: 100 } },
  { what: 'a partition keeps its channel out of the parts of others', segments: [{ ...WEB, kind: 'partition', amount: '10' }, { id: 'region', channels: ['web', 'market'], amount: '20' }, { id: 'inner', parent: 'region', channels: ['web'], amount: '8' }], expected: { web: 10, market: 82 } },
  { what: 'weights within one segment weigh nothing in another', segments: [{ ...REGION, channels: ['web', 'market'] }, { id: 'other', kind: 'partition', channels: ['edi'], amount: '30' }, { ...WEB, parent: 'region', kind: 'partition', ratio: '1' }, { ...MARKET, parent: 'region', kind: 'partition', ratio: '1' }, { id: 'edi', parent: 'other', channels: ['edi'], kind: 'partition', ratio: '1' }], expected: { web: 30, market: 30, edi: 30 } },
  { what: 'a part may stand before its segment', segments: [{ ...WEB, parent: 'region', percent: '50' }, { ...REGION, channels: ['web', 'market'] }], expected: { web: 60, market: 30, edi: 40 } },
  { what: 'a minimum within a maximum holds, and the maximum, too', segments: [{ id: 'most', kind: 'cap', channels: ['web', 'market'], amount: '50' }, { ...WEB, parent: 'most', amount: '20' }], expected: { web: 50, market: 50, edi: 80 } },
  { what: 'weights within a segment divide what it has', segments: [{ ...REGION, channels: ['web', 'market'] }, { ...WEB, parent: 'region', kind: 'partition', ratio: '2' }, { ...MARKET, parent: 'region', kind: 'partition', ratio: '1' }], expected: { web: 40, market: 20, edi: 40 } },
];

const BUFFERS: readonly Row[] = [
  { what: 'a buffer comes off a share', segments: [{ ...WEB, kind: 'partition', amount: '30' }], policy: { buffers: [{ kind: 'buffer', item: 'TEA', channel: 'web', amount: '4' }] }, expected: { web: 26, market: 70 } },
  { what: 'a buffer comes off a maximum', segments: [{ ...WEB, kind: 'cap', amount: '30' }], policy: { buffers: [{ kind: 'buffer', item: 'TEA', channel: 'web', amount: '4' }] }, expected: { web: 26 } },
  { what: 'a buffer at a place comes off a maximum there', segments: [{ ...WEB, kind: 'cap', amount: '30', location: 'EAST' }], policy: { buffers: [{ kind: 'buffer', item: 'TEA', location: 'EAST', amount: '4' }] }, expected: { web: 26, market: 96 } },
  { what: 'safety stock does not come off a maximum', segments: [{ ...WEB, kind: 'cap', amount: '30' }], policy: { buffers: [{ kind: 'safetyStock', item: 'TEA', amount: '4' }] }, expected: { web: 30, market: 96 } },
  { what: 'safety stock at a place does not come off a maximum there', segments: [{ ...WEB, kind: 'cap', amount: '30', location: 'EAST' }], policy: { buffers: [{ kind: 'safetyStock', item: 'TEA', location: 'EAST', amount: '4' }] }, expected: { web: 30, market: 96 } },
  { what: 'safety stock at a place is nobody’s to share out', segments: [{ ...WEB, kind: 'partition', percent: '50' }], policy: { buffers: [{ kind: 'safetyStock', item: 'TEA', location: 'EAST', amount: '20' }] }, expected: { web: 40, market: 40 } },
  { what: 'safety stock of a channel is its own affair', segments: [{ ...WEB, kind: 'partition', percent: '50' }], policy: { buffers: [{ kind: 'safetyStock', item: 'TEA', location: 'EAST', channel: 'market', amount: '20' }] }, expected: { web: 50, market: 30 } },
  { what: 'nothing is shared out where a balance below zero stops promising', segments: [{ ...WEB, percent: '50' }], policy: { negative: [{ rule: 'stopPromising' }] }, stock: { EAST: -1, WEST: 20 }, expected: { web: 0 } },
];

describe.each([
  ['a ringfence', RINGFENCE], ['consumption', CONSUMPTION], ['a partition', PARTITION], ['a cap or view', CAPS], ['segments within segments', HIERARCHY], ['buffers and segments', BUFFERS],
])('%s', (_name, rows) => {
  it.each(rows)('$what', ({ segments, policy, stock = { EAST: 100 }, taken = [], query, expected }) => {
    const register = segmentsOf(segments, policy);
    const answers = Object.keys(expected).map((name) => {
      const [channel, account] = name.split('/');
      return [name, askFor(register, stock, taken, { ...(channel === '' ? {} : { channel }), account, ...query }).available] as const;
    });
    expect(Object.fromEntries(answers)).toEqual(expected);
  });
});
