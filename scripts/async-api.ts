import { CLOUD_EVENT_TYPE_PREFIX } from '../src/model/cloud-event.js';
import { SCHEMA_VERSION } from '../src/model/event-envelope.js';
import { RESERVATION_EVENT_SCHEMAS, RESERVATION_EVENT_TYPES } from '../src/model/reservation-event.js';
import { SCHEMA_BASE, schemaName } from '../src/model/schema-address.js';
import { STOCK_EVENT_SCHEMAS, STOCK_EVENT_TYPES } from '../src/model/stock-event.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * The AsyncAPI 3.0 document of the events: facts as they are told, decisions as they are recorded. Payloads are the JSON Schemas beside it.
 *
 * @see https://www.asyncapi.com/docs/reference/specification/v3.0.0
 */
export function asyncApi(): Json {
  const facts = STOCK_EVENT_TYPES.map((type) => message(type, STOCK_EVENT_SCHEMAS[type].description, schemaName(type), `${CLOUD_EVENT_TYPE_PREFIX}${type}`));
  const decisions = RESERVATION_EVENT_TYPES.map((type) => message(type, RESERVATION_EVENT_SCHEMAS[type].description, type, undefined));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'stockwright events',
      version: `${SCHEMA_VERSION}.0.0`,
      description: 'Facts that other systems tell about stock, and decisions that are made about order lines.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    defaultContentType: 'application/json',
    channels: {
      facts: channel('facts', 'Facts of one tenant, in order for each item. Delivered at least once: a repeat has the same source and id.', facts),
      decisions: channel('decisions', 'Decisions of one tenant about order lines, in the order they were made for each item.', decisions),
    },
    operations: {
      tellFacts: operation('send', 'facts', 'Tell a fact.'),
      readDecisions: operation('receive', 'decisions', 'Follow the decisions.'),
    },
    components: { messages: Object.fromEntries([...facts, ...decisions].map(({ key, body }) => [key, body])) },
  };
}

interface Message {
  readonly key: string;
  readonly body: Json;
}

/** Keys of AsyncAPI components may hold letters, digits, `.`, `-` and `_`; the names of events do. */
function message(type: string, summary: string | undefined, schema: string, cloudEventType: string | undefined): Message {
  const address = `${SCHEMA_BASE}${schema}.json`;
  return {
    key: type,
    body: {
      name: type,
      title: type,
      ...(summary !== undefined && { summary }),
      contentType: 'application/json',
      ...(cloudEventType !== undefined && {
        headers: {
          type: 'object',
          description: 'Attributes of CloudEvents 1.0, where the fact travels in that envelope.',
          properties: { type: { const: cloudEventType }, dataschema: { const: address } },
        },
      }),
      payload: { schemaFormat: 'application/schema+json;version=draft-2020-12', schema: { $ref: address } },
    },
  };
}

function channel(name: string, description: string, messages: readonly Message[]): Json {
  return {
    address: `{tenant}.${name}`,
    description,
    parameters: { tenant: { description: 'The tenant: lower-case letters, digits, "-" and "_".' } },
    messages: Object.fromEntries(messages.map(({ key }) => [key, { $ref: `#/components/messages/${key}` }])),
  };
}

function operation(action: 'send' | 'receive', channelName: string, summary: string): Json {
  return { action, summary, channel: { $ref: `#/channels/${channelName}` } };
}
