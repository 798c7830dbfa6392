import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));
const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as { forbidden: { name: string; to: { pathNot?: string } }[] };

async function violations(baseDir: string): Promise<ICruiseResult['summary']['violations']> {
  const { output } = await cruise(['src'], {
    baseDir,
    validate: true,
    ruleSet: { forbidden } as unknown as IFlattenedRuleSet,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  });
  return (output as ICruiseResult).summary.violations;
}

describe('the floors', () => {
  it('hold: every import in src looks down, through a front door', async () => {
    const found = await violations(root);
    expect(found.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });

  it('list every folder of src, and src holds folders and its front door only', () => {
    const listed = new RegExp(forbidden.find(({ name }) => name === 'every-room-has-a-floor')!.to.pathNot!);
    const entries = readdirSync(join(root, 'src'), { withFileTypes: true });
    expect(entries.filter((entry) => (entry.isDirectory() ? !listed.test(`src/${entry.name}/`) : entry.name !== 'index.ts')).map(({ name }) => name)).toEqual([]);
  });
});

/** A tree in which every rule is broken at least once: the file, and what it imports. */
const PLANTED: Record<string, string[]> = {
  'index.ts': ["export { a } from './storage/memory/index.js';", "export { a as b } from './sync/index.js';", "export { net } from './commands/socket.js';"],
  'foundation/index.ts': ["export { a } from './a.js';"],
  'foundation/a.ts': ["import type { a as up } from '../quantity/index.js';", 'export const a = 0; export type Up = typeof up;'],
  'foundation/clock.ts': ["import { hrtime } from 'node:process';", 'export const a = hrtime;'],
  'quantity/index.ts': ["import { b } from '../model/index.js';", 'export const a = b;'],
  'model/index.ts': ["import { a } from '../ledger/index.js';", 'export const b = a;'],
  'model/emit.ts': ["import { EventEmitter } from 'eventemitter3';", 'export const a = EventEmitter;'],
  'model/calendar.ts': ["import { addDays } from 'date-fns';", 'export const a = addDays;'],
  'model/decimal.ts': ["import { Decimal } from 'decimal.js';", 'export const a = Decimal;'],
  'ledger/index.ts': ["import type { a as port } from '../ports/index.js';", 'export const a = 0; export type Port = typeof port;'],
  'ledger/sideways.ts': ["import type { a as other } from '../returns/index.js';", 'export type Other = typeof other;'],
  'ledger/schema.ts': ["import * as z from 'zod';", 'export const a = z;'],
  'ledger/own-door.ts': ["export { a } from './index.js';"],
  'ledger/back-door.ts': ["export { a } from '../foundation/a.js';"],
  'returns/index.ts': ["import { b } from './ring.js';", 'export const a = b;'],
  'returns/ring.ts': ["import type { a as back } from './index.js';", 'export const b = 0; export type Back = typeof back;'],
  'ports/index.ts': ["import type { a as machinery } from '../commands/index.js';", 'export const a = 0; export type Machinery = typeof machinery;'],
  'wire/index.ts': ["import type { a as machinery } from '../commands/index.js';", 'export const a = 0; export type Machinery = typeof machinery;'],
  'commands/index.ts': ["import type { a as suite } from '../testing/index.js';", 'export const a = 0; export type Suite = typeof suite;'],
  'commands/socket.ts': ["import * as net from 'node:net';", 'export { net };'],
  'commands/front.ts': ["export { a } from '../index.js';"],
  'commands/engine/batch.ts': ["import { a as up } from '../goods/offers.js';", 'export const a = up;'],
  'commands/goods/offers.ts': ["import { a as up } from '../kits/kit-lines.js';", 'export const a = up;'],
  'commands/kits/kit-lines.ts': ["import { a as up } from '../lines/reserve.js';", 'export const a = up;'],
  'commands/lines/reserve.ts': ["import { a as up } from '../promises/confirm.js';", 'export const a = up;'],
  'commands/promises/confirm.ts': ["import { a as beside } from '../facts/told-facts.js';", 'export const a = beside;'],
  'commands/facts/told-facts.ts': ["import { a as other } from '../helpers/any.js';", 'export const a = other;'],
  'commands/helpers/any.ts': ['export const a = 0;'],
  'sync/index.ts': ["import { build } from 'tsup';", 'export const a = build;'],
  'testing/index.ts': ["import type { a as store } from '../storage/memory/index.js';", 'export const a = 0; export type Store = typeof store;'],
  'storage/memory/index.ts': ["import type { a as sibling } from '../journal/index.js';", 'export const a = 0; export type Sibling = typeof sibling;'],
  'storage/memory/own-door.ts': ["export { a } from './index.js';"],
  'storage/journal/index.ts': ['export const a = 0;'],
  'helpers/index.ts': ['export const a = 0;'],
  'cli/index.ts': ["import { a } from '../helpers/index.js';", 'export const b = a;'],
};

describe('a planted violation', () => {
  const tree = join(root, 'temp/planted-floors');
  let caught: Set<string>;

  beforeAll(async () => {
    for (const [path, lines] of Object.entries(PLANTED)) {
      mkdirSync(dirname(join(tree, 'src', path)), { recursive: true });
      writeFileSync(join(tree, 'src', path), lines.join('\n'));
    }
    writeFileSync(join(tree, 'package.json'), '{ "type": "module", "dependencies": { "zod": "*", "decimal.js": "*", "date-fns": "*", "eventemitter3": "*" }, "devDependencies": { "tsup": "*" } }');
    caught = new Set((await violations(tree)).map(({ rule }) => rule.name));
  });
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it.each(forbidden.map(({ name }) => name))('of %s is caught', (name) => {
    expect(caught).toContain(name);
  });
});
