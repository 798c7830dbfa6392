import { expect } from 'vitest';
import * as model from '../../src/model/index.js';

/** Every decoded fact is one that the model accepts as it stands. */
export function expectRecordable(events: readonly model.StockEvent[]): void {
  for (const event of events) expect(model.validateEvent(event)).toMatchObject({ ok: true });
}
