import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commandMap, doors, exportMap } from '../../scripts/doors.js';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  exports: Record<string, unknown>;
  bin?: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

describe('package.json', () => {
  it('exports the doors that exist, and nothing else (npm run doors)', () => {
    expect(manifest.exports).toEqual(exportMap());
    expect(manifest.bin ?? {}).toEqual(commandMap());
  });

  it('is matched by what the build makes: every exported file, in both formats, has its entry', async () => {
    // By its path, since tsup's own types are outside the strict program.
    const config = (await import(pathToFileURL(resolve('tsup.config.ts')).href)) as { default: { entry: Record<string, string>; format: string }[] };
    const built = new Set(config.default.flatMap(({ entry, format }) => Object.keys(entry).map((name) => `./dist/${name}${format === 'esm' ? '.js' : '.cjs'}`)));
    const exported = new Set([...JSON.stringify([manifest.exports, manifest.bin ?? {}]).matchAll(/\.\/dist\/[\w/-]+\.c?js(?=")/g)].map(([path]) => path));
    expect([...exported].sort()).toEqual([...built].sort());
  });

  it('puts module-sync first and types before code, so that import and require share one copy', () => {
    for (const { subpath } of doors()) {
      const block = manifest.exports[subpath] as Record<string, object>;
      expect(Object.keys(block)).toEqual(['module-sync', 'import', 'require']);
      for (const target of Object.values(block)) expect(Object.keys(target)).toEqual(['types', 'default']);
      expect(block['module-sync']).toEqual(block['import']);
    }
  });

  it('pins every package exactly', () => {
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    expect(loose).toEqual([]);
  });
});
