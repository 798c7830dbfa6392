/**
 * The public surface of each door as text under api/, reviewed like code. `npm run api` writes the reports; `npm run api:check` fails when they are
 * not what the source says, when a public signature names a type that no door exports, or when a report is left over.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel, type ExtractorMessage } from '@microsoft/api-extractor';
import { doors, type Door } from './doors.js';
import { filesUnder } from './files.js';

const check = process.argv.includes('--check');
const problems: string[] = [];
/** Per door, the names its signatures use and it does not export itself. Another door may. */
const foreign = new Map<string, string[]>();
const exported = new Set<string>();

execFileSync('npx', ['tsc', '-p', 'tsconfig.types.json'], { stdio: 'inherit' });
sortEnums();
mkdirSync('api', { recursive: true });
mkdirSync('temp/api', { recursive: true });
for (const door of doors()) report(door);

for (const [specifier, names] of foreign) {
  for (const name of names) {
    if (!exported.has(name)) problems.push(`${specifier}: a public signature names ${name}, which no door exports`);
  }
}
const wanted = new Set(doors().map(({ slug }) => `${slug}.api.md`));
for (const file of readdirSync('api')) {
  if (wanted.has(file)) continue;
  if (check) problems.push(`api/${file} belongs to no door`);
  else rmSync(`api/${file}`);
}
for (const problem of problems) console.error(problem);
console.log(`${doors().length} API reports ${check ? 'checked' : 'written'}, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);

/** Puts the members of enumerations in order of name: the compiler writes them in the order in which it first met each text, in whichever file that was. */
function sortEnums(): void {
  for (const file of filesUnder('temp/types', '.d.ts')) {
    const text = readFileSync(file, 'utf8');
    const sorted = text.replace(/(ZodEnum<\{\n)([^{}]+\n)( *\}>)/g, (_all, open: string, members: string, close: string) => `${open}${members.trimEnd().split('\n').sort().join('\n')}\n${close}`);
    if (sorted !== text) writeFileSync(file, sorted);
  }
}

function report({ specifier, source, slug }: Door): void {
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: resolve('.'),
      mainEntryPointFilePath: resolve(source.replace(/^src/, 'temp/types').replace(/\.ts$/, '.d.ts')),
      newlineKind: 'lf',
      compiler: { overrideTsconfig: { extends: resolve('tsconfig.json'), files: [], include: ['temp/types/**/*.d.ts'] } },
      apiReport: { enabled: true, reportFileName: `${slug}.api.md`, reportFolder: resolve('api'), reportTempFolder: resolve('temp/api') },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: { extractorMessageReporting: { 'ae-missing-release-tag': { logLevel: ExtractorLogLevel.None } } },
    },
    configObjectFullPath: resolve('api-extractor.json'),
    packageJsonFullPath: resolve('package.json'),
  });
  const existed = existsSync(`api/${slug}.api.md`);
  const unexported: string[] = [];
  const result = Extractor.invoke(config, { localBuild: !check, messageCallback: (message) => note(message, unexported) });
  foreign.set(specifier, unexported);
  const named = /^export (?:(?:declare )?(?:abstract )?(?:class|function|const|interface|type|enum|namespace) ([\w$]+)|\{ (?:[\w$]+ as )?([\w$]+) \})/gm;
  for (const match of reportText(slug).matchAll(named)) exported.add((match[1] ?? match[2])!);
  if (!check) return;
  if (!existed) problems.push(`${specifier} has no report; run npm run api`);
  else if (result.apiReportChanged) problems.push(`${specifier} is not what api/${slug}.api.md says; run npm run api, review the difference, add a line to CHANGELOG.md`);
}

function note(message: ExtractorMessage, unexported: string[]): void {
  message.handled = true;
  if (message.messageId === 'ae-forgotten-export') unexported.push(/The symbol "([^"]+?)(?:_\d+)?"/.exec(message.text)?.[1] ?? message.text);
  else if (message.logLevel === ExtractorLogLevel.Error || (message.messageId.startsWith('ae-') && message.logLevel === ExtractorLogLevel.Warning)) {
    problems.push(`${message.sourceFilePath ?? ''}:${message.sourceFileLine ?? ''} ${message.messageId}: ${message.text}`);
  }
}

function reportText(slug: string): string {
  return readFileSync(`temp/api/${slug}.api.md`, 'utf8');
}
