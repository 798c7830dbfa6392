/** Writes the JSON Schemas and the AsyncAPI document to schemas/, where changes of them can be seen in review: `npm run schemas`. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { schemaFiles } from './schema-files.js';

const files = schemaFiles();
mkdirSync('schemas', { recursive: true });
for (const name of readdirSync('schemas')) if (!files.has(name)) rmSync(`schemas/${name}`);
for (const [name, text] of files) writeFileSync(`schemas/${name}`, text);
console.log(`${files.size} files in schemas`);
