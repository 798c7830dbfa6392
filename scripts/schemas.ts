/**
 * Writes the JSON Schemas of the model to dist/schemas, one file per record, as the last step of the build. The model states them:
 * src/model/json-schema.ts exports `jsonSchemas()`, an object of schemas by name.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SCHEMA_SOURCE } from './doors.js';

if (existsSync(SCHEMA_SOURCE)) {
  const { jsonSchemas } = (await import(pathToFileURL(resolve(SCHEMA_SOURCE)).href)) as { jsonSchemas: () => Record<string, object> };
  const schemas = Object.entries(jsonSchemas());
  mkdirSync('dist/schemas', { recursive: true });
  for (const [name, schema] of schemas) writeFileSync(`dist/schemas/${name}.json`, `${JSON.stringify(schema, null, 2)}\n`);
  console.log(`${schemas.length} schemas in dist/schemas`);
} else {
  console.log(`No schemas: ${SCHEMA_SOURCE} is not there`);
}
