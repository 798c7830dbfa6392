/**
 * Judges the package as a user gets it: lints the manifest and the types of the packed tarball, then installs it into fresh projects (ESM and CJS, JavaScript
 * and TypeScript), runs the README's program in each, and compares what it prints with what the README says. Needs a build: `npm run package:check`
 * makes one first.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { programs } from './code-blocks.js';
import { doors } from './doors.js';
import { filesUnder } from './files.js';

const bin = (name: string): string => resolve('node_modules/.bin', name);
const run = (command: string, args: readonly string[], cwd = '.'): string => execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string>; devDependencies: Record<string, string> };
const work = mkdtempSync(join(tmpdir(), 'stockwright-package-'));
const problems: string[] = [];

try {
  step('dist imports declared packages only, and holds each module once per format', checkBundle);
  step('publint --strict', () => run(bin('publint'), ['--strict']));
  const tarball = join(work, (JSON.parse(run('npm', ['pack', '--json', '--pack-destination', work])) as { filename: string }[])[0]!.filename);
  // node16 leaves out the resolution of Node 10, which knows no export maps and so no subpaths.
  step('attw --profile node16', () => run(bin('attw'), [tarball, '--profile', 'node16', '--no-emoji', '--no-color']));
  const program = readmeProgram();
  step('ESM, JavaScript', () => inProject('esm-js', 'module', tarball, () => ({ 'program.js': program.esm })));
  step('CJS, JavaScript', () => inProject('cjs-js', 'commonjs', tarball, () => ({ 'program.js': program.cjs })));
  step('ESM, TypeScript', () => inProject('esm-ts', 'module', tarball, () => ({ 'program.ts': program.esm })));
  step('CJS, TypeScript', () => inProject('cjs-ts', 'commonjs', tarball, () => ({ 'program.ts': program.cjsTypeScript })));
  step('one copy under import and require', () => checkIdentity(tarball));

  function inProject(name: string, type: 'module' | 'commonjs', packed: string, files: () => Record<string, string>): void {
    const folder = project(name, type, packed, files());
    if (name.endsWith('-ts')) run(bin('tsc'), ['-p', '.'], folder);
    const printed = run(process.execPath, ['program.js'], folder).trimEnd().split('\n');
    if (JSON.stringify(printed) !== JSON.stringify(program.answers)) throw new Error(`prints\n${printed.join('\n')}\ninstead of\n${program.answers.join('\n')}`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(problems.length === 0 ? 'package: as promised' : `package: ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);

function step(name: string, check: () => unknown): void {
  try {
    check();
    console.log(`package: ${name}: ok`);
  } catch (error) {
    const { stdout, message } = error as Error & { stdout?: string };
    problems.push(name);
    console.error(`package: ${name}: FAILED\n${stdout ?? ''}${message}`);
  }
}

/** The first program of the README that says what it prints, in the forms the projects need. */
function readmeProgram(): { esm: string; cjs: string; cjsTypeScript: string; answers: readonly string[] } {
  const found = programs(readFileSync('README.md', 'utf8')).find(({ answers }) => answers.length > 0);
  if (found === undefined) throw new Error('README.md has no program with answers (// → …)');
  const esm = found.source.trimStart();
  const imports = [...esm.matchAll(/^import .*$/gm)].map(([line]) => line);
  const body = esm.split('\n').filter((line) => !imports.includes(line) && line !== 'export {};').join('\n');
  // CJS has no await at the top, so the program goes into a function.
  const wrapped = `async function main() {\n${body}\n}\nmain().catch((error) => { console.error(error); process.exitCode = 1; });\n`;
  const required = imports.map((line) => line.replace(/^import \{(.*)\} from (.*?);?$/, (_, names: string, from: string) => `const {${names.replaceAll(' as ', ': ')}} = require(${from});`));
  return { esm, cjs: [...required, wrapped].join('\n'), cjsTypeScript: [...imports, wrapped.replace('(error)', '(error: unknown)')].join('\n'), answers: found.answers };
}

/** A new project with the tarball installed as a user would. */
function project(name: string, type: 'module' | 'commonjs', tarball: string, files: Record<string, string>): string {
  const folder = join(work, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, private: true, type }));
  // DOM for `console`; without Node's types, so that ours prove not to need them.
  const compilerOptions = { module: 'nodenext', target: 'es2022', lib: ['es2023', 'dom'], types: ['./ambient.d.ts'], strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['program.ts'] }));
  writeFileSync(join(folder, 'ambient.d.ts'), 'declare const process: { exitCode?: number };\n');
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '--silent', tarball], folder);
  return folder;
}

/** Every door loads by `import` and `require` in one program, and both give the same functions. */
function checkIdentity(tarball: string): void {
  const specifiers = doors().map(({ specifier }) => specifier);
  const folder = project('identity', 'commonjs', tarball, {
    'program.js': `(async () => {
      for (const door of ${JSON.stringify(specifiers)}) {
        const required = require(door);
        const imported = await import(door);
        for (const name of Object.keys(imported)) if (imported[name] !== required[name]) throw new Error(door + ' has two copies of ' + name);
      }
      console.log('same');
    })();`,
  });
  const printed = run(process.execPath, ['program.js'], folder).trim();
  if (printed !== 'same') throw new Error(printed);
}

/** A package that is bundled by accident, imported undeclared, or a class that exists twice is seen in the built files. */
function checkBundle(): void {
  const allowed = new Set(Object.keys(manifest.dependencies));
  for (const [ending, pattern] of [['.js', /\b(?:from|import)\s*\(?["']([\w@./:-]+)["']/g], ['.cjs', /\brequire\(["']([\w@./:-]+)["']\)/g]] as const) {
    const texts = filesUnder('dist', ending).map((file) => ({ file, text: readFileSync(file, 'utf8') }));
    for (const { file, text } of texts) {
      for (const [, specifier = ''] of text.matchAll(pattern)) {
        if (!specifier.startsWith('.') && !specifier.startsWith('node:') && !allowed.has(packageOf(specifier))) throw new Error(`${file} imports ${specifier}`);
      }
      if (text.includes('node_modules/')) throw new Error(`${file} has a package bundled in`);
    }
    const copies = texts.filter(({ text }) => /\bclass InventoryError\b|InventoryError = class/.test(text));
    if (copies.length !== 1) throw new Error(`InventoryError is in ${copies.map(({ file }) => file).join(', ') || 'no file'} for ${ending}`);
  }
}

/** `date-fns/constants` belongs to `date-fns`, `@date-fns/tz` to itself. */
function packageOf(specifier: string): string {
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
