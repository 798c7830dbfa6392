import { jsonSchemas } from './json-schemas.js';

/** The files of schemas/ by name, with their text. */
export function schemaFiles(): ReadonlyMap<string, string> {
  return new Map(Object.entries(jsonSchemas()).map(([name, schema]) => [`${name}.json`, `${JSON.stringify(schema, null, 2)}\n`]));
}
